// Every point of a run as a table: each [TRAIN] and [VAL] line of its log is a row; nothing is sampled.
import { resolve } from 'node:path'
import { writeFileAtomic } from '../../core/files.ts'
import { snakeCase } from '../../core/snake-case.ts'
import type { History } from '../../run/curves.ts'
import { type TrainField, trainFields, valFields } from '../../run/log-fields.ts'
import { readRun } from '../../run/reader.ts'
import { resolveRun } from '../../run/resolve.ts'

const trainExtras = Object.keys(trainFields) as TrainField[]
/** Fields of both kinds of line share a column. */
const extras = [...new Set([...trainExtras, ...Object.keys(valFields)])]

const ownColumns = ['kind', 'epoch', 'step', 'loss', 'learning_rate', 'f_score', 'precision', 'recall']
/** `kind` is `train` or `val`; `step` counts iterations over all epochs from 0; `line` is the line in log.txt. */
export const resultColumns: readonly string[] = [...ownColumns, ...extras.map(snakeCase), 'line']

/** A value by column; absent where the line does not tell it. */
export type ResultRow = Readonly<Record<string, string | number>>

export interface ResultsReport {
  readonly id: string
  readonly columns: readonly string[]
  /** In the order of the log. */
  readonly rows: readonly ResultRow[]
  /** The file that was written. */
  readonly path?: string
}

export interface ResultsTask {
  readonly run: string
  readonly workdirs: string
  /** Writes a CSV file there. */
  readonly out?: string
}

/** @throws UserError when there is no such run, or the file cannot be written */
export function exportResults({ run, workdirs, out }: ResultsTask): ResultsReport {
  const { id, folder } = resolveRun(run, workdirs)
  const report = { id, columns: resultColumns, rows: rowsOf(readRun(folder).history) }
  if (out === undefined) return report
  writeFileAtomic(out, csvChunks(report))
  return { ...report, path: resolve(out) }
}

function rowsOf({ train, val, iters }: History): ResultRow[] {
  const ofTrain = train.step.map((step, index) => ({
    kind: 'train',
    epoch: train.epoch[index],
    step,
    loss: train.loss[index],
    learning_rate: train.learningRate[index],
    ...Object.fromEntries(Object.entries(train.extra).map(([name, values]) => [snakeCase(name), values[index]])),
    line: train.line[index],
  }))
  const ofVal = val.map(({ epoch, fScore, precision, recall, line, more: _more, ...rest }) => ({
    kind: 'val',
    epoch,
    step: epoch * iters,
    f_score: fScore,
    ...(precision !== undefined && { precision }),
    ...(recall !== undefined && { recall }),
    ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [snakeCase(name), value])),
    line,
  }))
  return [...ofTrain, ...ofVal].sort((a, b) => a.line - b.line)
}

/** Rows at a time, so that a million of them are never one text. */
const chunkRows = 10_000

/** CSV (RFC 4180, with line feeds) in pieces. NaN and infinity are written as Python and the log write them. */
export function* csvChunks({ columns, rows }: Pick<ResultsReport, 'columns' | 'rows'>): Iterable<Uint8Array> {
  yield Buffer.from(`${columns.join(',')}\n`)
  for (let from = 0; from < rows.length; from += chunkRows) {
    const lines = rows.slice(from, from + chunkRows).map((row) => columns.map((name) => cellOf(row[name])).join(','))
    yield Buffer.from(`${lines.join('\n')}\n`)
  }
}

/** Every text in the table is a plain word. */
function cellOf(value: string | number | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'string' || Number.isFinite(value)) return String(value)
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'
}
