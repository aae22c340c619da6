// The batch loader: planned order, equal batches from any number of workers, failures that name their file.
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workerFile } from '../../src/core/worker-file.ts'
import { Random } from '../../src/core/random.ts'
import { UserError } from '../../src/core/errors.ts'
import { renderShape } from '../../src/core/tensor.ts'
import type { Tensor } from '../../src/core/tensor.ts'
import { defaultAugmentation, noAugmentation } from '../../src/data/augment/settings.ts'
import type { Batch, LoaderOptions } from '../../src/data/batches/batch.ts'
import { BatchLoader } from '../../src/data/batches/loader.ts'
import { batchesPerEpoch, planEpoch, planEpochs } from '../../src/data/batches/plan.ts'
import { ImageCache } from '../../src/data/batches/image-cache.ts'
import { encodePng } from '../../src/data/image.ts'
import { defaultPreprocessing } from '../../src/data/preprocess.ts'
import { defaultTargets } from '../../src/data/targets.ts'
import type { Sample } from '../../src/data/types.ts'
import { painted, rectangle, scatteredTexts, textOf } from './images.ts'

describe('a plan', () => {
  const settings = { sampleCount: 456, batchSize: 8, seed: 1, shuffle: true, fullBatches: true }

  it('has every sample once, in another order each epoch', () => {
    expect(batchesPerEpoch(settings)).toBe(57)
    const [first, second] = [planEpoch(settings, 1), planEpoch(settings, 2)]
    expect(new Set(first.flat()).size).toBe(456)
    expect(first.flat().toSorted((a, b) => a - b)).toEqual(second.flat().toSorted((a, b) => a - b))
    expect(first).not.toEqual(second)
    expect(planEpoch(settings, 1)).toEqual(first)
    expect(planEpoch({ ...settings, seed: 2 }, 1)).not.toEqual(first)
  })

  it('fills the last batch up from the start of the order', () => {
    const plan = planEpoch({ ...settings, sampleCount: 10, batchSize: 4 }, 1)
    expect(plan.map((batch) => batch.length)).toEqual([4, 4, 4])
    expect(plan[2].slice(2)).toEqual(plan[0].slice(0, 2))
  })

  it('wraps around as often as a large batch needs', () => {
    const [batch] = planEpoch({ ...settings, sampleCount: 3, batchSize: 7, shuffle: false }, 1)
    expect(batch).toEqual([0, 1, 2, 0, 1, 2, 0])
  })

  it('leaves the last batch smaller, and the order alone, when told to', () => {
    const plan = planEpoch({ ...settings, sampleCount: 5, batchSize: 3, shuffle: false, fullBatches: false }, 1)
    expect(plan).toEqual([
      [0, 1, 2],
      [3, 4],
    ])
  })

  it('goes on in the middle of an epoch', () => {
    const small = { ...settings, sampleCount: 6, batchSize: 2 }
    const all = [...planEpochs(small, { firstEpoch: 3, lastEpoch: 4, skipBatches: 0 })]
    expect(all.map(({ epoch, iteration }) => [epoch, iteration])).toEqual([
      [3, 0],
      [3, 1],
      [3, 2],
      [4, 0],
      [4, 1],
      [4, 2],
    ])
    expect([...planEpochs(small, { firstEpoch: 3, lastEpoch: 4, skipBatches: 2 })]).toEqual(all.slice(2))
  })

  it('gives each of several processes its own part of every batch, nothing twice and nothing left out', () => {
    const small = { ...settings, sampleCount: 10, batchSize: 4 }
    const range = { firstEpoch: 0, lastEpoch: 1, skipBatches: 1 }
    const whole = [...planEpochs(small, range)]
    const parts = [0, 1].map((index) => [...planEpochs(small, { ...range, part: { index, count: 2 } })])
    for (const [at, { indices }] of whole.entries()) expect(parts.flatMap((part) => part[at].indices)).toEqual(indices)
    expect(() => [...planEpochs(small, { ...range, part: { index: 0, count: 3 } })]).toThrow('equal parts')
  })
})

describe('the image cache', () => {
  const image = painted(10, 10, [1, 2, 3]) // 300 bytes

  it('holds what fits', () => {
    const cache = new ImageCache(600, 4)
    cache.add(0, image)
    cache.add(1, image)
    expect([cache.get(0), cache.get(1), cache.get(2), cache.bytes]).toEqual([image, image, undefined, 600])
  })

  it('forgets everything for good once not all fits', () => {
    const cache = new ImageCache(600, 4)
    for (const index of [0, 1, 2, 3]) cache.add(index, image)
    expect([cache.get(0), cache.get(3), cache.bytes]).toEqual([undefined, undefined, 0])
  })

  it('gives a large set up before the memory is full', () => {
    const cache = new ImageCache(30_000, 1000) // 1000 images of 300 bytes are ten times too many
    for (let index = 0; index < 7; index++) cache.add(index, image)
    expect(cache.bytes).toBe(2100)
    cache.add(7, image)
    expect(cache.bytes).toBe(0)
  })
})

describe('the batch loader', () => {
  let folder = ''
  let samples: Sample[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ocrdet-batches-'))
    samples = await Promise.all(
      Array.from({ length: 7 }, async (_, index): Promise<Sample> => {
        const imagePath = join(folder, `${index}.png`)
        const [width, height] = [60 + 10 * index, 90 - 5 * index]
        writeFileSync(imagePath, await encodePng(painted(width, height, [30 * index, 200, 255 - 30 * index])))
        const texts = scatteredTexts(4, width, height, new Random('sample', index))
        return { name: `train_images/${index}.png`, imagePath, groundTruthPath: '', texts }
      }),
    )
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const optionsOf = (changes: Partial<LoaderOptions> = {}): LoaderOptions => ({
    samples,
    batchSize: 3,
    seed: 5,
    firstEpoch: 1,
    lastEpoch: 2,
    preprocessing: { ...defaultPreprocessing, size: [64, 96] },
    augmentation: defaultAugmentation,
    targets: defaultTargets,
    ...changes,
  })

  /** A batch without its times, and with digests for the numbers, which the loader will overwrite. */
  type Digested = Pick<Batch, 'epoch' | 'iteration' | 'names'> & { readonly tensors: Record<string, string> }

  function digested({ epoch, iteration, names, ...rest }: Batch): Digested {
    const { loadMs: _load, waitMs: _wait, ...tensors } = rest
    const describe = ({ shape, data }: Tensor): string =>
      `${renderShape(shape)} ${createHash('sha256').update(data).digest('hex')}`
    const described = Object.entries(tensors).map(([name, tensor]) => [name, describe(tensor)])
    return { epoch, iteration, names, tensors: Object.fromEntries(described) as Record<string, string> }
  }

  async function allBatches(changes: Partial<LoaderOptions> = {}): Promise<Digested[]> {
    const loader = new BatchLoader(optionsOf(changes))
    const batches: Digested[] = []
    try {
      for (let batch = await loader.next(); batch !== undefined; batch = await loader.next()) {
        expect(batch.loadMs).toBeGreaterThan(0)
        expect(batch.waitMs).toBeGreaterThanOrEqual(0)
        batches.push(digested(batch))
      }
    } finally {
      await loader.close()
    }
    return batches
  }

  it('gives the planned batches with their shapes and names', async () => {
    const batches = await allBatches({ workers: 0 })
    expect(batches.map(({ epoch, iteration }) => [epoch, iteration])).toEqual([
      [1, 0],
      [1, 1],
      [1, 2],
      [2, 0],
      [2, 1],
      [2, 2],
    ])
    const plan = planEpoch({ sampleCount: 7, batchSize: 3, seed: 5, shuffle: true, fullBatches: true }, 1)
    expect(batches[0].names).toEqual(plan[0].map((index) => `train_images/${index}.png`))
    for (const batch of batches) {
      expect(batch.tensors['images']).toMatch(/^\(3, 3, 64, 96\) /)
      for (const map of ['shrinkMap', 'shrinkMask', 'thresholdMap', 'thresholdMask'])
        expect(batch.tensors[map]).toMatch(/^\(3, 1, 64, 96\) /)
    }
    expect(new Set(batches.map(({ tensors }) => tensors['images'])).size).toBe(6)
  })

  it('gives equal batches with no, one and two workers, with and without memory for images, at any depth', async () => {
    const batches = await allBatches({ workers: 0 })
    expect(await allBatches({ workers: 1 })).toEqual(batches)
    expect(await allBatches({ workers: 2, depth: 3 })).toEqual(batches)
    expect(await allBatches({ workers: 1, depth: 1, cacheBytes: 0 })).toEqual(batches)
    // Going on in the middle of epoch 2 gives what would have come anyway.
    expect(await allBatches({ workers: 1, firstEpoch: 2, skipBatches: 1 })).toEqual(batches.slice(4))
  })

  it('gives a smaller last batch when told to', async () => {
    const batches = await allBatches({ workers: 1, lastEpoch: 1, fullBatches: false, shuffle: false })
    expect(batches.map(({ names }) => names.length)).toEqual([3, 3, 1])
    expect(batches[2].names).toEqual(['train_images/6.png'])
    expect(batches[2].tensors['shrinkMask']).toMatch(/^\(1, 1, 64, 96\) /)
  })

  it('hands on what is wrong with an image, and where, and goes on after it', async () => {
    const broken = join(folder, 'broken.png')
    writeFileSync(broken, 'not an image')
    const listed = samples.map((sample, index) => (index === 1 ? { ...sample, imagePath: broken } : sample))
    for (const workers of [0, 1]) {
      const loader = new BatchLoader(optionsOf({ samples: listed, shuffle: false, workers, lastEpoch: 1 }))
      const failure: unknown = await loader.next().catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(UserError)
      expect((failure as UserError).code).toBe('image-undecodable')
      expect((failure as UserError).render()).toContain(broken)
      expect((await loader.next())?.iteration).toBe(1)
      await loader.close()
    }
  })

  it('hands on a bug as a bug, not as something to repair', async () => {
    const texts = [textOf(rectangle(NaN, 5, 20, 20))]
    const listed = samples.map((sample) => ({ ...sample, texts }))
    const loader = new BatchLoader(optionsOf({ samples: listed, augmentation: noAugmentation, workers: 1 }))
    const failure: unknown = await loader.next().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Error)
    expect(failure).not.toBeInstanceOf(UserError)
    expect((failure as Error).message).toMatch(/^bug: /)
    await loader.close()
  })

  it('makes batches while the main thread is blocked', async () => {
    const loader = new BatchLoader(optionsOf({ workers: 1, depth: 2 }))
    await loader.next()
    // Both slots hold jobs now. Block until the worker must be done, then see that nothing is left to wait for.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)
    const batch = await loader.next()
    expect(batch?.waitMs).toBeLessThan(300)
    await loader.close()
  })

  it('ends at once when it is closed, also for whoever waits for a batch', async () => {
    const loader = new BatchLoader(optionsOf({ workers: 2, lastEpoch: 1000 }))
    const waiting = loader.next()
    const begin = performance.now()
    await loader.close()
    expect(await waiting).toBeUndefined()
    expect(await loader.next()).toBeUndefined()
    expect(performance.now() - begin).toBeLessThan(5000)
  })
})

describe('workerFile', () => {
  it('finds the built worker from sources and from the build itself', () => {
    const fromSource = workerFile(new URL('../../src/data/batches/worker-pool.ts', import.meta.url).href, 'worker')
    expect(fromSource.pathname).toMatch(/\/dist\/data\/batches\/worker\.js$/)
    expect(workerFile(new URL('pool.js', fromSource).href, 'worker').href).toBe(fromSource.href)
  })

  it('says that a build is missing', () => {
    expect(() => workerFile(import.meta.url.replace('/tests/', '/src/'), 'nowhere')).toThrow('npm run build')
  })
})
