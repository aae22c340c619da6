// Images that go through a network in batches have the results that they have one by one, in their order; here on the processor.
import { beforeAll, describe, expect, it } from 'vitest'
import { weightsForUse } from '../../src/checkpoint/checkpoint.ts'
import { readStarter } from '../../src/checkpoint/starter.ts'
import type { TensorMap } from '../../src/core/tensor.ts'
import { thenRelease } from '../../src/core/then-release.ts'
import { decodeImage } from '../../src/data/image.ts'
import type { Sample } from '../../src/data/types.ts'
import { Detector } from '../../src/detect/detector.ts'
import { evaluate } from '../../src/detect/evaluate.ts'
import { defaultDetectorSettings, type DetectorSettings } from '../../src/detect/settings.ts'
import { Sweep, sweeping } from '../../src/detect/sweep.ts'
import { exportOnnx } from '../../src/export/onnx.ts'
import { Batched, type BatchRunnable } from '../../src/graph/batched.ts'
import { Session } from '../../src/graph/session.ts'
import { synthesize } from '../../src/prepare/synth/synthesize.ts'
import { loadDataset } from '../../src/tasks/data/load-data.ts'
import { temporaryFolder } from '../tasks/training.ts'

const settings: DetectorSettings = {
  ...defaultDetectorSettings,
  preprocessing: { ...defaultDetectorSettings.preprocessing, size: [96, 160], padding: 'minimal' },
}

describe('images in batches', { timeout: 60_000 }, () => {
  let samples: readonly Sample[]
  let values: TensorMap

  beforeAll(async () => {
    const sets = await Promise.all(
      (
        [
          [96, 160],
          [96, 64],
        ] as const
      ).map(async (size, seed) => {
        const folder = temporaryFolder()
        await synthesize(folder, { train: 1, test: 6, seed, size })
        return (await loadDataset(folder, ['test'])).test
      }),
    )
    // One of each in turn.
    samples = sets[0].flatMap((sample, index) => [sample, sets[1][index]])
    values = weightsForUse((await readStarter()).checkpoint)
  })

  /** A detector whose network takes batches, and the sizes of those. */
  async function batching() {
    const provenance = { source: 'starter' }
    const session = await Session.load(exportOnnx({ values, settings, size: [96, 160], dynamic: true, provenance }))
    const sizes: number[] = []
    const network: BatchRunnable = {
      run: (feeds) => {
        sizes.push((feeds['images'] as { readonly shape: readonly number[] }).shape[0])
        return session.run(feeds)
      },
      release: () => session.release(),
    }
    const detector = new Detector(
      { session: new Batched(network, 'images'), input: 'images', output: 'pred' },
      settings,
    )
    return { detector, sizes }
  }

  const boxesOf = ({ images }: Awaited<ReturnType<typeof evaluate>>) =>
    images.map(({ sample, texts }) => [
      sample.imagePath,
      ...texts.map(({ polygon }) =>
        polygon
          .flat()
          .map((value) => value.toFixed(1))
          .join(),
      ),
    ])

  it('have the boxes and scores that they have one by one', async () => {
    const single = await Detector.fromParameters(values, settings)
    const expected = await evaluate(single, samples)
    const { detector, sizes } = await batching()
    const progress: number[] = []
    const found = await evaluate(detector, samples, { onProgress: (done) => progress.push(done) })
    expect(boxesOf(found)).toEqual(boxesOf(expected))
    expect(found.scores).toEqual(expected.scores)
    expect(expected.scores.matched).toBeGreaterThan(6)
    expect(progress).toEqual(samples.map((_, index) => index + 1))
    expect(sizes).toEqual([8, 8])
    await Promise.all([single.release(), detector.release()])
  })

  it('may be the tiles of one image', async () => {
    const image = await decodeImage(samples[0].imagePath)
    const single = await Detector.fromParameters(values, settings)
    const { detector, sizes } = await batching()
    const [expected, found] = [single, detector].map((one) => one.look(image, { tile: 64 }))
    const [a, b] = [(await expected).map, (await found).map]
    expect(a.tiles?.count).toBeGreaterThan(4)
    expect(sizes).toContain(8)
    expect(b.tiles).toEqual(a.tiles)
    expect(Math.max(...a.data.map((value, index) => Math.abs(value - b.data[index])))).toBeLessThan(1e-5)
    await Promise.all([single.release(), detector.release()])
  })

  it('are counted in their order by a sweep of thresholds', async () => {
    const { detector } = await batching()
    const single = await Detector.fromParameters(values, settings)
    const sweeps = [single, detector].map(async (one) => {
      const sweep = new Sweep(settings.postProcessing)
      await evaluate(sweeping(one, sweep, {}), samples)
      await one.release()
      const { seconds: _, ...report } = sweep.report()
      return report
    })
    const [expected, found] = await Promise.all(sweeps)
    expect(found).toEqual(expected)
  })

  it('are not looked at after the batch in which the signal comes', async () => {
    const { detector, sizes } = await batching()
    const stop = new AbortController()
    const onProgress = (): void => stop.abort(new Error('enough'))
    const looking = evaluate(detector, samples, { onProgress, signal: stop.signal })
    const outcome = await thenRelease(looking, () => detector.release()).catch((error: unknown) => error)
    expect(outcome).toEqual(new Error('enough'))
    expect(sizes).toEqual([8])
  })
})
