// A run's history from its log lines alone: the curves, the scores and how it ended. Plain state, `init` and `update`.
import { type TrainField, trainFields } from './log-fields.ts'
import type { LogEntry } from './log-reader.ts'
import {
  type LogCode,
  type LogLine,
  type TrainLine,
  type TroubleLine,
  type ValLine,
  renderLogLine,
} from './log-line.ts'

/** The [TRAIN] lines as columns of equal length, in the order of steps; NaN where a line lacks the field. */
export interface TrainColumns {
  /** Global step: iterations before this one over all epochs, from 0. */
  readonly step: number[]
  /** From 1. */
  readonly epoch: number[]
  readonly loss: number[]
  readonly learningRate: number[]
  /** Line number in the log, from 1. */
  readonly line: number[]
  /** Only fields that some line has. */
  readonly extra: Partial<Record<TrainField, number[]>>
}

/** One evaluation, with its line number in the log. */
export interface ValPoint extends Omit<ValLine, 'kind'> {
  readonly line: number
}

/** One message of the log, with its line number. */
export interface LogMessage {
  readonly line: number
  /** What stands after the tag and the code. */
  readonly text: string
  /** Of an [ERROR] or [WARN] line that has one: `out-of-memory`. */
  readonly code?: LogCode
}

/** `samples`: how many images there are; `best-save`: a best model was saved; `closing`: the training completed or was stopped. */
export type Quotable = 'samples' | 'best-save' | 'closing'

/** Everything that the log of a run tells. */
export interface History {
  readonly train: TrainColumns
  /** One row an epoch, epoch 0 (the initial weights) included when it was evaluated. */
  readonly val: ValPoint[]
  /** The earliest step and the earliest epoch from which on something was forgotten or came new; Infinity: nothing did. */
  readonly rewound: { step: number; epoch: number }
  /** `num_epochs` and iterations an epoch, as the last [TRAIN] line tells; 0 before the first. */
  epochs: number
  iters: number
  /** The first start, and each resumption: `2026-01-05 14:30:22`. */
  readonly starts: string[]
  /** Seconds that each of them worked, as far as the lines after it tell. */
  readonly worked: number[]
  device: string | undefined
  /** The line that names the device, with its reason: `cpu (GPU not found)`. */
  deviceLine: LogMessage | undefined
  dataset: string | undefined
  samples: { readonly train: number; readonly test: number } | undefined
  /** The closing line of the latest start, undefined while there is none. */
  ended: 'completed' | 'stopped' | undefined
  /** The latest error that neither training nor evaluation followed; saving what is left is no progress. */
  fatal: LogMessage | undefined
  /**
   * Log lines of the kinds [ERROR] and [WARN], and untagged ones that tell of as much; the first ones when there are very many.
   * Lines that tell more of the one above them (`next: ...`) are none of their own.
   */
  readonly errors: LogMessage[]
  readonly warnings: LogMessage[]
  /** The latest line of each kind that is quoted where something is said from it; none of `closing` after a new start. */
  readonly quotable: Partial<Record<Quotable, LogMessage>>
  /** How often a best model was saved. */
  bestSaves: number
  /** Whether the initial weights were saved as the best model: older runs kept only weights that they had trained. */
  keepsInitial: boolean
}

/** More messages than a person reads are counted nowhere and kept nowhere: a broken log must not fill the memory. */
const maxMessages = 10_000

/** An empty history. */
export function initHistory(): History {
  return {
    train: { step: [], epoch: [], loss: [], learningRate: [], line: [], extra: {} },
    val: [],
    rewound: { step: Infinity, epoch: Infinity },
    epochs: 0,
    iters: 0,
    starts: [],
    worked: [],
    device: undefined,
    deviceLine: undefined,
    dataset: undefined,
    samples: undefined,
    ended: undefined,
    fatal: undefined,
    errors: [],
    warnings: [],
    quotable: {},
    bestSaves: 0,
    keepsInitial: false,
  }
}

/** Takes in the next line, in place. */
export function updateHistory(history: History, { number, line }: LogEntry): void {
  switch (line.kind) {
    case 'train':
      addTrain(history, line, number)
      return
    case 'val':
      addVal(history, line, number)
      return
    case 'start':
    case 'resume':
      beginPart(history, line)
      return
    case 'save':
      if (!line.path.endsWith('best_model.pth')) return
      history.bestSaves++
      history.quotable['best-save'] = { line: number, text: renderLogLine(line) }
      if (history.val.at(-1)?.epoch === 0) history.keepsInitial = true
      return
    case 'stopped':
    case 'completed':
      history.ended = line.kind
      history.quotable.closing = { line: number, text: renderLogLine(line) }
      return
    case 'error':
      if (line.detail !== true) addError(history, messageOf(line, number))
      return
    case 'other':
      if (tellsOfError(line.text)) addError(history, { line: number, text: line.text })
      else if (tellsOfTrouble(line.text)) addWarning(history, { line: number, text: line.text })
      return
    case 'warn':
      if (line.detail !== true) addWarning(history, messageOf(line, number))
      return
    case 'device':
      history.device = line.device
      history.deviceLine = { line: number, text: inBrackets(line.device, line.reason) }
      return
    case 'loading':
      history.dataset = line.path
      return
    case 'samples':
      history.samples = { train: line.train, test: line.test }
      history.quotable.samples = { line: number, text: renderLogLine(line) }
      return
    case 'info':
    case 'config':
    case 'data':
  }
}

/** Untagged lines that end a run: Python's last traceback line, out of memory, a crashed or killed process. */
const errorText = /^(?:[\w.]*(?:Error|Exception)\b|(?:Segmentation fault|Aborted|Killed)\b)|out of memory/i

function tellsOfError(text: string): boolean {
  return errorText.test(text)
}

/** Untagged lines that warn: the original system's guide shows this one. */
function tellsOfTrouble(text: string): boolean {
  return /^loss stuck\b/i.test(text)
}

function inBrackets(text: string, reason: string | undefined): string {
  return reason === undefined ? text : `${text} (${reason})`
}

function messageOf(line: TroubleLine<'warn' | 'error'>, number: number): LogMessage {
  return { line: number, text: line.message, ...(line.code !== undefined && { code: line.code }) }
}

function addWarning({ warnings }: History, message: LogMessage): void {
  if (warnings.length < maxMessages) warnings.push(message)
}

function addError(history: History, message: LogMessage): void {
  history.fatal = message
  if (history.errors.length < maxMessages) history.errors.push(message)
}

function beginPart(history: History, line: LogLine & { readonly at: string }): void {
  history.starts.push(line.at)
  history.worked.push(0)
  history.ended = undefined
  delete history.quotable.closing
  history.fatal = undefined
  if (line.kind === 'start') rewind(history, { step: 0, epoch: 0 })
  else if (line.kind === 'resume' && history.iters > 0) {
    rewind(history, { step: line.epoch * history.iters + (line.iter ?? 0), epoch: line.epoch + 1 })
  }
}

/**
 * Forgets what lies at or after a point that the training goes through (again), so that a resumed run has one curve:
 * training lines from a step on, and evaluations from an epoch on.
 */
function rewind({ train, val, rewound }: History, { step = Infinity, epoch }: { step?: number; epoch: number }): void {
  rewound.step = Math.min(rewound.step, step)
  rewound.epoch = Math.min(rewound.epoch, epoch)
  let keep = train.step.length
  while (keep > 0 && train.step[keep - 1] >= step) keep--
  if (keep < train.step.length) for (const column of columnsOf(train)) column.length = keep
  while (val.length > 0 && val[val.length - 1].epoch >= epoch) val.pop()
}

function columnsOf({ step, epoch, loss, learningRate, line, extra }: TrainColumns): number[][] {
  return [step, epoch, loss, learningRate, line, ...Object.values(extra)]
}

const extraNames = Object.keys(trainFields) as TrainField[]

function addTrain(history: History, line: TrainLine, number: number): void {
  const { train, worked } = history
  if (worked.length > 0 && line.elapsedSeconds !== undefined) worked[worked.length - 1] = line.elapsedSeconds
  const step = (line.epoch - 1) * line.iters + line.iter
  rewind(history, { step, epoch: line.epoch })
  const before = train.step.length
  train.step.push(step)
  train.epoch.push(line.epoch)
  train.loss.push(line.loss)
  train.learningRate.push(line.learningRate)
  train.line.push(number)
  for (const name of extraNames) {
    const value = line[name]
    if (value !== undefined) train.extra[name] ??= Array.from({ length: before }, () => Number.NaN)
    train.extra[name]?.push(value ?? Number.NaN)
  }
  history.epochs = line.epochs
  history.iters = line.iters
  history.fatal = undefined
}

function addVal(history: History, line: ValLine, number: number): void {
  const { kind: _kind, ...scores } = line
  const { val, worked } = history
  // the time of a step is counted from the start of the process, that of an evaluation for itself
  if (worked.length > 0) worked[worked.length - 1] += line.elapsedSeconds ?? 0
  rewind(history, { epoch: line.epoch })
  val.push({ ...scores, line: number })
  history.fatal = undefined
}

/** The evaluation whose weights are the best model: the highest F-score, the earliest of equals; epoch 0 only where it was kept. */
export function bestOf({ val, keepsInitial }: History): ValPoint | undefined {
  let best: ValPoint | undefined
  for (const point of val) {
    if ((point.epoch > 0 || keepsInitial) && point.fScore > (best?.fScore ?? Number.NEGATIVE_INFINITY)) best = point
  }
  return best
}
