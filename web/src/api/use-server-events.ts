// Keeps what pages know up to date: the server tells of changed runs and jobs.
import { useEffect, useState } from 'react'
import type { Job, ServerEvent } from '../../../src/server/api.ts'
import { address } from './client.ts'
import { openStream } from './event-stream.ts'
import { queryClient } from './queries.ts'

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
  'demo-data': ['datasets'],
  archive: ['runs', 'models'],
  restore: ['runs', 'models'],
}

/** Listens as long as the page is open; says whether the server can be reached. */
export function useServerEvents(): boolean {
  const [connected, setConnected] = useState(true)
  useEffect(() => {
    const again = throttled(() => {
      void queryClient.invalidateQueries({ queryKey: ['runs'] })
      void queryClient.invalidateQueries({ queryKey: ['models'] })
    }, pause)
    const close = openStream<ServerEvent>({
      address: () => address(['events']),
      types: ['runs', 'job'],
      onState: setConnected,
      onEvent: (event) => {
        if (event.type === 'runs') again()
        else takeJob(event.job)
      },
    })
    return () => {
      close()
      again.stop()
    }
  }, [])
  return connected
}

/** Puts a job where `useJob` finds it; at its end, what it changed is asked again. */
export function takeJob(job: Job): void {
  const known = queryClient.getQueryData<Job>(['job', job.id])
  queryClient.setQueryData(['job', job.id], job)
  void queryClient.invalidateQueries({ queryKey: ['jobs'] })
  if (job.endedAt === undefined || known?.endedAt !== undefined) return
  for (const key of changedBy[job.kind]) void queryClient.invalidateQueries({ queryKey: [key] })
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
