// Words of annotations: which labels mean "do not care", and which attributes hold a transcript.

import { doNotCare } from '../../data/read/columns.ts'

export { doNotCare }

/**
 * Class names and flags that people give to texts that shall not count, in lower case without spaces and punctuation. General
 * annotation tools have no convention of their own.
 */
const ignoreLabels: ReadonlySet<string> = new Set([
  'ignore',
  'ignored',
  'dontcare',
  'donotcare',
  'difficult',
  'illegible',
  'unreadable',
  '不关心',
  '忽略',
])

/** Whether a class name means do not care. */
export function meansIgnore(label: string): boolean {
  const trimmed = label.trim()
  return trimmed === doNotCare || ignoreLabels.has(trimmed.toLowerCase().replaceAll(/[\s_'’-]+/g, ''))
}

/** Names under which tools and data sets keep what is written, best first; `utf8_string` is that of COCO-Text. */
const transcriptNames = [
  'utf8_string',
  'transcription',
  'transcript',
  'text',
  'word',
  'words',
  'ocr',
  'content',
  'value',
  '文字',
  '文本',
  '内容',
] as const

/** The first field that holds a transcript, by its name in any case. */
export function transcriptAmong(fields: Readonly<Record<string, unknown>>): string | undefined {
  const byName = new Map(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]))
  for (const name of transcriptNames) {
    const value = byName.get(name)
    if (typeof value === 'string') return value
    if (typeof value === 'number') return String(value)
  }
  return undefined
}
