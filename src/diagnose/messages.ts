// Which error of the log belongs to which kind of finding: by its code, and by patterns where a log has none (the original system's, Python's, ours of before).
import { type ErrorCode, errorCodes } from '../core/error-words.ts'
import { type ProblemCode, problemCodes } from '../core/problem-codes.ts'
import type { LogMessage } from '../run/curves.ts'
import type { DiagnosisContext } from './context.ts'
import type { FindingCode } from './kinds.ts'

/** Findings that are recognised by a message. */
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

/** The codes that a finding explains; other problems of a data set are `data-refused`, other errors `error-in-log`. */
const codes: Readonly<
  Record<Exclude<MessageCode, 'data-refused' | 'error-in-log'>, readonly (ErrorCode | ProblemCode)[]>
> = {
  'file-not-found': ['file-missing', 'image-missing', 'ground-truth-missing', 'list-missing', 'root-missing'],
  'box-format-invalid': [
    'wrong-separator',
    'coordinate-count',
    'coordinate-not-a-number',
    'too-many-corners',
    'self-crossing',
    'zero-area',
    'box-outside-image',
  ],
  'image-broken': ['image-unreadable', 'image-empty', 'image-truncated', 'image-undecodable', 'image-too-large'],
  'labels-all-ignored': ['all-texts-ignored'],
  'out-of-memory': ['out-of-memory', 'memory-too-small'],
  'disk-refused': ['disk-full', 'disk-error', 'file-too-big', 'read-only-disk'],
  'loss-not-finite': ['loss-not-finite'],
}

/** All codes but `bug`, whose message is that of Node or of a library. */
const findingOfCode: ReadonlyMap<string, MessageCode> = new Map<string, MessageCode>([
  ...errorCodes.filter((code) => code !== 'bug').map((code): [string, MessageCode] => [code, 'error-in-log']),
  ...problemCodes.map((code): [string, MessageCode] => [code, 'data-refused']),
  ...Object.entries(codes).flatMap(([finding, all]) =>
    all.map((code): [string, MessageCode] => [code, finding as MessageCode]),
  ),
])

/** Says only that the errors above it keep the training from starting. */
const saysNothingNew: ErrorCode = 'dataset-broken'

/** For messages without a code. Looked through from the top; the first that fits counts. `error-in-log` takes what is left. */
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

/** Lines without a code that say only that something above or below went wrong. */
const followUp = /^The training did not start: the data set has errors|^Traceback \(most recent call last\)/

/** The kind of finding that an error belongs to; undefined when it only follows another. */
export function findingOfMessage({ text, code }: Omit<LogMessage, 'line'>): MessageCode | undefined {
  if (code === saysNothingNew || followUp.test(text)) return undefined
  const known = code === undefined ? undefined : findingOfCode.get(code)
  return known ?? patterns.find(([, pattern]) => pattern.test(text))?.[0] ?? 'error-in-log'
}

/** The errors of one kind; those that training went on after are left out when `survived` says so. */
export function errorsOf(subject: Pick<DiagnosisContext, 'history'>, code: MessageCode): LogMessage[] {
  return subject.history.errors.filter((message) => findingOfMessage(message) === code)
}

/** Whether training or evaluation went on after this line: then it did not end the run. */
export function wasSurvived({ history: { train, val } }: Pick<DiagnosisContext, 'history'>, line: number): boolean {
  return (train.line.at(-1) ?? 0) > line || (val.at(-1)?.line ?? 0) > line
}
