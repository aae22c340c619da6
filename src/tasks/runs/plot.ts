// Draws the curves of runs into one PNG: loss, scores and learning rate, every spike kept.
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { commandLine } from '../../core/command-line.ts'
import { resolve } from 'node:path'
import { UserError } from '../../core/errors.ts'
import { writeFileAtomic } from '../../core/files.ts'
import { type Curves, type XUnit, curvesOf } from '../../run/plot-data.ts'
import { readRun } from '../../run/reader.ts'
import { resolveRun } from '../../run/resolve.ts'
import { drawFigure } from './plot/figure.ts'

export interface PlotTask {
  /** One or more: folders, ids, names, `latest`. */
  readonly runs: readonly string[]
  readonly workdirs: string
  /** The PNG file. */
  readonly out: string
  readonly x?: XUnit
}

export interface PlotReport {
  /** Absolute. */
  readonly path: string
  readonly bytes: number
  /** Of the image, in pixels. */
  readonly width: number
  readonly height: number
  readonly runs: readonly { readonly id: string; readonly label: string; readonly points: number }[]
}

/** @throws UserError when a run does not exist, its log has no curve, or the file cannot be written */
export function plotRuns({ runs, workdirs, out, x = 'epoch' }: PlotTask): PlotReport {
  const drawn = runs.map((reference) => {
    const { id, folder, names } = resolveRun(reference, workdirs)
    const label = names.length === 0 ? id : `${names[0]} (${id})`
    return { id, folder, label, curves: curvesOf(readRun(folder).history, x) }
  })
  if (drawn.every(({ curves }) => pointsOf(curves) === 0)) throw nothingToDraw(drawn)
  const { png, width, height } = drawFigure(drawn, x)
  const bytes = writeFileAtomic(out, png)
  const counted = drawn.map(({ id, label, curves }) => ({ id, label, points: pointsOf(curves) }))
  return { path: resolve(out), bytes, width, height, runs: counted }
}

function pointsOf(curves: Curves): number {
  return Object.values(curves).reduce((sum, { x }) => sum + x.length, 0)
}

function nothingToDraw(runs: readonly { readonly id: string; readonly folder: string }[]): UserError {
  return new UserError({
    code: 'nothing-to-draw',
    message: say(errorDetails['nothing-to-draw'].message),
    expected: say(errorDetails['nothing-to-draw'].expected),
    found: say(errorDetails['nothing-to-draw'].found),
    where: runs.map(({ id }) => id).join(', '),
    next: say(errorDetails['nothing-to-draw'].next, { command: commandLine('ocrdet', 'logs', runs[0].folder) }),
  })
}
