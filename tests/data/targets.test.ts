// DB's target maps, by hand on rectangles and by property on random texts.
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { defaultTargets, emptyTargets, makeTargets, textSize } from '../../src/data/targets.ts'
import type { TextInstance } from '../../src/data/types.ts'
import { rectangle, sameBits, scatteredTexts, textOf } from './images.ts'

const size = { height: 120, width: 200 }
const targetsOf = (...texts: readonly TextInstance[]): ReturnType<typeof makeTargets> =>
  makeTargets(texts, size, defaultTargets)
const at = (x: number, y: number): number => y * size.width + x
const sum = (map: Float32Array): number => map.reduce((total, value) => total + value, 0)

// 100x40 at (50, 50): A = 4000, L = 280, distance = 4000 x (1 - 0.16) / 280 = 12.
const text = textOf(rectangle(50, 50, 100, 40))

describe('the probability map', () => {
  it('is 1 inside the text shrunk by A (1 - 0.16) / L', () => {
    const { shrinkMap, shrinkMask } = targetsOf(text)
    // From (62, 62) to (138, 78), outline included: 77 x 17 pixels.
    expect(sum(shrinkMap)).toBe(77 * 17)
    expect([at(62, 62), at(138, 62), at(62, 78), at(138, 78)].map((pixel) => shrinkMap[pixel])).toEqual([1, 1, 1, 1])
    expect([at(61, 70), at(139, 70), at(100, 61), at(100, 79)].map((pixel) => shrinkMap[pixel])).toEqual([0, 0, 0, 0])
    expect(sum(shrinkMask)).toBe(size.height * size.width)
  })

  it('does not count where a text is do-not-care', () => {
    const { shrinkMap, shrinkMask, thresholdMask } = targetsOf(textOf(text.polygon, true))
    expect(sum(shrinkMap)).toBe(0)
    // 101 x 41 pixels, outline included.
    expect(sum(shrinkMask)).toBe(size.height * size.width - 101 * 41)
    expect(shrinkMask[at(50, 50)]).toBe(0)
    expect(sum(thresholdMask)).toBe(0)
  })

  it('does not count where a text is smaller than 8 pixels', () => {
    const small = targetsOf(textOf(rectangle(20, 20, 60, 7)))
    expect(sum(small.shrinkMap)).toBe(0)
    expect(small.shrinkMask[at(40, 23)]).toBe(0)
    const enough = targetsOf(textOf(rectangle(20, 20, 60, 8)))
    expect(sum(enough.shrinkMap)).toBeGreaterThan(0)
    expect(enough.shrinkMask[at(40, 23)]).toBe(1)
  })

  it('measures a slanted text across, not by its bounds', () => {
    // A strip of 6 px at 45 degrees: its bounds are about 75 px each way.
    const strip = textOf([
      [10, 10],
      [80, 80],
      [80 - 4.24, 84.24],
      [5.76, 14.24],
    ])
    expect(textSize(strip.polygon)).toBeCloseTo(6, 1)
    expect(sum(targetsOf(strip).shrinkMap)).toBe(0)
  })

  it('does not count where a text has no area', () => {
    const { shrinkMap, shrinkMask } = targetsOf(
      textOf([
        [10, 10],
        [60, 60],
        [60, 60],
        [10, 10],
      ]),
    )
    expect(sum(shrinkMap)).toBe(0)
    expect(shrinkMask[at(30, 30)]).toBe(0)
  })

  it('keeps every part of a text that falls apart when it shrinks', () => {
    // Two 60x40 blocks joined by a strip of 6 px: A = 2 x 2400 + 20 x 6 = 4920, L = 2 x 200 + 2 x 20 - 12 = 428, distance 9.66.
    const dumbbell = textOf([
      [10, 40],
      [70, 40],
      [70, 57],
      [90, 57],
      [90, 40],
      [150, 40],
      [150, 80],
      [90, 80],
      [90, 63],
      [70, 63],
      [70, 80],
      [10, 80],
    ])
    const { shrinkMap } = targetsOf(dumbbell)
    expect([shrinkMap[at(40, 60)], shrinkMap[at(80, 60)], shrinkMap[at(120, 60)]]).toEqual([1, 0, 1])
  })
})

describe('the threshold map', () => {
  it('is 0.7 on the outline and falls to 0.3 at the distance, inwards and outwards', () => {
    const { thresholdMap } = targetsOf(text)
    expect(thresholdMap[at(100, 50)]).toBeCloseTo(0.7)
    expect(thresholdMap[at(100, 56)]).toBeCloseTo(0.5) // half the distance inside
    expect(thresholdMap[at(100, 44)]).toBeCloseTo(0.5) // half the distance outside
    expect(thresholdMap[at(100, 62)]).toBeCloseTo(0.3)
    expect(thresholdMap[at(100, 70)]).toBeCloseTo(0.3)
    // 3 left of and 4 above the corner: 5 away. 0.7 - 0.4 x 5 / 12.
    expect(thresholdMap[at(47, 46)]).toBeCloseTo(0.7 - (0.4 * 5) / 12)
  })

  it('counts inside the text grown by the distance, corners rounded', () => {
    const { thresholdMask } = targetsOf(text)
    expect([at(100, 70), at(38, 70), at(100, 38)].map((pixel) => thresholdMask[pixel])).toEqual([1, 1, 1])
    // (39, 39) is 15.6 from the corner (50, 50), (42, 42) is 11.3.
    expect([at(37, 70), at(100, 37), at(39, 39), at(42, 42)].map((pixel) => thresholdMask[pixel])).toEqual([0, 0, 0, 1])
  })

  it('takes the higher value where texts are close', () => {
    const other = textOf(rectangle(50, 92, 100, 20))
    const [both, upper, lower] = [targetsOf(text, other), targetsOf(text), targetsOf(other)]
    const higher = upper.thresholdMap.map((value, pixel) => Math.max(value, lower.thresholdMap[pixel]))
    expect(sameBits(both.thresholdMap, higher)).toBe(true)
  })
})

describe('makeTargets', () => {
  it('counts everything as background where there is no text', () => {
    const { shrinkMap, shrinkMask, thresholdMap, thresholdMask } = targetsOf()
    expect([sum(shrinkMap), sum(shrinkMask), sum(thresholdMask)]).toEqual([0, size.height * size.width, 0])
    expect(thresholdMap.every((value) => value === Math.fround(0.3))).toBe(true)
  })

  it('writes the same into used memory as into new', () => {
    const used = emptyTargets(size.height * size.width)
    for (const map of Object.values(used)) map.fill(0.5)
    const fresh = targetsOf(text)
    makeTargets([text], size, defaultTargets, used)
    expect(sameBits(used.shrinkMap, fresh.shrinkMap)).toBe(true)
    expect(sameBits(used.shrinkMask, fresh.shrinkMask)).toBe(true)
    expect(sameBits(used.thresholdMap, fresh.thresholdMap)).toBe(true)
    expect(sameBits(used.thresholdMask, fresh.thresholdMask)).toBe(true)
  })

  it('stays in range for texts of any size and place', () => {
    for (let round = 0; round < 60; round++) {
      const random = new Random('targets', round)
      const texts = scatteredTexts(random.int(12), 300, 200, random) // up to 100 px beyond the maps
      const { shrinkMap, shrinkMask, thresholdMap, thresholdMask } = targetsOf(...texts)
      for (const map of [shrinkMap, shrinkMask, thresholdMask])
        expect(map.every((value) => value === 0 || value === 1)).toBe(true)
      expect(thresholdMap.every((value) => value >= Math.fround(0.3) && value <= Math.fround(0.7))).toBe(true)
    }
  })
})
