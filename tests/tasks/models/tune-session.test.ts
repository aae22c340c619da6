// Moving thresholds over a test set: the same scores as an evaluation, from maps that are computed once.
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { synthesize } from '../../../src/prepare/synth/synthesize.ts'
import type { GroundTruthState } from '../../../src/geometry/icdar.ts'
import { evaluateModel } from '../../../src/tasks/models/evaluate.ts'
import { differenceOf } from '../../../src/tasks/models/tune-difference.ts'
import {
  startTuning,
  tunedImage,
  tuningReport,
  type Tunables,
  type Tuning,
  type TuningReport,
} from '../../../src/tasks/models/tune-session.ts'
import { smallModel } from '../small-model.ts'
import { temporaryFolder } from '../training.ts'

const images = 6

describe('a tuning session', () => {
  let task: { model: string; data: string; workdirs: string }
  let session: Tuning

  beforeAll(async () => {
    const folder = temporaryFolder()
    const data = join(folder, 'data')
    await synthesize(data, { train: 1, test: images, seed: 5, size: [192, 192] })
    task = { model: await smallModel({ size: [192, 192] }), data, workdirs: join(folder, 'workdirs') }
    session = await startTuning(task)
  }, 60_000)

  /** The report as soon as every image was looked at. */
  async function whole(tunables: Tunables): Promise<TuningReport> {
    for (let tries = 0; tries < 3000; tries++) {
      const report = tuningReport(session.id, tunables)
      if (report.done === report.images) return report
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    throw new Error('the session does not come to an end')
  }

  it('scores the own thresholds and others as `eval` does', async () => {
    expect(session).toMatchObject({ model: 'small.pth', images, available: images })
    const own = await whole({})
    const evaluated = await evaluateModel({ ...task, split: 'test' })
    expect(own.scores).toEqual(evaluated.scores)
    expect(own.scores.matched).toBeGreaterThan(0)
    expect(own.perImage.map(({ fScore }) => fScore)).toEqual(evaluated.images.map(({ fScore }) => fScore))
    const moved = await whole({ binaryThreshold: 0.6, boxThreshold: 0.7, unclipRatio: 1.2 })
    const options = { binary_threshold: 0.6, box_threshold: 0.7, unclip_ratio: 1.2 }
    const again = await evaluateModel({ ...task, split: 'test', options })
    expect(moved.scores).toEqual(again.scores)
    expect(moved.scores).not.toEqual(own.scores)
    expect(moved.ownScores).toEqual(own.scores)
  }, 120_000)

  it('says what a move is worth beside the own thresholds', async () => {
    expect((await whole({})).difference).toEqual({ verdict: 'same', noise: undefined })
    expect((await whole({ ...session.own })).difference.verdict).toBe('same')
    // No box passes: every text is lost, on every image.
    const { difference, scores } = await whole({ boxThreshold: 1 })
    expect(scores.detections).toBe(0)
    expect(difference.verdict).toBe('worse')
    expect(difference.noise?.gain).toBeLessThan(0)
  }, 60_000)

  it('tells one image with the boxes that the thresholds find', async () => {
    const { perImage } = await whole({})
    const { index, image, detections } = perImage[0]
    expect(tunedImage(session.id, index, {})).toMatchObject({ sample: { name: image }, width: 192, height: 192 })
    expect(tunedImage(session.id, index, {}).texts).toHaveLength(detections)
    expect(tunedImage(session.id, index, { boxThreshold: 1 }).texts).toEqual([])
    for (const wrong of [-1, images])
      expect(() => tunedImage(session.id, wrong, {})).toThrow(expect.objectContaining({ code: 'not-found' }))
  }, 60_000)

  it('gives up an earlier session when another starts', async () => {
    const { id } = session
    session = await startTuning(task)
    expect(() => tuningReport(id, {})).toThrow(expect.objectContaining({ code: 'detection-gone' }))
    expect((await whole({})).done).toBe(images)
  }, 60_000)
})

describe('differenceOf', () => {
  /** Images of ten texts, of which so many are found and nothing else. */
  const found = (...counts: readonly number[]) =>
    counts.map((matched) => ({
      match: {
        matched,
        groundTruths: 10,
        detections: matched,
        groundTruthStates: Array.from({ length: 10 }, (_, index): GroundTruthState =>
          index < matched ? 'matched' : 'missed',
        ),
        detectionStates: Array.from({ length: matched }, () => 'matched' as const),
        pairs: [],
      },
    }))
  const verdict = (own: readonly number[], others: readonly number[]) =>
    differenceOf(found(...own), found(...others)).verdict

  it.each([
    ['better', [5, 6, 5, 4, 6, 5], [8, 9, 8, 7, 9, 8]],
    ['worse', [8, 9, 8, 7, 9, 8], [5, 6, 5, 4, 6, 5]],
    ['noise', [5, 6, 5, 4, 6, 5], [9, 2, 8, 1, 6, 5]],
    ['same', [5, 6], [5, 6]],
    ['too-few', [5, 6, 5, 4], [8, 9, 8, 7]],
  ])('calls it %s', (expected, own, others) => {
    expect(verdict(own, others)).toBe(expected)
  })
})
