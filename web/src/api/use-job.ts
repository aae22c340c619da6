// Starts a job and follows it.
import { useState } from 'react'
import type { Job, JobKind, JobRequest, JobResult } from '../../../src/server/api.ts'
import { answer, api } from './client.ts'
import type { ShownFailure } from './failure.ts'
import { useJob } from './queries.ts'
import { useAction } from './use-action.ts'
import { takeJob } from './use-server-events.ts'

interface Followed<Kind extends JobKind> {
  readonly start: (request: Extract<JobRequestInput, { kind: Kind }>) => Promise<void>
  readonly job: Job | undefined
  readonly result: Extract<JobResult, { kind: Kind }> | undefined
  readonly isBusy: boolean
  readonly failure: ShownFailure | undefined
}

/** A request as it is sent: what has a default may be left out. */
export type JobRequestInput = Parameters<typeof api.jobs.$post>[0]['json'] & { kind: JobRequest['kind'] }

/** Follows the job of an id, or the one that is started here. `remember` keeps the id, in the address for example. */
export function useFollowedJob<Kind extends JobKind>(
  kind: Kind,
  known: string | undefined,
  remember?: (id: string) => void,
): Followed<Kind> {
  const [own, setOwn] = useState<string>()
  const { data: job } = useJob(known ?? own)
  const action = useAction<Extract<JobRequestInput, { kind: Kind }>>(async (request) => {
    const started = await answer(api.jobs.$post({ json: request }))
    takeJob(started)
    setOwn(started.id)
    remember?.(started.id)
  })
  const isOpen = job?.state === 'waiting' || job?.state === 'running'
  const result = job?.result?.kind === kind ? (job.result as Extract<JobResult, { kind: Kind }>) : undefined
  return { start: action.run, job, result, isBusy: action.isBusy || isOpen, failure: action.failure }
}
