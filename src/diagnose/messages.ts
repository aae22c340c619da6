// Which error message of the log belongs to which kind of finding: patterns for our own words, the original system's and Python's.
import type { LogMessage } from '../run/curves.ts'
import type { DiagnosisContext } from './context.ts'
import type { FindingCode } from './kinds.ts'

/** Codes that are recognised by a message. */
export type MessageCode = Extract<
  FindingCode,
  | 'file-not-found'
  | 'box-format-invalid'
  | 'image-broken'
  | 'labels-all-ignored'
  | 'out-of-memory'
  | 'disk-refused'
  | 'loss-not-finite'
  | 'data-refused'
  | 'error-in-log'
>

/** Looked through from the top; the first that fits counts. `error-in-log` takes what is left. */
const patterns: readonly (readonly [MessageCode, RegExp])[] = [
  [
    'out-of-memory',
    /out of memory|bad_alloc|failed to allocate memory|cannot allocate memory|MemoryError|does not fit into the memory/i,
  ],
  ['disk-refused', /no space left on device|the disk is full|disk quota|cannot write .*:|file is larger than allowed/i],
  ['box-format-invalid', /invalid box format/i],
  ['labels-all-ignored', /every box of .* is ###|all (?:labels|boxes|texts) (?:are )?ignored/i],
  [
    'image-broken',
    /(?:image|picture) (?:file )?(?:cannot be (?:decoded|read)|ends before its last pixel|is (?:an )?empty|is too large to decode)|cannot identify image file|image file is truncated|corrupt(?:ed)? (?:jpeg|image|(?:image|picture))/i,
  ],
  ['loss-not-finite', /(?:loss|gradient) is (?:not a finite number|nan|inf)/i],
  [
    'file-not-found',
    /(?:file|(?:image|picture)) not found|no such file or (?:directory|folder)|FileNotFoundError|data set folder not found/i,
  ],
  [
    'data-refused',
    /names no (?:image|picture)|have no text at all|listed twice, with different|more than one way, or in none|is not a text file|cannot be (?:read|opened as a folder)\b|boxes fit the (?:image|picture) as stored/i,
  ],
]

/** Lines that say only that something above went wrong, and the indented rest of an error of several lines. */
const followUp =
  /^The training did not start: the data set has errors|^\s*(?:expected|found|where|next): |^Traceback \(most recent call last\)/

/** The kind that an error message belongs to; undefined when it only follows another. */
export function codeOfMessage(text: string): MessageCode | undefined {
  if (followUp.test(text)) return undefined
  return patterns.find(([, pattern]) => pattern.test(text))?.[0] ?? 'error-in-log'
}

/** The errors of one kind; those that training went on after are left out when `survived` says so. */
export function errorsOf(subject: Pick<DiagnosisContext, 'history'>, code: MessageCode): LogMessage[] {
  return subject.history.errors.filter(({ text }) => codeOfMessage(text) === code)
}

/** Whether training or evaluation went on after this line: then it did not end the run. */
export function wasSurvived({ history: { train, val } }: Pick<DiagnosisContext, 'history'>, line: number): boolean {
  return (train.line.at(-1) ?? 0) > line || (val.at(-1)?.line ?? 0) > line
}
