// Text files as people really save them: any line ending, a byte order mark, and encodings other than UTF-8.

/** Longest file of lines that is read (lists, ground truths, labels), in bytes. More is not such a file. */
export const maxTextBytes = 2 ** 26

/** Most lines of such a file: each costs a hundred bytes, however short it is. */
export const maxTextLines = 1e6

/** How many lines a file has at least, blank ones included; in UTF-16 some characters count as ends of lines. */
export function countLines(bytes: Uint8Array): number {
  let ends = 0
  for (let at = 0; at < bytes.length; at += 1)
    if (bytes[at] === 10 || (bytes[at] === 13 && bytes[at + 1] !== 10)) ends += 1
  return ends
}

/** A line of a text file that is not blank. */
export interface Line {
  /** From 1, as an editor counts. */
  readonly number: number
  /** Without white space (full-width spaces and byte order marks included) at either end. */
  readonly text: string
}

/** How a text file was encoded; everything but `utf-8` deserves a word to its owner. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252' | UnreadEncoding

/** What is not read: UTF-32, which no list of ours is saved in, and what is no text. */
export type UnreadEncoding = 'utf-32' | 'binary'

/** Whether a file of this encoding is not read as text. */
export function isUnread(encoding: TextEncoding): encoding is UnreadEncoding {
  return encoding === 'utf-32' || encoding === 'binary'
}

/** How the lines of a file end; `none` is a file of one line without an end, `mixed` one with several kinds. */
export type LineEndings = 'none' | 'lf' | 'crlf' | 'cr' | 'mixed'

/** A text file taken apart. */
export interface TextFile {
  readonly encoding: TextEncoding
  /** Whether it is UTF-8 and begins with a byte order mark. */
  readonly hasMark: boolean
  readonly endings: LineEndings
  /** Lines that are not blank; none when the encoding is not read. */
  readonly lines: readonly Line[]
}

/**
 * Decodes and splits a text file. UTF-8 with or without a byte order mark; UTF-16 by its mark (Windows Notepad's
 * "Unicode"); else GB18030 (which covers GBK and GB2312) when the bytes allow it; else Windows-1252, which allows everything.
 * Lines end with LF, CRLF or a lone CR. UTF-32, by its mark, is not read. A file with zero bytes inside is `binary`: an image, or a model.
 */
export function linesOfFile(bytes: Uint8Array): TextFile {
  const { encoding, text } = decodeText(bytes)
  // The mark of UTF-16 is no peculiarity: without it nothing would tell the encoding.
  const hasMark = encoding === 'utf-8' && text.startsWith('\uFEFF')
  const lines = text
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ number: index + 1, text: line.trim() }))
    .filter(({ text }) => text !== '')
  return { encoding, hasMark, endings: endingsOf(text), lines }
}

/** The same bytes read as GB18030, where they are UTF-8 perhaps by chance only: short Chinese names are both. */
export function readAsChinese(bytes: Uint8Array): TextFile | undefined {
  const first = decodeText(bytes)
  if (first.encoding !== 'utf-8' || !/[^\0-\x7f]/.test(first.text)) return undefined
  try {
    const text = new TextDecoder('gb18030', { fatal: true, ignoreBOM: true }).decode(bytes)
    return { ...linesOfFile(new TextEncoder().encode(text)), encoding: 'gb18030' }
  } catch {
    return undefined
  }
}

function endingsOf(text: string): LineEndings {
  const kinds = [/\r\n/.test(text) && 'crlf', /(?<!\r)\n/.test(text) && 'lf', /\r(?!\n)/.test(text) && 'cr'] as const
  const found = kinds.filter((kind) => kind !== false)
  return found.length > 1 ? 'mixed' : (found.at(0) ?? 'none')
}

/** The text of a file, and how it was encoded; no text when it is not read. */
export function decodeText(bytes: Uint8Array): { encoding: TextEncoding; text: string } {
  const mark = markedEncoding(bytes)
  if (mark === 'utf-32') return { encoding: mark, text: '' }
  if (mark !== undefined) return { encoding: mark, text: new TextDecoder(mark, { ignoreBOM: true }).decode(bytes) }
  if (bytes.includes(0)) return { encoding: 'binary', text: '' }
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    try {
      return { encoding, text: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes) }
    } catch {
      // Not this encoding: the next one is tried.
    }
  }
  return { encoding: 'windows-1252', text: new TextDecoder('windows-1252').decode(bytes) }
}

/** The byte order marks; that of UTF-32 LE begins with that of UTF-16 LE. */
const marks = [
  ['utf-32', [0xff, 0xfe, 0, 0]],
  ['utf-32', [0, 0, 0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
] as const

function markedEncoding(bytes: Uint8Array): 'utf-32' | 'utf-16le' | 'utf-16be' | undefined {
  return marks.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))?.[0]
}
