// Shows a training while it runs: a live line with the log scrolling above it, the plain log in a pipe, or events as JSON lines.
import type { TrainingEvent } from '../../tasks/train/train.ts'
import { showJsonLine, type Context } from '../context.ts'
import type { Screen } from '../screen/screen.ts'
import { countProgress, phaseLabels, renderTraining } from '../screen/progress.ts'
import { cut } from '../text/width.ts'
import { isShownAbove, renderColoredLine } from './training.ts'

type PhaseEvent = Extract<TrainingEvent, { type: 'phase' }>

/** A listener for `train` and `resume`. The caller ends the live line. */
export function trainingDisplay({ screen, json }: Pick<Context, 'screen' | 'json'>): (event: TrainingEvent) => void {
  const show = trainingProgress(screen, { lines: !json })
  return (event) => {
    if (json) showJsonLine({ screen }, event)
    show(event)
  }
}

/** The part on standard error: the live line, and with `lines: true` the log. */
export function trainingProgress(screen: Screen, { lines }: { lines: boolean }): (event: TrainingEvent) => void {
  const showPhase = ({ phase, done, total }: PhaseEvent): void => {
    const label = phaseLabels[phase]
    if (done === undefined || total === undefined) screen.live(({ columns }) => cut(label, columns), { urgent: true })
    else countProgress(screen, label)(done, total)
  }
  return (event) => {
    if (event.type === 'phase') showPhase(event)
    else if (event.type === 'iteration') screen.live((look) => renderTraining(event, look))
    else if (event.type === 'line' && lines && (!screen.isLive || isShownAbove(event.line)))
      screen.log(renderColoredLine(event.line, screen.errorLook))
  }
}
