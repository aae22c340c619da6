// A training as text: the lines of its log as they come, and what lies where at its end.
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { renderLogLine, type LogLine } from '../../run/log-line.ts'
import { runPaths } from '../../run/layout.ts'
import type { TrainingSummary } from '../../tasks/train/train.ts'
import { commandLine, formatDuration, formatScore, shownPath } from '../text/format.ts'
import type { Paint } from '../text/colors.ts'
import type { Look } from '../text/look.ts'
import type { NextStep } from '../text/next-steps.ts'
import { renderFacts } from '../text/table.ts'

/** Kinds of log line that a person sees above the live line; the live line itself stands for the others. */
const shownKinds: ReadonlySet<LogLine['kind']> = new Set([
  'device',
  'loading',
  'samples',
  'config',
  'data',
  'val',
  'save',
  'warn',
  'error',
])

/** Whether a line of the log is shown where there is a live line. */
export function isShownAbove({ kind }: LogLine): boolean {
  return shownKinds.has(kind)
}

/** A line of the log with its tag in colour. */
export function renderColoredLine(line: LogLine, { paint }: Look): string {
  const text = renderLogLine(line)
  const end = text.indexOf(']') + 1
  return (tagColors(paint)[line.kind] ?? paint.dim)(text.slice(0, end)) + text.slice(end)
}

/** The colours of tags; all others are dim. */
export function tagColors(paint: Paint): Partial<Readonly<Record<LogLine['kind'], (text: string) => string>>> {
  return { val: paint.green, save: paint.cyan, warn: paint.yellow, error: paint.red }
}

/** How a training ended, and where everything lies. */
export function renderTrainingEnd(
  { folder, ended, best, initial, isScored, seconds }: TrainingSummary,
  look: Look,
): string {
  const paths = runPaths(folder)
  const none = ended === 'completed' ? 'No best model, as no evaluation matched a text.' : 'No best model yet.'
  const score = best === undefined ? none : bestScore(best, { initial, isScored })
  const verb = ended === 'completed' ? 'completed' : 'stopped'
  const facts = [
    ['Run', paths.folder],
    ['Log', paths.log],
    ['Settings', paths.config],
    ['Best model', paths.bestModel],
    ['Last model', paths.lastModel],
    ['Results', paths.evalResults],
    ['Curves', paths.tensorboard],
  ] as const
  const present = facts.filter(([, path]) => existsSync(path)).map(([name, path]) => [name, shownPath(path)] as const)
  return [
    `Training ${verb} after ${formatDuration(seconds)}. ${look.paint.bold(score)}`,
    renderFacts(present, look),
  ].join('\n\n')
}

/** The best score beside that of the initial weights. */
function bestScore(
  { fScore, epoch }: NonNullable<TrainingSummary['best']>,
  { initial, isScored }: Pick<TrainingSummary, 'initial' | 'isScored'>,
): string {
  if (epoch === 0 && !isScored) return `Nothing was scored since the initial weights, F-score ${formatScore(fScore)}.`
  if (epoch === 0)
    return `The training made it no better: the best model is the initial weights, F-score ${formatScore(fScore)}.`
  const before = initial === undefined ? '' : ` (${formatScore(initial)} before the training)`
  return `Best F-score ${formatScore(fScore)} at epoch ${epoch}${before}.`
}

/** How a run was to be trained, as far as the next steps need it. */
export interface Planned {
  readonly program: string
  readonly epochs: number
  /** Whether curves were written for TensorBoard. */
  readonly tensorboard: boolean
  /** A test image, as it can be typed. */
  readonly image?: string | undefined
}

/** What one does with a run that just ended. */
export function stepsAfterTraining(
  { folder, ended, best }: TrainingSummary,
  { program, epochs, tensorboard, image = 'image.jpg' }: Planned,
): NextStep[] {
  const run = shownPath(folder)
  const extend = ['--num-epochs', String(2 * epochs)]
  const worse = { does: 'see why it got no better', line: commandLine(program, 'diagnose', run) }
  const longer = { does: 'train longer', line: commandLine(program, 'resume', run, ...extend) }
  const resume = { does: 'resume the training', line: commandLine(program, 'resume', run) }
  const use = [
    { does: 'write it as an ONNX file', line: commandLine(program, 'export', run) },
    { does: 'find texts on an image', line: commandLine(program, 'detect', image, '--model', run) },
  ]
  const curves = {
    does: 'look at the curves',
    line: commandLine('tensorboard', '--logdir', shownPath(dirname(folder))),
  }
  return [
    ...(ended === 'stopped' ? [resume] : best === undefined ? [longer] : best.epoch === 0 ? [worse] : []),
    ...(best === undefined ? [] : use),
    ...(tensorboard ? [curves] : []),
  ]
}
