// Who makes the samples: worker threads, or the calling thread itself.
import { Worker } from 'node:worker_threads'
import { workerFile } from '../../core/worker-file.ts'
import { makeSlot } from './make-slot.ts'
import type { SlotTask, Reply, WorkerStart } from './messages.ts'
import { ImageCache } from './image-cache.ts'
import { SampleMaker } from './sample-maker.ts'

/** Takes jobs at any time and answers each once, in any order. */
export interface WorkerPool {
  post(task: SlotTask): void
  /** Ends at once; what is unfinished is never answered. */
  close(): Promise<void>
}

export interface WorkerPoolEvents {
  onReply(reply: Reply): void
  /** A worker ended by itself: nothing more will be answered. */
  onDeath(error: unknown): void
}

/** Starts as many worker threads as `start` says, or with 0 a worker pool that works in the calling thread (which is then busy meanwhile). */
export function startWorkerPool(start: WorkerStart, events: WorkerPoolEvents): WorkerPool {
  return start.workers === 0 ? inlinePool(start, events) : workerPool(start, events)
}

function inlinePool(start: WorkerStart, events: WorkerPoolEvents): WorkerPool {
  const maker = new SampleMaker(start.samples, start.settings, new ImageCache(start.cacheBytes, start.samples.length))
  let last: Promise<void> = Promise.resolve()
  let closed = false
  const doAfter = async (before: Promise<void>, task: SlotTask): Promise<void> => {
    await before
    if (!closed) events.onReply(await makeSlot(maker, start, task))
  }
  return {
    post: (task) => {
      last = doAfter(last, task)
    },
    close: () => {
      closed = true
      return last
    },
  }
}

/** A sample always goes to the same worker, so that each image is decoded, and kept, by one of them only. */
function workerPool(start: WorkerStart, events: WorkerPoolEvents): WorkerPool {
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
    post: (task) => workers[task.sample % workers.length].postMessage(task),
    close: async () => {
      closed = true
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
