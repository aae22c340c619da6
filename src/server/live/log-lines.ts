// Lines of a log as the web interface gets them, and the points of the curves that stand in them.
import type { TrainLine, ValLine } from '../../run/log-line.ts'
import { parseLogText } from '../../run/log-reader.ts'
import { trainFields } from '../../run/log-fields.ts'
import type { LogLine, Series } from '../contract/runs.ts'
import { logTags } from '../contract/runs.ts'

type Tag = LogLine['tag']

const tagPattern = /^\s*\[([A-Z]+)\]/
const tagNames: ReadonlyMap<string, Tag> = new Map([
  ...logTags.map((tag): [string, Tag] => [tag, tag]),
  ['WARNING', 'WARN'],
  ['FAIL', 'ERROR'],
])

/** A longer line is cut: it is no line of a log. */
const maxShown = 4000

/** One line as it is sent. */
export function logLineOf(number: number, text: string): LogLine {
  const tag = tagNames.get(tagPattern.exec(text)?.[1] ?? '') ?? 'OTHER'
  return { number, tag, text: text.length > maxShown ? `${text.slice(0, maxShown)}...` : text }
}

/** New points of curves by name. */
export type Points = Record<string, Series>

const trainNames = ['loss', 'learningRate', ...Object.keys(trainFields)] as (keyof TrainLine)[]
const valNames = ['fScore', 'precision', 'recall', 'valLoss'] as const

/** Collects the points of lines. Iterations an epoch carry over from earlier lines, as evaluations do not tell them. */
export class PointCollector {
  readonly points: Points = {}
  epochs: number
  iterations: number
  #seconds: number | null = null

  constructor(known: { readonly epochs: number; readonly iterations: number }) {
    this.epochs = known.epochs
    this.iterations = known.iterations
  }

  take(text: string): void {
    if (!text.includes('[TRAIN]') && !text.includes('[VAL]')) return
    for (const line of parseLogText(text)) {
      if (line.kind === 'train') this.#takeTrain(line)
      else if (line.kind === 'val') this.#takeVal(line)
    }
  }

  #takeTrain(line: TrainLine): void {
    this.epochs = line.epochs
    this.iterations = line.iters
    this.#seconds = line.elapsedSeconds ?? null
    const step = (line.epoch - 1) * line.iters + line.iter
    for (const name of trainNames) if (typeof line[name] === 'number') this.#add(name, step, line[name])
  }

  #takeVal(line: ValLine): void {
    const step = line.epoch * this.iterations
    for (const name of valNames) if (line[name] !== undefined) this.#add(name, step, line[name])
  }

  #add(name: string, step: number, value: number): void {
    const series = (this.points[name] ??= { step: [], value: [], seconds: [] })
    series.step.push(step)
    series.value.push(Number.isFinite(value) ? value : null)
    series.seconds.push(this.#seconds)
  }
}
