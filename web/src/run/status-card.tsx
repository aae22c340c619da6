// How a run stands at this moment: state, epoch, time left, scores; and how to stop it or go on.
import type { RunPage } from '../../../src/server/api.ts'
import { Card, FactTiles } from '../ui/card.tsx'
import { Message } from '../ui/feedback.tsx'
import { duration, number, score } from '../ui/format.ts'
import { type Say, useSay } from '../words/language-context.tsx'
import { initialWeightsOf } from './initial-weights.ts'
import { RunControls } from './run-controls.tsx'
import { StateBadge } from './state-badge.tsx'

interface StatusProps {
  readonly page: RunPage
  /** Iterations an epoch and the last step, as the curves know them. */
  readonly iterations: number
  readonly step: number | undefined
}

export function StatusCard({ page, iterations, step }: StatusProps) {
  const say = useSay()
  const { row } = page
  const weights = initialWeightsOf(page)
  const epoch = step === undefined || iterations === 0 ? row.epochsDone : Math.floor(step / iterations) + 1
  const total = row.epochs === 0 ? '?' : row.epochs
  return (
    <Card title={say('run.overview')} actions={<RunControls page={page} />}>
      {row.state.error !== undefined && <Message tone="bad" title={row.state.error} />}
      {row.best?.epoch === 0 && row.state.name === 'finished' && <Message tone="warn" title={say('run.before.kept')} />}
      <FactTiles
        facts={[
          [say('run.state'), <StateBadge key="state" row={row} />],
          [say('run.epoch'), `${Math.min(epoch, row.epochs || epoch)} / ${total}`],
          [
            say('run.iteration'),
            step === undefined ? '–' : `${iterations === 0 ? step : step % iterations} / ${iterations}`,
          ],
          ...(row.state.name === 'running' ? ([[say('run.left'), duration(row.etaSeconds, say)]] as const) : []),
          [say('score.loss'), row.loss === null ? 'NaN' : number(row.loss)],
          [say('score.rate'), number(row.learningRate)],
          ...(row.initial === undefined ? [] : ([[say('run.before'), score(row.initial.fScore)]] as const)),
          [say('run.best'), bestOf(row, say)],
          [say('run.duration'), duration(row.durationSeconds, say)],
          [say('run.device'), row.device ?? '–'],
        ]}
      />
      <p className="soft small break">
        {say('run.data')}
        {say('colon')}
        {row.dataset ?? '–'}
        {row.samples !== undefined && ` · ${say('run.samples', row.samples)}`}
        {weights !== undefined &&
          ` · ${say('run.initial')}${say('colon')}${say(`run.initial.${weights.kind}`, { ...weights })}`}
      </p>
    </Card>
  )
}

/** The best score, and by how much it is above that of the initial weights. */
function bestOf({ best, initial }: RunPage['row'], say: Say): string {
  if (best === undefined) return '–'
  if (best.epoch === 0) return say('run.best.initial', { f: score(best.fScore) })
  const gain = initial === undefined ? 0 : best.fScore - initial.fScore
  const reported = say('run.best.epoch', { f: score(best.fScore), epoch: best.epoch })
  return gain > 0 ? `${reported} +${score(gain)}` : reported
}
