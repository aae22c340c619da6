// How a job is going: progress, time left, what was skipped, how to stop it, and how to start it again.
import type { Job } from '../../../src/server/api.ts'
import { Button } from '../ui/button.tsx'
import { Message, ProgressBar } from '../ui/feedback.tsx'
import { duration } from '../ui/format.ts'
import { useSay } from '../words/language-context.tsx'
import { answer, api } from './client.ts'
import { FailureMessage } from './failure-message.tsx'
import { useAction } from './use-action.ts'
import { isOpen, takeJob } from './use-server-events.ts'

/** Stops a job. */
export async function cancelJob(job: Job): Promise<void> {
  takeJob(await answer(api.jobs[':job'].$delete({ param: { job: job.id } })))
}

export function JobProgress({ job, label }: { readonly job: Job; readonly label: string }) {
  const say = useSay()
  if (job.state === 'interrupted') return <Interrupted job={job} label={label} />
  if (job.state === 'failed') return <FailureMessage failure={job.failure} />
  if (!isOpen(job)) return null
  const counted = job.total > 0 ? `${job.done} / ${job.total}` : ''
  const left = job.etaSeconds === undefined ? '' : say('time.left', { time: duration(job.etaSeconds, say) })
  return (
    <div className="row">
      <div className="grow">
        <ProgressBar
          label={label}
          done={job.done}
          total={job.total}
          right={[counted, left].filter(Boolean).join(' · ')}
        />
      </div>
      <Button small onClick={() => void cancelJob(job)}>
        {say('do.cancel')}
      </Button>
    </div>
  )
}

/** Starts an interrupted job again. */
export function useRestart(job: Job) {
  return useAction(async () => {
    takeJob(await answer(api.jobs[':job'].restart.$post({ param: { job: job.id } })))
  })
}

/** A job whose server ended before it. */
function Interrupted({ job, label }: { readonly job: Job; readonly label: string }) {
  const say = useSay()
  const restart = useRestart(job)
  const counted = job.total > 0 ? ` (${job.done} / ${job.total})` : ''
  return (
    <>
      <Message tone="warn" title={say('jobs.interrupted', { what: `${label}${counted}` })}>
        <div className="row">
          <Button small disabled={restart.isBusy} onClick={() => void restart.run()}>
            {say('jobs.restart')}
          </Button>
          <Button small look="quiet" onClick={() => void cancelJob(job)}>
            {say('jobs.leave')}
          </Button>
        </div>
      </Message>
      <FailureMessage failure={restart.failure} />
    </>
  )
}
