// Images that are asked for together go through a network in batches, and each gets its own result.
import { describe, expect, it } from 'vitest'
import type { Tensor } from '../../src/core/tensor.ts'
import { Batched, type BatchRunnable } from '../../src/graph/batched.ts'
import type { Feeds } from '../../src/graph/session.ts'

/** A network that doubles, and refuses more pixels than `room` for want of memory; batches of all shapes have at most `mostSeen`. */
function doubling(room = Infinity, mostSeen = Infinity) {
  const log: string[] = []
  const network: BatchRunnable = {
    run: (feeds: Feeds) => {
      const { shape, data } = feeds['x'] as Tensor
      log.push(shape.join('x'))
      if (shape[0] * shape[2] * shape[3] > room) return Promise.reject(new Error('CUDA failure 2: out of memory'))
      return Promise.resolve({ y: { shape, data: data.map((value) => 2 * value) } })
    },
    free: () => Promise.resolve(void log.push('free')),
    release: () => Promise.resolve(void log.push('release')),
  }
  return { log, batched: new Batched(network, 'x', mostSeen) }
}

const image = (value: number, height = 32): { x: Tensor } => ({
  x: { shape: [1, 1, height, 32], data: new Float32Array(height * 32).fill(value) },
})
const firstOf = async (results: readonly Promise<Record<string, Tensor>>[]) =>
  (await Promise.all(results)).map(({ y }) => [...y.shape, y.data[0], y.data.length].join())

describe('Batched', () => {
  it('runs images of one shape together and gives each its own', async () => {
    const { log, batched } = doubling()
    const heights = [32, 64, 32, 32, 64, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32]
    const results = await firstOf(heights.map((height, index) => batched.run(image(index, height))))
    expect(results).toEqual(heights.map((height, index) => [1, 1, height, 32, 2 * index, height * 32].join()))
    expect(log).toEqual(['8x1x32x32', '1x1x64x32', '1x1x64x32', '8x1x32x32'])
  })

  it('fills up a batch that lacks fewer images than it has', async () => {
    const { log, batched } = doubling()
    await Promise.all([1, 2, 3, 4, 5].map((value) => batched.run(image(value))))
    await Promise.all([1, 2, 3, 4].map((value) => batched.run(image(value))))
    expect(log).toEqual(['8x1x32x32', ...Array.from({ length: 4 }, () => '1x1x32x32')])
  })

  it('takes fewer of large images', async () => {
    const { log, batched } = doubling()
    const large = { x: { shape: [1, 1, 1024, 1024], data: new Float32Array(1024 * 1024) } }
    await Promise.all([large, large, large].map((one) => batched.run(one)))
    expect(log).toEqual(['2x1x1024x1024', '1x1x1024x1024'])
  })

  it('goes image by image through shapes that came when there were enough batches, and on as before through the others', async () => {
    const { log, batched } = doubling(Infinity, 8 * 32 * 32 + 8 * 64 * 32)
    for (const height of [32, 64, 96, 32])
      await Promise.all(Array.from({ length: 8 }, (_, value) => batched.run(image(value, height))))
    expect(log).toEqual(['8x1x32x32', '8x1x64x32', ...Array.from({ length: 8 }, () => '1x1x96x32'), '8x1x32x32'])
  })

  it('tells each image its share of the time', async () => {
    const { batched } = doubling()
    const shares: number[] = []
    await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((value) => batched.run(image(value), (ms) => shares.push(ms))))
    expect(new Set(shares).size).toBe(1)
    expect(shares).toHaveLength(8)
  })

  it('halves its batches while the memory is not enough, and keeps them small', async () => {
    const { log, batched } = doubling(2 * 32 * 32)
    const eight = [1, 2, 3, 4, 5, 6, 7, 8]
    expect(await firstOf(eight.map((value) => batched.run(image(value))))).toEqual(
      eight.map((value) => [1, 1, 32, 32, 2 * value, 32 * 32].join()),
    )
    expect(log.slice(0, 5)).toEqual(['8x1x32x32', 'free', '4x1x32x32', 'free', '2x1x32x32'])
    await Promise.all(eight.map((value) => batched.run(image(value))))
    expect(log.slice(5).every((line) => line === '2x1x32x32')).toBe(true)
  })

  it('says that the memory is not enough where it is not for a single image', async () => {
    const { batched } = doubling(100)
    const outcomes = await Promise.allSettled([1, 2].map((value) => batched.run(image(value))))
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })

  it('refuses a network that does not give one result an image', async () => {
    const run = () => Promise.resolve({ y: { shape: [1, 1, 32, 32], data: new Float32Array(32 * 32) } })
    const batched = new Batched({ run, release: () => Promise.resolve() }, 'x')
    const outcomes = [1, 2, 3, 4, 5].map((value) => batched.run(image(value)))
    await expect(Promise.all(outcomes)).rejects.toThrow('output y of a batch of 8 has the shape (1, 1, 32, 32)')
  })

  it('does not look at what nobody waits for after its release', async () => {
    const { log, batched } = doubling()
    const results = Array.from({ length: 20 }, (_, value) => batched.run(image(value)))
    for (const one of results) one.catch(() => {})
    await results[0]
    await batched.release()
    await expect(results[19]).rejects.toThrow('released')
    expect(log).toEqual(['8x1x32x32', 'release'])
  })
})
