// Training in float16: how the loss is scaled, and what becomes of a step whose gradients overflow.
import { describe, expect, it } from 'vitest'
import { decodeCheckpoint } from '../../src/checkpoint/read.ts'
import { encodeCheckpoint } from '../../src/checkpoint/write.ts'
import { onNotice } from '../../src/core/notices.ts'
import { initialParameters } from '../../src/model/init.ts'
import { afterOverflow, afterStep, firstLossScale, type LossScaleState } from '../../src/train/loss-scale.ts'
import { Trainer } from '../../src/train/trainer.ts'
import { randomBatch, trainerOnNoise } from '../webgpu/steps.ts'

const size = 32

const trainerOf = (lossScale?: LossScaleState): Promise<Trainer> =>
  trainerOnNoise({ size, precision: 'float16', lossScale, session: { threads: 1 } })

describe('the loss scale', () => {
  it('is doubled after 2,000 steps without overflow, up to 2^24', () => {
    let state = firstLossScale
    for (let step = 1; step < 2000; step++) state = afterStep(state)
    expect(state).toEqual({ scale: 2 ** 16, steps: 1999 })
    expect(afterStep(state)).toEqual({ scale: 2 ** 17, steps: 0 })
    expect(afterStep({ scale: 2 ** 24, steps: 5000 }).scale).toBe(2 ** 24)
  })

  it('is halved after an overflow, but not below 1', () => {
    expect(afterOverflow({ scale: 2 ** 16, steps: 7 })).toEqual({ scale: 2 ** 15, steps: 0 })
    expect(afterOverflow({ scale: 1, steps: 7 })).toBeUndefined()
  })

  it('stands in checkpoints made for going on', () => {
    const lossScale = { scale: 2 ** 13, steps: 41 }
    const training = {
      seed: 1,
      optimizerName: 'SGD',
      optimizer: { step: 3, slots: new Map() },
      best: undefined,
    } as const
    const saved = (state?: LossScaleState) =>
      decodeCheckpoint(
        encodeCheckpoint({
          parameters: initialParameters(1),
          settings: undefined,
          position: { epoch: 0, iteration: 3 },
          fScore: undefined,
          training: { ...training, lossScale: state },
          config: undefined,
        }),
        'a.pth',
      ).training?.lossScale
    expect(saved(lossScale)).toEqual(lossScale)
    expect(saved()).toBeUndefined()
    const notices: string[] = []
    onNotice((text) => notices.push(text))
    for (const scale of [0, -1, 0.5, 3, 2 ** 25, 1e300, NaN, Infinity])
      expect(saved({ scale, steps: 0 })).toBeUndefined()
    expect(notices).toEqual([expect.stringContaining('The loss scale in a.pth cannot be read')])
  })
})

describe('a step in float16', () => {
  it('changes nothing but the loss scale when the gradients overflow', async () => {
    const trainer = await trainerOf({ scale: 2 ** 60, steps: 12 })
    const before = new Map([...trainer.parameters].map(([name, { data }]) => [name, Buffer.from(data.slice().buffer)]))
    const skipped = await trainer.step(randomBatch(size), 0.001)
    expect(skipped).toMatchObject({ finite: true, isSkipped: true, lossScale: 2 ** 60 })
    expect(trainer.lossScale).toEqual({ scale: 2 ** 59, steps: 0 })
    expect(trainer.optimizer.state().step).toBe(0)
    // Byte by byte: Vitest would look at each of twelve million numbers for itself.
    const isAsBefore = (name: string, data: Float32Array) =>
      Buffer.from(data.buffer).equals(before.get(name) ?? Buffer.alloc(0))
    expect([...trainer.parameters].filter(([name, { data }]) => !isAsBefore(name, data))).toEqual([])
    await trainer.release()
  })

  it('learns, and counts towards a larger scale', async () => {
    const trainer = await trainerOf()
    const losses: number[] = []
    for (let step = 0; step < 3; step++) losses.push((await trainer.step(randomBatch(size), 0.001)).loss)
    expect(losses[2]).toBeLessThan(losses[0])
    expect(trainer.lossScale).toEqual({ scale: 2 ** 16, steps: 3 })
    await trainer.release()
  })

  it('ends the training as in float32 when the loss itself is not finite', async () => {
    const trainer = await trainerOf()
    const batch = randomBatch(size)
    batch.images.data.fill(Number.NaN)
    expect((await trainer.step(batch, 0.001)).finite).toBe(false)
    expect(trainer.lossScale).toEqual(firstLossScale)
    await trainer.release()
  })
})
