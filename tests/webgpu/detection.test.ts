// Detection on a WebGPU adapter finds what the CPU finds, with one size for all images and with sizes of their own, one by one and in batches.
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { weightsForUse } from '../../src/checkpoint/checkpoint.ts'
import { readStarter } from '../../src/checkpoint/starter.ts'
import { Random } from '../../src/core/random.ts'
import type { TensorMap } from '../../src/core/tensor.ts'
import { defaultTargets } from '../../src/data/targets.ts'
import type { Sample } from '../../src/data/types.ts'
import { Detector } from '../../src/detect/detector.ts'
import { evaluate } from '../../src/detect/evaluate.ts'
import { defaultDetectorSettings, type DetectorSettings } from '../../src/detect/settings.ts'
import { Validator } from '../../src/detect/validator.ts'
import type { Provider } from '../../src/graph/session.ts'
import { initialParameters } from '../../src/model/init.ts'
import { defaultLoss } from '../../src/model/loss.ts'
import { synthesize } from '../../src/prepare/synth/synthesize.ts'
import { loadDataset } from '../../src/tasks/data/load-data.ts'
import { exportModel } from '../../src/tasks/models/export.ts'
import { openDetector } from '../../src/tasks/models/models.ts'
import { temporaryFolder } from '../tasks/training.ts'

const [width, height] = [70, 40]

function noise() {
  const random = new Random(1, 'detection')
  return { width, height, data: Uint8Array.from({ length: width * height * 3 }, () => random.int(256)) }
}

it.each(['fit', 'short-side'] as const)('gives the probabilities that the CPU gives: %s', async (resize) => {
  const { preprocessing, postProcessing } = defaultDetectorSettings
  const settings = {
    preprocessing: { ...preprocessing, resize, size: [32, 64] as const, shortSide: 32 },
    postProcessing,
  }
  const probabilities = async (provider: Provider) => {
    const detector = await Detector.fromParameters(initialParameters(1), settings, provider)
    const { data } = await detector.probability(noise())
    await detector.release()
    return data
  }
  const [expected, found] = [await probabilities('cpu'), await probabilities('webgpu')]
  const differences = expected.map((value, index) => Math.abs(value - found[index]))
  expect(found.length).toBe(expected.length)
  expect(Math.max(...differences)).toBeLessThan(1e-4)
})

describe('images in batches', { timeout: 600_000 }, () => {
  const { preprocessing, postProcessing } = defaultDetectorSettings
  const settings: DetectorSettings = {
    preprocessing: { ...preprocessing, size: [64, 128], padding: 'minimal' },
    postProcessing,
  }
  const folder = temporaryFolder()
  let samples: readonly Sample[]
  let values: TensorMap

  beforeAll(async () => {
    await synthesize(folder, { train: 1, test: 6, seed: 3, size: [64, 128] })
    samples = (await loadDataset(folder, ['test'])).test
    values = weightsForUse((await readStarter()).checkpoint)
  })

  /** Boxes to a tenth of a pixel, as they are written, and the loss. */
  const seenBy = async (finder: Detector | Validator) => {
    const { images, loss } = await evaluate(finder, samples)
    await finder.release()
    const boxes = images.map(({ texts }) => texts.map(({ polygon }) => polygon.flat().map((value) => value.toFixed(1))))
    return { boxes, loss }
  }

  it('have the boxes that they have one by one on the CPU', async () => {
    const onCard = await Detector.fromParameters(values, settings, 'webgpu')
    expect(onCard.atOnce).toBeGreaterThan(samples.length)
    const [expected, found] = [await seenBy(await Detector.fromParameters(values, settings)), await seenBy(onCard)]
    expect(found.boxes).toEqual(expected.boxes)
    expect(found.boxes.flat().length).toBeGreaterThan(6)
  })

  it('have the loss that they have one by one on the CPU', async () => {
    const options = { values, settings, targets: { ...defaultTargets, minTextSize: 1 }, loss: defaultLoss }
    const expected = await seenBy(await Validator.create(options))
    const found = await seenBy(await Validator.create({ ...options, session: { provider: 'webgpu' } }))
    expect(found.boxes).toEqual(expected.boxes)
    expect(found.loss).toBeCloseTo(expected.loss ?? NaN, 3)
  })

  it('go through an exported file whose shapes are free', async () => {
    const { path } = await exportModel({
      source: 'starter',
      dynamic: true,
      out: folder,
      workdirs: join(folder, 'runs'),
    })
    const open = async (device: Provider) => {
      const { detector } = await openDetector(path, { workdirs: folder, device })
      return detector.withSettings(settings)
    }
    const onCard = await open('webgpu')
    expect(onCard.atOnce).toBeGreaterThan(samples.length)
    expect((await seenBy(onCard)).boxes).toEqual((await seenBy(await open('cpu'))).boxes)
  })
})
