// How a run stands at this moment: state, epoch, time left, scores; and how to stop it or go on.
import type { RunPage } from '../../../src/server/api.ts'
import { Card, FactTiles } from '../ui/card.tsx'
import { Message } from '../ui/feedback.tsx'
import { duration, number, score } from '../ui/format.ts'
import { useSay } from '../words/language-context.tsx'
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
  const { best } = row
  const epoch = step === undefined || iterations === 0 ? row.epochsDone : Math.floor(step / iterations) + 1
  const total = row.epochs === 0 ? '?' : row.epochs
  return (
    <Card title={say('run.overview')} actions={<RunControls page={page} />}>
      {row.state.error !== undefined && <Message tone="bad" title={row.state.error} />}
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
          [
            say('run.best'),
            best === undefined ? '–' : say('run.best.epoch', { f: score(best.fScore), epoch: best.epoch }),
          ],
          [say('run.duration'), duration(row.durationSeconds, say)],
          [say('run.device'), row.device ?? '–'],
        ]}
      />
      <p className="soft small break">
        {say('run.data')}: {row.dataset ?? '–'}
        {row.samples !== undefined && ` · ${say('run.samples', row.samples)}`}
      </p>
    </Card>
  )
}
