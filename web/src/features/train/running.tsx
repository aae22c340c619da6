// Trainings that run now, wherever they were started.
import { Link } from 'wouter'
import { useRuns } from '../../api/queries.ts'
import { isGoingOn } from '../../api/running.ts'
import { StateBadge } from '../../run/state-badge.tsx'
import { Card } from '../../ui/card.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { duration, score } from '../../ui/format.ts'
import { useSay } from '../../words/language-context.tsx'

export function RunningNow() {
  const say = useSay()
  const running = useRuns().data?.runs.filter(isGoingOn) ?? []
  if (running.length === 0) return null
  return (
    <Card title={say('train.running')}>
      <ul className="stack">
        {running.map((row) => (
          <li key={row.id} className="row">
            <StateBadge row={row} />
            <Link href={`/train/${encodeURIComponent(row.id)}`} className="mono">
              {row.id}
            </Link>
            <span className="soft small grow">
              {say('run.epoch')} {row.epochsDone} / {row.epochs} · F {score(row.best?.fScore)}
              {row.etaSeconds !== undefined && ` · ${say('time.left', { time: duration(row.etaSeconds, say) })}`}
            </span>
            <ButtonLink small to={`/train/${encodeURIComponent(row.id)}`}>
              {say('train.open')}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Card>
  )
}
