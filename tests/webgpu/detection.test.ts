// Detection on a WebGPU adapter finds what the CPU finds, with one size for all images and with sizes of their own.
import { expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { Detector } from '../../src/detect/detector.ts'
import { defaultDetectorSettings } from '../../src/detect/settings.ts'
import type { Provider } from '../../src/graph/session.ts'
import { initialParameters } from '../../src/model/init.ts'

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
