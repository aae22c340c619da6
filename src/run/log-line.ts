// One line of log.txt: its kinds, its text, and the parser that reads the text back, side by side.
import { type ErrorCode, errorCodes } from '../core/error-words.ts'
import { type ProblemCode, problemCodes } from '../core/problem-codes.ts'
import {
  type TrainField,
  type UnknownFields,
  type ValField,
  fieldTable,
  formatNumber,
  parseFields,
  parseNumber,
  renderFields,
  trainFields,
  valFields,
} from './log-fields.ts'
import { type LogTag, cleanLine, findTag } from './log-tags.ts'

/** `[TRAIN] Epoch 1/5, Iter 0/57, Loss: 1.876, LR: 0.007000`, then any of the extra fields. */
export interface TrainLine extends UnknownFields, Partial<Readonly<Record<TrainField, number>>> {
  readonly kind: 'train'
  /** From 1. */
  readonly epoch: number
  readonly epochs: number
  /** Within the epoch, from 0. */
  readonly iter: number
  /** Iterations in one epoch. */
  readonly iters: number
  readonly loss: number
  readonly learningRate: number
}

/** `[VAL] Epoch 1 finished. F-score: 0.682, Precision: 0.701, Recall: 0.664`, then any of the extra fields. */
export interface ValLine extends UnknownFields, Partial<Readonly<Record<ValField, number>>> {
  readonly kind: 'val'
  /** 0 is the evaluation before the first epoch. */
  readonly epoch: number
  readonly fScore: number
  /** Absent in some logs of the original system, like `recall`. */
  readonly precision?: number
  readonly recall?: number
}

/** A line of a log. Texts hold no line break. */
export type LogLine =
  | { readonly kind: 'start'; readonly at: string }
  | ResumeLine
  | { readonly kind: 'device'; readonly device: string; readonly reason?: string }
  | { readonly kind: 'loading'; readonly path: string }
  | { readonly kind: 'samples'; readonly train: number; readonly test: number }
  | TrainLine
  | ValLine
  | SaveLine
  | { readonly kind: 'stopped' }
  | { readonly kind: 'completed' }
  | MessageLine
  | { readonly kind: 'other'; readonly text: string }

/** `[INFO] Resuming training at 2026-01-05 16:00:00 from checkpoints/last_model.pth (epoch 2)`. */
export interface ResumeLine {
  readonly kind: 'resume'
  readonly at: string
  readonly checkpoint: string
  /** Epochs that were complete; with `iter`, that many iterations of the next one are done too. */
  readonly epoch: number
  readonly iter?: number
}

/** `[SAVE] Best model saved to checkpoints/best_model.pth (F-score improved)`. */
export interface SaveLine {
  readonly kind: 'save'
  /** `Best model` */
  readonly what: string
  /** `checkpoints/best_model.pth` */
  readonly path: string
  readonly reason?: string
}

/** Free text under a tag. */
export type MessageLine =
  | { readonly [Kind in PlainKind]: { readonly kind: Kind; readonly message: string } }[PlainKind]
  | TroubleLine<'warn'>
  | TroubleLine<'error'>

/** The tags that free text may stand under, besides [WARN] and [ERROR]. */
type PlainKind = 'info' | 'config' | 'data'

/** The codes that a line may carry. */
export type LogCode = ErrorCode | ProblemCode

/** `[ERROR] out-of-memory: The training ran out of memory`; [FAIL] of the original system reads as `error`. */
export interface TroubleLine<Kind extends 'warn' | 'error'> {
  readonly kind: Kind
  /** Of an error of this program or of a problem of a data set; absent in other logs, and in those of before there were codes. */
  readonly code?: LogCode
  readonly message: string
  /** The line tells more of the error above it: `[ERROR]   expected: a power of two`. */
  readonly detail?: true
}

const trainTable = fieldTable(trainFields)
const valTable = fieldTable(valFields)

/** The line's text, without a line break. Line breaks inside texts become spaces; see `splitLogLine`. */
export function renderLogLine(line: LogLine): string {
  const render = renderers[line.kind] as (line: LogLine) => string
  return render(line).replaceAll(/\s*[\r\n]+\s*/g, ' ')
}

type Renderers = { readonly [Kind in LogLine['kind']]: (line: Extract<LogLine, { kind: Kind }>) => string }

const renderers: Renderers = {
  start: ({ at }) => `[INFO] Starting training at ${at}`,
  resume: ({ at, checkpoint, epoch, iter }) => {
    const place = iter === undefined ? `epoch ${epoch}` : `epoch ${epoch}, iter ${iter}`
    return `[INFO] Resuming training at ${at} from ${checkpoint} (${place})`
  },
  device: ({ device, reason }) => `[CONFIG] Using device: ${device}${inBrackets(reason)}`,
  loading: ({ path }) => `[DATA] Loading dataset from ${path}`,
  samples: ({ train, test }) => `[DATA] Train samples: ${train} | Test samples: ${test}`,
  train: renderTrain,
  val: renderVal,
  save: ({ what, path, reason }) => `[SAVE] ${what} saved to ${path}${inBrackets(reason)}`,
  stopped: () => `[INFO] ${stoppedText}`,
  completed: () => `[INFO] ${completedText}`,
  info: ({ message }) => `[INFO] ${message}`,
  config: ({ message }) => `[CONFIG] ${message}`,
  data: ({ message }) => `[DATA] ${message}`,
  warn: (line) => `[WARN] ${troubleText(line)}`,
  error: (line) => `[ERROR] ${troubleText(line)}`,
  other: ({ text }) => text,
}

const stoppedText = 'Training stopped by user.'
const completedText = 'Training completed successfully.'

function inBrackets(text: string | undefined): string {
  return text === undefined ? '' : ` (${text})`
}

function renderTrain(line: TrainLine): string {
  const place = `Epoch ${line.epoch}/${line.epochs}, Iter ${line.iter}/${line.iters}`
  const numbers = `Loss: ${formatNumber(line.loss, 'loss')}, LR: ${formatNumber(line.learningRate, 'rate')}`
  return `[TRAIN] ${place}, ${numbers}${renderFields(trainTable, line)}`
}

/** Scores always have three decimals, as in the original system. */
function renderVal(line: ValLine): string {
  const score = (value: number): string => (Number.isFinite(value) ? value.toFixed(3) : formatNumber(value, 'loss'))
  const precision = line.precision === undefined ? '' : `, Precision: ${score(line.precision)}`
  const recall = line.recall === undefined ? '' : `, Recall: ${score(line.recall)}`
  const scores = `F-score: ${score(line.fScore)}${precision}${recall}`
  return `[VAL] Epoch ${line.epoch} finished. ${scores}${renderFields(valTable, line)}`
}

/** What stands after the tag: the code, if there is one, and the message. */
function troubleText({ code, message }: Omit<TroubleLine<'warn' | 'error'>, 'kind'>): string {
  return code === undefined ? message : `${code}: ${message}`
}

/** A message of several lines as one log line each, the code in the first; every other line as it is. */
export function splitLogLine(line: LogLine): LogLine[] {
  if (line.kind === 'other') return pieces(line.text).map((text) => ({ ...line, text }))
  if (line.kind === 'warn' || line.kind === 'error') {
    const [first, ...rest] = pieces(line.message)
    return [{ ...line, message: first }, ...rest.map((message) => ({ kind: line.kind, message }))]
  }
  if ('message' in line) return pieces(line.message).map((message) => ({ ...line, message }))
  return [line]
}

function pieces(text: string): string[] {
  const filled = text.split(/[\r\n]+/).filter((piece) => piece.trim() !== '')
  return filled.length === 0 ? [''] : filled
}

/** Reads the body after a tag; undefined when it is not in the grammar. */
type BodyParser = (body: string) => LogLine | undefined

const parsers: Readonly<Record<LogTag, BodyParser>> = {
  TRAIN: parseTrain,
  VAL: parseVal,
  SAVE: parseSave,
  INFO: parseInfo,
  CONFIG: parseDevice,
  DATA: parseData,
  WARN: (body) => ({ kind: 'warn', ...parseTrouble(body) }),
  ERROR: (body) => ({ kind: 'error', ...parseTrouble(body) }),
}

/**
 * Reads one line of a log, ours or the original system's; never throws. What is not in the grammar is `other`.
 * Text before the tag (a progress bar without its line break, a logger's time) is skipped, and so is text after the fields.
 */
export function parseLogLine(text: string): LogLine {
  const clean = cleanLine(text)
  const found = findTag(clean)
  return (found && parsers[found.tag](found.body)) ?? { kind: 'other', text: clean }
}

const trainPattern = /^Epoch (\d+)\/(\d+), Iter (\d+)\/(\d+), Loss: ([-+.\w]+), LR: ([-+.\w]+)/

function parseTrain(body: string): LogLine | undefined {
  const match = trainPattern.exec(body)
  if (match === null) return undefined
  const loss = parseNumber(match[5])
  const learningRate = parseNumber(match[6])
  if (loss === undefined || learningRate === undefined) return undefined
  const line: TrainLine = {
    kind: 'train',
    epoch: Number(match[1]),
    epochs: Number(match[2]),
    iter: Number(match[3]),
    iters: Number(match[4]),
    loss,
    learningRate,
  }
  if (body.length > match[0].length) parseFields(trainTable, { text: body, start: match[0].length }, line)
  return line
}

const valPattern = /^Epoch (\d+) finished\. F-score: ([-+.\w]+)(?:, Precision: ([-+.\w]+))?(?:, Recall: ([-+.\w]+))?/

function parseVal(body: string): LogLine | undefined {
  const match = valPattern.exec(body)
  if (match === null) return undefined
  const [fScore, precision, recall] = match.slice(2).map((score) => parseNumber(score ?? ''))
  if (fScore === undefined) return undefined
  const line: ValLine = {
    kind: 'val',
    epoch: Number(match[1]),
    fScore,
    ...(precision === undefined ? {} : { precision }),
    ...(recall === undefined ? {} : { recall }),
  }
  parseFields(valTable, { text: body, start: match[0].length }, line)
  return line
}

function parseSave(body: string): LogLine | undefined {
  const match = /^(.+?) saved to (.+?)(?: \((.*)\))?$/s.exec(body)
  if (match === null) return undefined
  const [, what, path, reason] = match
  return { kind: 'save', what, path, ...(reason === undefined ? {} : { reason }) }
}

/** Nothing else before a colon is a code: neither a Python exception nor a file name. */
const codes: ReadonlySet<string> = new Set<string>([...errorCodes, ...problemCodes])

/** What `UserError.render` writes below the message. */
const detailPattern = /^(?:expected|found|where|next): /

function parseTrouble(body: string): Omit<TroubleLine<'warn' | 'error'>, 'kind'> {
  const [code, message] = splitOnce(body, ': ')
  if (codes.has(code)) return { code: code as LogCode, message }
  return { message: body, ...(detailPattern.test(body) && { detail: true }) }
}

function splitOnce(text: string, separator: string): [before: string, after: string] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)]
}

function parseInfo(body: string): LogLine {
  if (body === completedText) return { kind: 'completed' }
  if (body === stoppedText) return { kind: 'stopped' }
  const start = /^Starting training at (.+)$/s.exec(body)
  if (start !== null) return { kind: 'start', at: start[1] }
  return parseResume(body) ?? { kind: 'info', message: body }
}

function parseResume(body: string): LogLine | undefined {
  const match = /^Resuming training at (.+?) from (.+) \(epoch (\d+)(?:, iter (\d+))?\)$/s.exec(body)
  if (match === null) return undefined
  const [, at, checkpoint, epoch, iter] = match
  const line: ResumeLine = { kind: 'resume', at, checkpoint, epoch: Number(epoch) }
  return iter === undefined ? line : { ...line, iter: Number(iter) }
}

function parseDevice(body: string): LogLine {
  const match = /^Using device: (.+?)(?: \((.*)\))?$/s.exec(body)
  if (match === null) return { kind: 'config', message: body }
  const [, device, reason] = match
  return { kind: 'device', device, ...(reason === undefined ? {} : { reason }) }
}

function parseData(body: string): LogLine {
  const loading = /^Loading dataset from (.+)$/s.exec(body)
  if (loading !== null) return { kind: 'loading', path: loading[1] }
  const samples = /^Train samples: (\d+) \| Test samples: (\d+)$/.exec(body)
  if (samples !== null) return { kind: 'samples', train: Number(samples[1]), test: Number(samples[2]) }
  return { kind: 'data', message: body }
}
