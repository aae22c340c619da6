// One job of a loader's pool, from sample to reply.
import { performance } from 'node:perf_hooks'
import { batchBuffers, partOf } from './buffers.ts'
import { packError } from './messages.ts'
import type { SlotTask, Reply, WorkerStart } from './messages.ts'
import type { SampleMaker } from './sample-maker.ts'

/** Makes one sample in its place in its slot. Never throws: a failure is part of the reply. */
export async function makeSlot(maker: SampleMaker, { slots, extent }: WorkerStart, task: SlotTask): Promise<Reply> {
  const { slot, position, sample, epoch } = task
  const begin = performance.now()
  const answer = (): Reply => ({ slot, position, ms: performance.now() - begin })
  try {
    await maker.make(sample, epoch, partOf(batchBuffers(slots[slot], extent), extent, position, 1))
    return answer()
  } catch (error) {
    return { ...answer(), failure: packError(error) }
  }
}
