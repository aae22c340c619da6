// The tags of log lines: their list, the words they are written with, and the one way in which a line's tag is found. Imports nothing: the page uses it too.

export const logTags = ['INFO', 'CONFIG', 'DATA', 'TRAIN', 'VAL', 'SAVE', 'WARN', 'ERROR'] as const
export type LogTag = (typeof logTags)[number]

/** What a line that is shown is filed under: its tag, or that it has none. */
export const lineTags = [...logTags, 'OTHER'] as const
export type LineTag = (typeof lineTags)[number]

/** [WARNING] reads as [WARN], and [FAIL] of the original system as [ERROR]. */
const tagOfWord: ReadonlyMap<string, LogTag> = new Map<string, LogTag>([
  ...logTags.map((tag): [string, LogTag] => [tag, tag]),
  ['WARNING', 'WARN'],
  ['FAIL', 'ERROR'],
])

const anyTag = new RegExp(`\\[(?:${[...tagOfWord.keys()].join('|')})\\] `)

/** Terminal colours, and NUL bytes that a power cut leaves in a file. */
// oxlint-disable-next-line no-control-regex -- control characters are what it removes
const noise = /\u001b\[[\d;]*[A-Za-z]|\u0000/g

/** A line of a log without what is no text, and without space around it. */
export function cleanLine(text: string): string {
  return (text.includes('\u0000') || text.includes('\u001b') ? text.replaceAll(noise, '') : text).trim()
}

/**
 * The tag of a clean line and the text after it; undefined for a line without one.
 * Text before the tag (a progress bar without its line break, a logger's time) is skipped.
 */
export function findTag(text: string): { readonly tag: LogTag; readonly body: string } | undefined {
  return tagAt(text, 0) ?? tagAt(text, text.search(anyTag))
}

function tagAt(text: string, from: number): { readonly tag: LogTag; readonly body: string } | undefined {
  if (text[from] !== '[') return undefined
  const close = text.indexOf(']', from)
  if (close === -1 || (text[close + 1] ?? ' ') !== ' ') return undefined
  const tag = tagOfWord.get(text.slice(from + 1, close))
  return tag && { tag, body: text.slice(close + 2).trimStart() }
}

/** The parts of a line that carriage returns separate, such as states of a progress bar. */
export function partsOfLine(text: string): string[] {
  return text.split('\r').filter((part) => part.trim() !== '')
}

/** The tag of a line as it stands in the file: that of its last part that has one. */
export function tagOfText(text: string): LineTag {
  if (!text.includes('\r')) return findTag(cleanLine(text))?.tag ?? 'OTHER'
  for (const part of partsOfLine(text).reverse()) {
    const found = findTag(cleanLine(part))
    if (found !== undefined) return found.tag
  }
  return 'OTHER'
}
