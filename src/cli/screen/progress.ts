// The texts of the live line: a bar, how far it is, and for a training its loss, speed and remaining time.
import type { IterationProgress, Phase } from '../../tasks/train/train.ts'
import { formatDuration } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { cut, textWidth } from '../text/width.ts'
import type { Screen } from './screen.ts'

/** Columns of a bar with its brackets; plain ASCII, as the width of other signs differs between terminals. */
const barColumns = { min: 8, max: 32 } as const

/** `[=====>    ]`; `fraction` from 0 to 1, `columns` with the brackets. */
export function renderBar(fraction: number, columns: number): string {
  const room = columns - 2
  const filled = Math.round(Math.min(1, Math.max(0, fraction)) * room)
  const head = filled > 0 && filled < room ? '>' : ''
  return `[${('='.repeat(filled - head.length) + head).padEnd(room)}]`
}

/** The texts around a bar. */
interface Around {
  readonly before: string
  readonly after: string
}

/** The first layout that fits with a bar of some length, else the last one without a bar, cut. */
function aroundBar(layouts: readonly Around[], fraction: number, { columns, paint }: Look): string {
  for (const { before, after } of layouts) {
    const room = columns - textWidth(before) - textWidth(after) - 2
    if (room < barColumns.min) continue
    return `${before} ${paint.cyan(renderBar(fraction, Math.min(room, barColumns.max)))} ${after}`
  }
  const last = layouts.at(-1)
  return last === undefined ? '' : cut(`${last.before} ${last.after}`, columns)
}

/** `Checking images [=====>    ] 340/1200` */
export function renderCount(label: string, { done, total }: { done: number; total: number }, look: Look): string {
  const after = `${done}/${total}`
  const layouts = [
    { before: label, after },
    { before: label.split(' ')[0], after },
  ]
  return aroundBar(layouts, total === 0 ? 1 : done / total, look)
}

/** `Epoch 2/5 [=====>    ] 23/57  loss 1.876  9.8 images/s  ETA 3m 20s`; narrower terminals get fewer words. */
export function renderTraining(progress: IterationProgress, look: Look): string {
  const { epoch, epochs, iteration, iterations, loss, imagesPerSecond, etaSeconds } = progress
  const done = iteration + 1
  const count = `${done}/${iterations}`
  const eta = etaSeconds === undefined ? '' : `ETA ${formatDuration(etaSeconds)}`
  const rate = imagesPerSecond.toFixed(1)
  const shortLoss = loss.toFixed(3)
  const long = [count, `loss ${shortLoss}`, `${rate} images/s`, eta]
  const layouts = [
    { before: `Epoch ${epoch}/${epochs}`, after: joined(long, '  ') },
    { before: `Epoch ${epoch}/${epochs}`, after: joined([count, `loss ${shortLoss}`, eta], '  ') },
    { before: `${epoch}/${epochs}`, after: joined([count, shortLoss, `${rate}/s`, eta], ' ') },
    { before: `${epoch}/${epochs}`, after: joined([count, shortLoss, eta], ' ') },
  ]
  return aroundBar(layouts, done / iterations, look)
}

function joined(parts: readonly string[], separator: string): string {
  return parts.filter((part) => part !== '').join(separator)
}

/** What each phase of a training is called. */
export const phaseLabels: Readonly<Record<Phase, string>> = {
  checking: 'Checking images',
  hashing: 'Hashing the data set',
  building: 'Building the training graph',
  evaluating: 'Evaluating',
  saving: 'Saving',
}

/** A progress callback that shows a count in the live line, and takes it away at the end. */
export function countProgress(screen: Screen, label: string): (done: number, total: number) => void {
  return (done, total) => {
    if (done >= total) screen.endLive()
    else screen.live((look) => renderCount(label, { done, total }, look))
  }
}
