// How a run stands at this moment: state, epoch, time left, scores; and how to stop it or go on.
import type { RunPage } from '../../../src/server/api.ts'
import { Card, FactTiles } from '../ui/card.tsx'
import { Message } from '../ui/feedback.tsx'
import { duration, number, score } from '../ui/format.ts'
import { type Say, useSay } from '../words/language-context.tsx'
import { initialWeightsOf } from './initial-weights.ts'
import { standOf } from './stand.ts'
import { RunControls } from './run-controls.tsx'
import { StateBadge } from './state-badge.tsx'
import { VerdictLine } from './verdict.tsx'

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
  const { epoch, iteration, share } = standOf(row, { iterations, step })
  const total = row.epochs === 0 ? '?' : row.epochs
  return (
    <Card title={say('run.overview')} actions={<RunControls page={page} />}>
      {row.state.error !== undefined && <Message tone="bad" title={row.state.error} />}
      <RunProgress row={row} share={share} />
      <VerdictLine run={row.id} />
      <FactTiles
        facts={[
          [say('run.current'), score(row.last?.fScore)],
          [say('run.best'), score(row.best?.fScore), originOf(row, say)],
          ...(row.initial === undefined ? [] : ([[say('run.before'), score(row.initial.fScore)]] as const)),
          [say('run.epoch'), `${epoch} / ${total}`],
          [say('run.iteration'), iteration === undefined ? '–' : `${iteration} / ${iterations}`],
          [say('score.loss'), row.loss === null ? 'NaN' : number(row.loss)],
          [say('score.rate'), number(row.learningRate)],
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

/** Percent, bar and time left; what became of it once it is over. */
function RunProgress({ row, share }: { readonly row: RunPage['row']; readonly share: number | undefined }) {
  const say = useSay()
  const percent = share === undefined ? undefined : `${Math.floor(share * 100)} %`
  const left =
    row.state.name === 'running' && row.etaSeconds !== undefined
      ? say('time.left', { time: duration(row.etaSeconds, say) })
      : undefined
  return (
    <div className="run-progress">
      <StateBadge row={row} />
      <strong className="num">{percent}</strong>
      <span className="soft num">{left}</span>
      {share !== undefined && <progress aria-label={say('run.progress')} value={share} max={1} />}
    </div>
  )
}

/** Where the best score is from, and by how much it is above that of the initial weights. */
function originOf({ best, initial }: RunPage['row'], say: Say): string | undefined {
  if (best === undefined) return undefined
  if (best.epoch === 0) return say('run.best.initial')
  const gain = initial === undefined ? 0 : best.fScore - initial.fScore
  const epoch = say('run.best.epoch', { epoch: best.epoch })
  return gain > 0 ? `${epoch} · +${score(gain)}` : epoch
}
