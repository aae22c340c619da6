// The binary threshold is chosen on what a map says about its texts.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { readDataset } from '../../src/data/dataset.ts'
import { synthesize } from '../../src/prepare/synth/synthesize.ts'
import type { RgbImage, Sample } from '../../src/data/types.ts'
import type { ProbabilityMap } from '../../src/detect/probability-map.ts'
import { tuneThreshold } from '../../src/detect/tune-threshold.ts'
import { defaultDetectorSettings } from '../../src/detect/settings.ts'
import { defaultPostProcessing, type PostProcessing } from '../../src/geometry/boxes.ts'

let samples: readonly Sample[]

beforeAll(async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'ocrdet-tune-')), 'data')
  await synthesize(folder, { train: 16, test: 1, seed: 5, size: [128, 128] })
  samples = (await readDataset(folder)).train
}, 60_000)

/** Text with probability 0.9 around a third as large as its box, on a background of the given probability. */
function mapOver(background: number) {
  return (image: RgbImage, { texts }: Sample): Promise<ProbabilityMap> => {
    const { width, height } = image
    const data = new Float32Array(width * height).fill(background)
    for (const { polygon } of texts) {
      const [xs, ys] = [polygon.map(([x]) => x), polygon.map(([, y]) => y)]
      const inset = (Math.max(...ys) - Math.min(...ys)) / 4
      for (let y = Math.ceil(Math.min(...ys) + inset); y < Math.max(...ys) - inset; y++)
        for (let x = Math.ceil(Math.min(...xs) + inset); x < Math.max(...xs) - inset; x++) data[y * width + x] = 0.9
    }
    const input = { data: new Float32Array(0), width, height, contentWidth: width, contentHeight: height }
    return Promise.resolve({ data, width, height, input: { ...input, scaleX: 1, scaleY: 1 } })
  }
}

const finderWith = (postProcessing: PostProcessing) => ({
  settings: { ...defaultDetectorSettings, postProcessing },
})

describe('tuneThreshold', () => {
  it('rises above a background that would join all texts', async () => {
    const settings = { ...defaultPostProcessing, binaryThreshold: 0.2 }
    const tuned = await tuneThreshold(samples, { probability: mapOver(0.32), finder: finderWith(settings) })
    expect(tuned?.binaryThreshold).toBeCloseTo(0.35)
    expect(tuned?.after).toBeGreaterThan(tuned?.before ?? 1)
    expect(tuned?.images).toBe(16)
  })

  it('stays where it is when nothing is better', async () => {
    const settings = { ...defaultPostProcessing, binaryThreshold: 0.27 }
    const tuned = await tuneThreshold(samples, { probability: mapOver(0), finder: finderWith(settings) })
    expect(tuned).toMatchObject({ binaryThreshold: 0.27, before: tuned?.after })
  })

  it('decides nothing on fewer than 16 images', async () => {
    const settings = { ...defaultPostProcessing, binaryThreshold: 0.2 }
    expect(
      await tuneThreshold(samples.slice(1), { probability: mapOver(0.32), finder: finderWith(settings) }),
    ).toBeUndefined()
  })
})
