// Keeps what pages know up to date: the server tells of changed runs and jobs.
import { useEffect } from 'react'
import type { Job, ServerEvent } from '../../../src/server/api.ts'
import { address, answer, api } from './client.ts'
import { setConnected } from './connection.ts'
import { openStream } from './event-stream.ts'
import { queryClient } from './queries.ts'
import { takeRuns } from './running.ts'

/** Lists of runs and models are asked at most this often, in milliseconds. */
const pause = 1500

/** What a finished job may have changed. */
const changedBy: Readonly<Record<Job['kind'], readonly string[]>> = {
  check: [],
  detect: ['outputs'],
  export: ['exports', 'models'],
  verify: ['exports'],
  evaluate: [],
  import: ['datasets'],
  repair: ['datasets'],
  label: ['datasets'],
  'label-again': ['datasets', 'editing'],
  'add-to-data': ['datasets', 'editing'],
  split: ['datasets', 'editing'],
  'demo-data': ['datasets'],
  archive: ['runs', 'models'],
  restore: ['runs', 'models'],
}

/** Listens as long as the page is open. Whatever failed or changed while the server was away is asked for again when it is back. */
export function useServerEvents(): void {
  useEffect(() => {
    let isLost = false
    const again = throttled(() => {
      void queryClient.invalidateQueries({ queryKey: ['runs'] })
      void queryClient.invalidateQueries({ queryKey: ['models'] })
    }, pause)
    const close = openStream<ServerEvent>({
      address: () => address(['events']),
      types: ['runs', 'job'],
      onState: (connected) => {
        setConnected(connected)
        if (connected && isLost) heal()
        isLost = !connected
      },
      onEvent: (event) => {
        if (event.type === 'job') return takeJob(event.job)
        takeRuns(event)
        again()
        return undefined
      },
    })
    return () => {
      close()
      again.stop()
    }
  }, [])
}

/** Asks for everything on the screen again, and ends what a server that was started anew has interrupted. */
function heal(): void {
  void queryClient.invalidateQueries({ predicate: ({ queryKey: [key] }) => key !== 'job' })
  void endLostJobs().catch(() => undefined)
}

async function endLostJobs(): Promise<void> {
  const { jobs } = await answer(api.jobs.$get())
  const known = new Map(jobs.map((job) => [job.id, job]))
  for (const job of queryClient.getQueriesData<Job>({ queryKey: ['job'] }).flatMap(([, data]) => data ?? [])) {
    if (!isOpen(job)) continue
    const now = known.get(job.id)
    if (now === undefined || now.state === 'interrupted') takeJob(now ?? lost(job))
    else void queryClient.invalidateQueries({ queryKey: ['job', job.id] })
  }
}

/** Waiting or running. */
export function isOpen({ state }: Pick<Job, 'state'>): boolean {
  return state === 'waiting' || state === 'running'
}

/** A job that ended with its server, which could keep no journal. */
function lost({ etaSeconds: _eta, ...job }: Job): Job {
  const failure = {
    code: 'worker-died',
    message: 'The server was started anew while this was under way',
    messageZh: '任务进行时服务器重新启动了',
    next: 'start it once more',
    detailsZh: { message: '任务进行时服务器重新启动了', next: '请重新开始' },
  } as const
  return { ...job, state: 'failed', endedAt: new Date().toISOString(), failure }
}

/** Puts a job where `useJob` finds it; at its end, what it changed is asked again. */
export function takeJob(job: Job): void {
  const known = queryClient.getQueryData<Job>(['job', job.id])
  queryClient.setQueryData(['job', job.id], job)
  queryClient.setQueryData<{ jobs: Job[] }>(['jobs'], (list) => list && { jobs: withJob(list.jobs, job) })
  if (job.endedAt === undefined || known?.endedAt !== undefined) return
  for (const key of changedBy[job.kind]) void queryClient.invalidateQueries({ queryKey: [key] })
}

/** The list, newest first, with a job as it is now. */
function withJob(jobs: readonly Job[], job: Job): Job[] {
  const { result: _result, ...row } = job
  return jobs.some(({ id }) => id === job.id)
    ? jobs.map((known) => (known.id === job.id ? row : known))
    : [row, ...jobs]
}

function throttled(act: () => void, milliseconds: number): (() => void) & { stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  const call = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined
      act()
    }, milliseconds)
  }
  return Object.assign(call, { stop: () => clearTimeout(timer) })
}
