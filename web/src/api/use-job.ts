// Starts a job and follows it.
import { useState } from 'react'
import type { Job, JobKind, JobRequest, JobResult } from '../../../src/server/api.ts'
import { answer, api } from './client.ts'
import type { ShownFailure } from './failure.ts'
import { useJob, useJobs } from './queries.ts'
import { useAction } from './use-action.ts'
import { isOpen, takeJob } from './use-server-events.ts'

interface Followed<Kind extends JobKind> {
  readonly start: (request: Extract<JobRequestInput, { kind: Kind }>) => Promise<void>
  readonly job: Job | undefined
  readonly result: Extract<JobResult, { kind: Kind }> | undefined
  readonly isBusy: boolean
  readonly failure: ShownFailure | undefined
}

/** A request as it is sent: what has a default may be left out. */
export type JobRequestInput = Parameters<typeof api.jobs.$post>[0]['json'] & { kind: JobRequest['kind'] }

interface Following {
  /** The job that is followed from the start. */
  readonly known?: string | undefined
  /** Keeps the id of the one that is started, in the address for example. */
  readonly remember?: (id: string) => void
  /** What an open job of this kind works on that is followed although it was started elsewhere; any when not given. */
  readonly subject?: string
  /** Does not offer one here that was interrupted: the form is about something else by now. */
  readonly openAlone?: boolean
}

/** Follows the job of an id, or the one that is started here, or one that is under way or was interrupted: whoever comes back finds it. */
export function useFollowedJob<Kind extends JobKind>(
  kind: Kind,
  { known, remember, subject, openAlone = false }: Following = {},
): Followed<Kind> {
  const [own, setOwn] = useState<string>()
  const alike = useJobs().data?.jobs.filter(
    (one) => one.kind === kind && (subject === undefined || one.subject === subject),
  )
  const newest = openAlone || alike?.[0]?.state !== 'interrupted' ? undefined : alike[0]
  const open = alike?.find(isOpen) ?? newest
  const followed = known ?? own ?? open?.id
  // One that was found under way is followed to its end.
  if (own === undefined && followed !== undefined) setOwn(followed)
  const { data: job } = useJob(followed)
  const action = useAction<Extract<JobRequestInput, { kind: Kind }>>(async (request) => {
    const started = await answer(api.jobs.$post({ json: request }))
    takeJob(started)
    setOwn(started.id)
    remember?.(started.id)
  })
  const result = job?.result?.kind === kind ? (job.result as Extract<JobResult, { kind: Kind }>) : undefined
  return {
    start: action.run,
    job,
    result,
    isBusy: action.isBusy || (job !== undefined && isOpen(job)),
    failure: action.failure,
  }
}
