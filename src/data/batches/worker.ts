// The worker thread of the batch loader: takes jobs in turn and writes their samples into shared memory.
import { parentPort, workerData } from 'node:worker_threads'
import { must } from '../../core/assert.ts'
import { makeSlot } from './make-slot.ts'
import type { SlotTask, WorkerStart } from './messages.ts'
import { ImageCache } from './image-cache.ts'
import { SampleMaker } from './sample-maker.ts'

const port = must(parentPort, 'this file runs as a worker thread')
const start = workerData as WorkerStart
// This worker sees its share of the samples only, and may keep its share of them.
const cache = new ImageCache(start.cacheBytes / start.workers, Math.ceil(start.samples.length / start.workers))
const maker = new SampleMaker(start.samples, start.settings, cache)

let last: Promise<void> = Promise.resolve()
port.on('message', (task: SlotTask) => {
  last = last.then(async () => port.postMessage(await makeSlot(maker, start, task)))
})
