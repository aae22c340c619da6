// How a job is going: progress, time left, what was skipped, how to stop it.
import type { Job } from '../../../src/server/api.ts'
import { Button } from '../ui/button.tsx'
import { ProgressBar } from '../ui/feedback.tsx'
import { duration } from '../ui/format.ts'
import { useSay } from '../words/language-context.tsx'
import { answer, api } from './client.ts'
import { FailureMessage } from './failure-message.tsx'
import { isOpen, takeJob } from './use-server-events.ts'

/** Stops a job. */
export async function cancelJob(job: Job): Promise<void> {
  takeJob(await answer(api.jobs[':job'].$delete({ param: { job: job.id } })))
}

export function JobProgress({ job, label }: { readonly job: Job; readonly label: string }) {
  const say = useSay()
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
