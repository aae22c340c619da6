// What the loop does where the memory is not enough: smaller parts, less of it kept, and the error when nothing is left to give up.
import { expect, it } from 'vitest'
import type { Batch } from '../../src/data/batches/batch.ts'
import { trainOn } from '../../src/train/loop.ts'
import type { StepResult, Trainer } from '../../src/train/trainer.ts'

/** A trainer whose step needs as many units of memory as images, and one more while memory is kept. */
function trainerWithin(room: number, images: number) {
  const state = { microBatch: images, keeps: true }
  const result = { loss: 1, finite: true } as StepResult
  const trainer = {
    get microBatch() {
      return state.microBatch
    },
    step: () =>
      state.microBatch + Number(state.keeps) > room
        ? Promise.reject(new Error('VK_ERROR_OUT_OF_DEVICE_MEMORY: out of memory'))
        : Promise.resolve(result),
    useSmallerParts: () => Promise.resolve(state.microBatch > 1 && (state.microBatch = 1) === 1),
    keepLessMemory: () => Promise.resolve(state.keeps && !(state.keeps = false)),
  }
  return trainer as unknown as Trainer
}

async function eventsOf(trainer: Trainer, autoBatch: boolean): Promise<string[]> {
  const batches = [{ epoch: 0, iteration: 0, names: [], waitMs: 0, loadMs: 0 } as unknown as Batch]
  const events: string[] = []
  const loop = trainOn({
    trainer,
    batches: { next: () => Promise.resolve(batches.shift()) },
    schedule: { name: 'constant', learningRate: 1, stepSize: 1, gamma: 1, power: 1, warmupIterations: 0 },
    epochs: 1,
    iterationsPerEpoch: 2,
    autoBatch,
    stop: new AbortController().signal,
  })
  for await (const event of loop) events.push(event.type)
  return events
}

it.each<[string, number, boolean, readonly string[]]>([
  ['computes as it is where there is room', 3, false, ['iteration']],
  ['keeps less memory where parts must not be smaller', 2, false, ['less-memory', 'iteration']],
  ['takes smaller parts where it may', 2, true, ['micro-batch', 'iteration']],
  ['keeps less where no smaller part fits either', 1, true, ['micro-batch', 'less-memory', 'iteration']],
])('%s', async (_, room, autoBatch, expected) => {
  expect(await eventsOf(trainerWithin(room, 2), autoBatch)).toEqual(expected)
})

it('ends with the error when nothing is left to give up', async () => {
  await expect(eventsOf(trainerWithin(1, 2), false)).rejects.toThrow('out of memory')
})
