// Who makes the samples: worker threads, or the calling thread itself.
import { Worker } from 'node:worker_threads'
import { workerFile } from '../../core/worker-file.ts'
import { doJob } from './do-job.ts'
import type { Job, Reply, WorkerStart } from './messages.ts'
import { PictureCache } from './picture-cache.ts'
import { SampleMaker } from './sample-maker.ts'

/** Takes jobs at any time and answers each once, in any order. */
export interface Crew {
  post(job: Job): void
  /** Ends at once; what is unfinished is never answered. */
  close(): Promise<void>
}

export interface CrewEvents {
  onReply(reply: Reply): void
  /** A worker ended by itself: nothing more will be answered. */
  onDeath(error: unknown): void
}

/** Starts as many worker threads as `start` says, or with 0 a crew that works in the calling thread (which is then busy meanwhile). */
export function startCrew(start: WorkerStart, events: CrewEvents): Crew {
  return start.workers === 0 ? crewOfOneself(start, events) : crewOfWorkers(start, events)
}

function crewOfOneself(start: WorkerStart, events: CrewEvents): Crew {
  const maker = new SampleMaker(start.samples, start.settings, new PictureCache(start.cacheBytes, start.samples.length))
  let last: Promise<void> = Promise.resolve()
  let closed = false
  const doAfter = async (before: Promise<void>, job: Job): Promise<void> => {
    await before
    if (!closed) events.onReply(await doJob(maker, start, job))
  }
  return {
    post: (job) => {
      last = doAfter(last, job)
    },
    close: () => {
      closed = true
      return last
    },
  }
}

/** A sample always goes to the same worker, so that each picture is decoded, and kept, by one of them only. */
function crewOfWorkers(start: WorkerStart, events: CrewEvents): Crew {
  let closed = false
  const workers = Array.from({ length: start.workers }, () => {
    const worker = new Worker(workerFile(import.meta.url, 'worker'), { workerData: start, execArgv: [] })
    worker.on('message', (reply: Reply) => {
      if (!closed) events.onReply(reply)
    })
    worker.on('error', (error) => {
      if (!closed) events.onDeath(error)
    })
    worker.on('exit', (code) => {
      if (!closed) events.onDeath(new Error(`a loader's worker ended by itself with exit code ${code}`))
    })
    return worker
  })
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin, the rule means windows
    post: (job) => workers[job.sample % workers.length].postMessage(job),
    close: async () => {
      closed = true
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
