// Reads log.txt from any byte on: whole lines only, garbage and other encodings survived, truncation and rotation noticed.
import { isUtf8 } from 'node:buffer'
import { closeSync, fstatSync, readSync } from 'node:fs'
import { TextDecoder } from 'node:util'
import { explaining } from '../core/files.ts'
import { openRegular } from '../core/read-file.ts'
import { type LogLine, parseLogLine } from './log-line.ts'
import { partsOfLine } from './log-tags.ts'

/** How far a log has been read; hand it back to go on from there. */
export interface LogPosition {
  /** Bytes read, up to and including the last line break. */
  readonly offset: number
  /** Line breaks read. */
  readonly lines: number
  /** The file's identity (inode), 0 where the system has none. */
  readonly file: number
}

/** The start of any log. */
export const logStart: LogPosition = { offset: 0, lines: 0, file: 0 }

/** A line with its number in the file, from 1, as editors and `grep -n` count. */
export interface LogEntry {
  readonly number: number
  readonly line: LogLine
}

/** What one reading found besides the lines. */
export interface LogReading {
  readonly position: LogPosition
  /** The unfinished last line, as text. It is not among the lines, and is read again once it is whole. */
  readonly tail: string
  /** The file was cut or replaced since `from`, so reading began at its start again. */
  readonly restarted: boolean
  /** Lines that were not valid UTF-8 and were read as GB 18030 (which holds GBK). */
  readonly legacyLines: number
  /** Lines with NUL bytes, which were skipped: a power cut leaves them, and UTF-16 has them in every line. */
  readonly nulLines: number
}

/** What reading a log that is a file found. */
export interface LogFileReading extends LogReading {
  /** When the file was opened: its length, and when it last changed. */
  readonly bytes: number
  readonly modified: Date
}

const chunkBytes = 1 << 20
/** Small logs are read whole into a chunk of their size: memory for a large one costs more than the reading. */
const leastChunkBytes = 1 << 12

/** A longer line is no log line: it is read as `other`, cut to its first part, so that a damaged file cannot fill the memory. */
const maxLineBytes = 1 << 20
const shownOfLongLine = 1000

/**
 * Takes one whole line of a log: its number in the file, from 1, and its text as it stands there, without the line break.
 * `isCut`: the first part of a line that is too long to be one of a log.
 */
export type VisitText = (number: number, text: string, isCut?: boolean) => void

/**
 * Calls `visit` for every whole line from `from` to the end of the file.
 * Parts of a line that carriage returns separate (progress bars) count as one line: all its tagged parts are visited,
 * or its last part when none is tagged. Throws a UserError when the file cannot be read.
 */
export function visitLog(path: string, visit: (entry: LogEntry) => void, from: LogPosition = logStart): LogFileReading {
  return visitLogText(path, parsing(visit), from)
}

/** Like `visitLog`, with the text of each line instead of what it says; stops after about `limit` bytes. */
export function visitLogText(
  path: string,
  visit: VisitText,
  from: LogPosition = logStart,
  limit = Number.POSITIVE_INFINITY,
): LogFileReading {
  const descriptor = explaining(path, 'read', () => openRegular(path))
  try {
    const { ino, size, mtime } = fstatSync(descriptor)
    const restarted = from.offset > size || (from.file !== 0 && from.file !== ino)
    const state = new LineCutter(visit, { ...(restarted ? logStart : from), file: ino })
    explaining(path, 'read', () => readChunks(descriptor, state, { size, limit: state.nextByte + limit }))
    return { ...state.reading(), restarted, bytes: size, modified: mtime }
  } finally {
    closeSync(descriptor)
  }
}

/** What the text of one line says: one entry, or one a part. */
export function parseLogText(text: string): LogLine[] {
  return text.includes('\r') ? linesOfParts(text) : [parseLogLine(text)]
}

function parsing(visit: (entry: LogEntry) => void): VisitText {
  return (number, text, isCut) => {
    if (isCut === true) visit({ number, line: { kind: 'other', text } })
    else if (!text.includes('\r')) visit({ number, line: parseLogLine(text) })
    else for (const line of linesOfParts(text)) visit({ number, line })
  }
}

/** All lines from `from` on, as a list; for logs of any size use `visitLog`. */
export function readLog(path: string, from: LogPosition = logStart): LogReading & { readonly entries: LogEntry[] } {
  const entries: LogEntry[] = []
  const reading = visitLog(path, (entry) => entries.push(entry), from)
  return { ...reading, entries }
}

/** The lines of a log that is in memory already, for example from standard input; the last one needs no line break. */
export function parseLog(bytes: Uint8Array): LogEntry[] {
  const entries: LogEntry[] = []
  const visit = parsing((entry) => entries.push(entry))
  const state = new LineCutter(visit, logStart)
  state.take(bytes)
  if (state.reading().tail !== '') state.take(Buffer.from('\n'))
  return entries
}

/** Like `visitLog`, for a log that comes in pieces, such as standard input. */
export async function visitLogStream(
  chunks: AsyncIterable<Uint8Array>,
  visit: (entry: LogEntry) => void,
): Promise<LogReading> {
  const state = new LineCutter(parsing(visit), logStart)
  for await (const chunk of chunks) state.take(chunk)
  return { ...state.reading(), restarted: false }
}

/** Feeds a cutter from its next byte to the end of the file, or to `limit`; `size` is how long the file seems to be. */
function readChunks(descriptor: number, state: LineCutter, { size, limit }: { size: number; limit: number }): void {
  while (state.nextByte < limit) {
    const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(leastChunkBytes, size - state.nextByte)))
    const count = readSync(descriptor, chunk, 0, chunk.length, state.nextByte)
    if (count === 0) return
    state.take(chunk.subarray(0, count))
    if (state.nextByte === size) return // the whole file, as it seems; what it gained meanwhile is read the next time
  }
}

/** Cuts a stream of bytes into lines; holds what follows the last line break. */
export class LineCutter {
  readonly #visit: VisitText
  readonly #file: number
  #offset: number
  #lines: number
  #rest: Uint8Array = new Uint8Array(0)
  #legacyLines = 0
  #nulLines = 0

  constructor(visit: VisitText, from: LogPosition) {
    this.#visit = visit
    this.#file = from.file
    this.#offset = from.offset
    this.#lines = from.lines
  }

  /** Where in the file the next chunk starts. */
  get nextByte(): number {
    return this.#offset + this.#rest.length
  }

  take(chunk: Uint8Array): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    const end = bytes.lastIndexOf(0x0a) + 1
    if (end > 0) this.#visitLines(bytes.subarray(0, end))
    this.#offset += end
    this.#rest = bytes.subarray(end)
    if (this.#rest.length > maxLineBytes) this.#dropLongLine()
  }

  reading(): Omit<LogReading, 'restarted'> {
    const position = { offset: this.#offset, lines: this.#lines, file: this.#file }
    return { position, tail: decodeLine(this.#rest).text, legacyLines: this.#legacyLines, nulLines: this.#nulLines }
  }

  /** `block` ends with a line break, so that cutting it there never splits a character of any encoding read here. */
  #visitLines(block: Uint8Array): void {
    if (block.includes(0)) this.#countNulLines(block)
    if (isUtf8(block)) {
      const text = Buffer.from(block.buffer, block.byteOffset, block.length).toString('utf8')
      for (let from = 0; from < text.length;) {
        const to = text.indexOf('\n', from)
        this.#visitLine(text.slice(from, to))
        from = to + 1
      }
      return
    }
    for (let from = 0; from < block.length;) {
      const to = block.indexOf(0x0a, from)
      const { text, legacy } = decodeLine(block.subarray(from, to))
      if (legacy) this.#legacyLines++
      this.#visitLine(text)
      from = to + 1
    }
  }

  #countNulLines(block: Uint8Array): void {
    for (let at = block.indexOf(0); at !== -1; at = block.indexOf(0, block.indexOf(0x0a, at))) this.#nulLines++
  }

  #visitLine(text: string): void {
    this.#lines++
    this.#visit(this.#lines, text)
  }

  #dropLongLine(): void {
    const { text } = decodeLine(this.#rest.subarray(0, shownOfLongLine))
    this.#visit(this.#lines + 1, text, true)
    this.#offset += this.#rest.length
    this.#rest = new Uint8Array(0)
  }
}

function linesOfParts(text: string): LogLine[] {
  const lines = partsOfLine(text).map((part) => parseLogLine(part))
  const tagged = lines.filter(({ kind }) => kind !== 'other')
  if (tagged.length > 0) return tagged
  return [lines.at(-1) ?? { kind: 'other', text: '' }]
}

/**
 * A line as UTF-8, or else as GB 18030. UTF-16 (PowerShell redirects to it) needs no more than its byte order mark taken away:
 * its NUL bytes are dropped when the line is parsed, which leaves the ASCII that the grammar is made of.
 */
function decodeLine(line: Uint8Array): { text: string; legacy: boolean } {
  const isMarkedUtf16 = line[0] === 0xff && line[1] === 0xfe
  const bytes = isMarkedUtf16 ? line.subarray(2) : line
  const legacy = !isUtf8(bytes)
  return { text: legacy ? decodeLegacy(bytes) : Buffer.from(bytes).toString('utf8'), legacy }
}

let legacyDecoder: TextDecoder | undefined

function decodeLegacy(bytes: Uint8Array): string {
  try {
    legacyDecoder ??= new TextDecoder('gb18030')
    return legacyDecoder.decode(bytes)
  } catch {
    return Buffer.from(bytes).toString('latin1') // a Node without its full tables of encodings
  }
}
