// Counts over a grid of thresholds are those of one evaluation per cell, and the noise of a gain.
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { gridAround, Sweep, sweeping } from '../../src/detect/sweep.ts'
import { noiseOf, type PairedCounts } from '../../src/detect/noise.ts'
import { answerOf, textsOf } from '../../src/detect/detector.ts'
import type { ProbabilityMap } from '../../src/detect/probability-map.ts'
import { defaultDetectorSettings } from '../../src/detect/settings.ts'
import { defaultPostProcessing, type PostProcessing } from '../../src/geometry/boxes.ts'
import { matchImage, poolScores } from '../../src/geometry/icdar.ts'
import type { Polygon } from '../../src/geometry/points.ts'
import { placesOf, settingsAt, type SweepGrid } from '../../src/geometry/sweep.ts'
import { anyMap } from '../geometry/cases.ts'

const size = 96
const image = { width: 144, height: 144 }
const grid: SweepGrid = {
  binaryThresholds: [0.1, 0.2, 0.4],
  boxThresholds: [0.2, 0.3, 0.6],
  unclipRatios: [0.5, 1.5, 2.5],
}

/** A map of an image half as large again, and texts that lie near what is found in it, some of them twice, some do-not-care. */
function caseOf(seed: number) {
  const random = new Random(seed, 'sweep')
  const scale = size / image.width
  const input = { data: new Float32Array(0), height: size, width: size, contentWidth: size, contentHeight: size }
  const map: ProbabilityMap = {
    ...anyMap(random, size, 14),
    input: { ...input, scaleX: scale, scaleY: scale },
  }
  const moved = (polygon: Polygon, by: number): Polygon => polygon.map(([x, y]) => [x + by, y + by / 2] as const)
  const texts = textsOf(map, image, defaultPostProcessing).flatMap(({ polygon }, index) => {
    const text = { transcript: 'a', ignore: random.next() < 0.15, line: index + 1 }
    const near = { ...text, polygon: moved(polygon, random.uniform(-6, 6)) }
    return random.next() < 0.3 ? [near, { ...text, polygon: moved(polygon, random.uniform(-9, 9)) }] : [near]
  })
  const sample = { name: `${seed}.png`, imagePath: '', groundTruthPath: '', texts }
  return { map, sample }
}

const cases = Array.from({ length: 4 }, (_, seed) => caseOf(seed))

function swept(settings: PostProcessing) {
  const sweep = new Sweep(settings, grid)
  for (const { map, sample } of cases) sweep.add(map, image, sample)
  return sweep.report()
}

describe('a sweep', () => {
  it.each(['quad', 'polygon'] as const)(
    'counts in every cell what an evaluation with its settings counts: %s',
    (output) => {
      const settings: PostProcessing = { ...defaultPostProcessing, output, polygonUnclipRatio: 1.5, maxCandidates: 9 }
      const { cells } = swept(settings)
      const scores = placesOf(grid).map((place) => {
        const at = settingsAt(settings, grid, place)
        return poolScores(cases.map(({ map, sample }) => matchImage(sample.texts, textsOf(map, image, at))))
      })
      expect(cells.map(({ matched, detections, groundTruths }) => [matched, detections, groundTruths])).toEqual(
        scores.map(({ matched, detections, groundTruths }) => [matched, detections, groundTruths]),
      )
      expect(new Set(cells.map(({ fScore }) => fScore)).size).toBeGreaterThan(12)
    },
  )

  it('names the current cell and the best one', () => {
    const { cells, current, best } = swept(defaultPostProcessing)
    expect(current).toMatchObject({ binaryThreshold: 0.2, boxThreshold: 0.3, unclipRatio: 1.5 })
    expect(best.fScore).toBe(Math.max(...cells.map(({ fScore }) => fScore)))
  })

  it('takes of equally good cells the one nearest to the current', () => {
    const sweep = new Sweep(defaultPostProcessing, grid)
    const { map, sample } = cases[0]
    sweep.add({ ...map, data: new Float32Array(size * size) }, image, sample)
    const { best, current, noise } = sweep.report()
    expect(best).toBe(current)
    expect(noise).toBeUndefined()
  })

  it('tells what a detection tells, and in which cells the limit of areas was reached', async () => {
    const postProcessing: PostProcessing = { ...defaultPostProcessing, maxCandidates: 2 }
    const settings = { ...defaultDetectorSettings, postProcessing }
    const { map, sample } = cases[0]
    const whole = { ...image, data: new Uint8Array(0) }
    const sweep = new Sweep(postProcessing, { ...grid, binaryThresholds: [0.2, 0.99] })
    const look = () => Promise.resolve({ map, prepareMs: 0, networkMs: 0 })
    const finder = sweeping({ settings, look }, sweep, {})
    const found = await finder.find(whole, sample)
    await finder.after?.(found, { image: whole, sample })
    expect(found).toEqual(answerOf(map, whole, settings))
    expect(found.notes?.map(({ code }) => code)).toContain('candidates-capped')
    const { cells } = sweep.report()
    expect(cells.map(({ binaryThreshold, capped }) => capped === (binaryThreshold === 0.2 ? 1 : 0))).not.toContain(
      false,
    )
  })

  it('tries the settings of the model whatever they are', () => {
    const { binaryThresholds, boxThresholds, unclipRatios } = gridAround({
      ...defaultPostProcessing,
      binaryThreshold: 0.22,
      boxThreshold: 0.95,
      output: 'polygon',
      polygonUnclipRatio: 5,
    })
    expect([binaryThresholds.includes(0.22), boxThresholds.at(-1), unclipRatios.at(-1)]).toEqual([true, 0.95, 5])
  })
})

describe('noiseOf', () => {
  /** Images of ten texts: the current way finds six, the other as many more as told. */
  const counts = (more: (image: number) => number, images = 40): PairedCounts => ({
    groundTruths: Array.from({ length: images }, () => 10),
    matched: Array.from({ length: images }, (_, image) => Int32Array.of(6, 6 + more(image))),
    detections: Array.from({ length: images }, () => Int32Array.of(10, 10)),
  })

  it('calls a gain on every image more than noise, and gives its interval', () => {
    const noise = noiseOf(
      counts(() => 1),
      0,
      1,
    )!
    expect(noise.beyondNoise).toBe(true)
    expect(noise.gain).toBeCloseTo(0.1, 12)
    expect(noise.interval[0]).toBeCloseTo(0.1, 12)
    expect(noise.gainElsewhere).toBeCloseTo(0.1, 12)
  })

  it('calls a gain that a few images make noise', () => {
    const noise = noiseOf(
      counts((index) => (index === 0 ? 4 : index % 2 === 0 ? 1 : -1)),
      0,
      1,
    )!
    expect(noise.gain).toBeGreaterThan(0)
    expect(noise.interval[0]).toBeLessThan(0)
    expect(noise.interval[1]).toBeGreaterThan(noise.gain)
    expect(noise.beyondNoise).toBe(false)
  })

  it('covers the true gain in about as many sets as it says', () => {
    const random = new Random(3, 'coverage')
    let covered = 0
    for (let set = 0; set < 40; set++) {
      const { interval } = noiseOf(
        counts(() => random.int(3) - 1),
        0,
        1,
      )!
      if (interval[0] <= 0 && interval[1] >= 0) covered++
    }
    expect(covered).toBeGreaterThanOrEqual(34)
  })

  it('gives the same answer each time, and none for fewer than five images', () => {
    const noisy = counts((index) => (index % 3) - 1)
    expect(noiseOf(noisy, 0, 1)).toEqual(noiseOf(noisy, 0, 1))
    expect(
      noiseOf(
        counts(() => 1, 4),
        0,
        1,
      ),
    ).toBeUndefined()
  })
})
