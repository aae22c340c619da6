// The starter model: the offer to make it on this machine, and how far that is.
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { RunRow } from '../../../src/server/api.ts'
import { answer, api } from '../api/client.ts'
import { FailureMessage } from '../api/failure-message.tsx'
import { runOfLaunch } from '../api/launch.ts'
import { queryClient, useRuns } from '../api/queries.ts'
import { useAction } from '../api/use-action.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { ProgressBar } from '../ui/feedback.tsx'
import { duration } from '../ui/format.ts'
import { useSay } from '../words/language-context.tsx'
import { starterName, starterStage } from './starter-stage.ts'

interface OfferProps {
  /** Whether it is the first thing to do here: there is no other model. */
  readonly first?: boolean
  /** Other ways to a model, beside the button. */
  readonly children?: ReactNode
}

/** Shows nothing once the model is there. */
export function StarterOffer({ first = false, children }: OfferProps) {
  const say = useSay()
  const runs = useRuns({ search: starterName }).data?.runs
  const make = useAction(async () => {
    await runOfLaunch(await answer(api.starter.$post({ json: {} })))
    await queryClient.invalidateQueries({ queryKey: ['runs'] })
  })
  if (runs === undefined) return null
  const { stage, run } = starterStage(runs)
  if (stage === 'ready') return null
  if (stage === 'making' && run !== undefined) return <Making run={run}>{children}</Making>
  if (make.isBusy) return <ProgressBar label={say('starter.making')} done={0} total={0} right={say('train.starting')} />
  return (
    <div className="stack">
      {first && <p>{say('starter.offer')}</p>}
      <div className="row">
        <Button small={!first} look={first ? 'primary' : 'quiet'} onClick={() => void make.run()}>
          {say(first ? 'starter.make' : 'starter.make.time')}
        </Button>
        {children}
        {run !== undefined && (
          <Link className="small" href={`/train/${encodeURIComponent(run.id)}`}>
            {say('starter.unfinished')}
          </Link>
        )}
      </div>
      <FailureMessage failure={make.failure} />
    </div>
  )
}

function Making({ run, children }: { readonly run: RunRow; readonly children: ReactNode }) {
  const say = useSay()
  const { id, epochs, epochsDone, etaSeconds } = run
  const epoch = say('starter.epoch', { epoch: Math.min(epochsDone + 1, epochs), epochs })
  const left = etaSeconds === undefined ? '' : say('time.left', { time: duration(etaSeconds, say) })
  return (
    <div className="stack">
      <ProgressBar
        label={say('starter.making')}
        done={epochsDone}
        total={epochs}
        right={[epoch, left].filter(Boolean).join(' · ')}
      />
      <div className="row">
        <ButtonLink small to={`/train/${encodeURIComponent(id)}`}>
          {say('starter.watch')}
        </ButtonLink>
        {children}
      </div>
    </div>
  )
}
