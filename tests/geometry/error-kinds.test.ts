// The kinds of errors on hand-made images, and their laws on any image.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countErrors,
  errorKinds,
  errorsOf,
  scoresWithout,
  type ErrorKind,
  type ImageErrors,
} from '../../src/geometry/error-kinds.ts'
import { matchOverlaps, matchImage, poolScores, type GroundTruth } from '../../src/geometry/icdar.ts'
import { coveredArea, intersectionArea, iou, overlapsOf } from '../../src/geometry/overlap.ts'
import type { Polygon } from '../../src/geometry/points.ts'
import { rect } from './cases.ts'

interface Told {
  readonly texts?: readonly Polygon[]
  readonly careless?: readonly Polygon[]
  readonly found?: readonly Polygon[]
  readonly small?: readonly number[]
}

function kindsOf({ texts = [], careless = [], found = [], small = [] }: Told): ImageErrors {
  const groundTruths = [
    ...texts.map((polygon): GroundTruth => ({ polygon, ignore: false })),
    ...careless.map((polygon): GroundTruth => ({ polygon, ignore: true })),
  ]
  const detections = found.map((polygon) => ({ polygon }))
  const overlaps = overlapsOf(groundTruths, detections)
  const match = matchOverlaps(groundTruths, detections.length, overlaps)
  return errorsOf({ match, overlaps, isTooSmall: (groundTruth) => small.includes(groundTruth) })
}

describe('errorsOf', () => {
  const word = rect(0, 0, 60, 20)
  const next = rect(70, 0, 130, 20)
  const line = rect(0, 0, 130, 20)

  it('gives no kind to what is matched or does not count', () => {
    expect(kindsOf({ texts: [word], careless: [next], found: [word, next] })).toEqual({
      groundTruths: [null, null],
      detections: [null, null],
    })
  })

  it('calls a text without any box missed, and a box without any text false', () => {
    expect(kindsOf({ texts: [word], found: [rect(300, 0, 360, 20)] })).toEqual({
      groundTruths: ['missed'],
      detections: ['false'],
    })
  })

  it('calls both sides low-overlap from an intersection over union of 0.1 to 0.5', () => {
    const lowered = (by: number): Polygon => rect(0, by, 60, by + 20)
    // 10 of 30 rows: 1/3. 16 rows down: 4 of 36 rows, 1/9. 17 rows down: 3 of 37 rows, 0.08.
    for (const by of [10, 16])
      expect(kindsOf({ texts: [word], found: [lowered(by)] })).toEqual({
        groundTruths: ['low-overlap'],
        detections: ['low-overlap'],
      })
    expect(kindsOf({ texts: [word], found: [lowered(17)] })).toEqual({
      groundTruths: ['missed'],
      detections: ['false'],
    })
  })

  it('calls words under one box merged, with the box', () => {
    expect(kindsOf({ texts: [word, next], found: [line] })).toEqual({
      groundTruths: ['merged', 'merged'],
      detections: ['merged'],
    })
  })

  it('calls the other word merged where the box is matched with the first', () => {
    // 60 of 100 columns are the long word's: matched; the short one lies in the same box.
    expect(kindsOf({ texts: [rect(0, 0, 60, 20), rect(65, 0, 95, 20)], found: [rect(0, 0, 100, 20)] })).toEqual({
      groundTruths: [null, 'merged'],
      detections: [null],
    })
  })

  it('calls a box over a text and a do-not-care region merged', () => {
    const found = rect(0, 0, 120, 20)
    // 50 of the box's 120 columns lie in the region, so that it counts; the text is 60/120.
    expect(kindsOf({ texts: [rect(0, 0, 60, 20)], careless: [rect(70, 0, 130, 20)], found: [found] })).toEqual({
      groundTruths: ['merged', null],
      detections: ['merged'],
    })
  })

  it('calls a line in several boxes split, with its boxes', () => {
    expect(kindsOf({ texts: [line], found: [word, next] })).toEqual({
      groundTruths: ['split'],
      detections: ['split', 'split'],
    })
  })

  it('calls the rest of a line split where its larger box is matched', () => {
    expect(kindsOf({ texts: [line], found: [rect(0, 0, 90, 20), rect(95, 0, 130, 20)] })).toEqual({
      groundTruths: [null],
      detections: [null, 'split'],
    })
  })

  it('calls a second box on a matched text split', () => {
    expect(kindsOf({ texts: [word], found: [word, rect(0, 0, 60, 19)] }).detections).toEqual([null, 'split'])
  })

  it('calls a text do-not-care whose box was set aside with a region', () => {
    expect(kindsOf({ texts: [word], careless: [rect(0, 0, 60, 15)], found: [word] })).toEqual({
      groundTruths: ['do-not-care', null],
      detections: [null],
    })
  })

  it('calls a box do-not-care that reaches into a region by a tenth and is on no text', () => {
    const careless = [rect(0, 0, 100, 20)]
    expect(kindsOf({ careless, found: [rect(80, 0, 180, 20)] }).detections).toEqual(['do-not-care'])
    expect(kindsOf({ careless, found: [rect(90, 0, 190, 20)] }).detections).toEqual(['false'])
  })

  it('calls a missed text too small where it is, with the box that nearly found it', () => {
    expect(kindsOf({ texts: [word, next], small: [1] }).groundTruths).toEqual(['missed', 'too-small'])
    expect(kindsOf({ texts: [word], found: [rect(0, 10, 60, 30)], small: [0] })).toEqual({
      groundTruths: ['too-small'],
      detections: ['too-small'],
    })
    expect(kindsOf({ texts: [word, next], found: [line], small: [0, 1] }).groundTruths).toEqual(['merged', 'merged'])
  })

  it('does not ask whether a text that was found is too small', () => {
    expect(kindsOf({ texts: [word], found: [word], small: [0] }).groundTruths).toEqual([null])
  })
})

describe('scoresWithout', () => {
  it('counts the fixed texts as found by one right box each', () => {
    // F = 2 x 6 / (10 + 10); with two merged words under one box found by two: 2 x 8 / (10 + 11).
    const scores = scoresWithout({ matched: 6, groundTruths: 10, detections: 10 }, { groundTruths: 2, detections: 1 })
    expect(scores).toMatchObject({ matched: 8, groundTruths: 10, detections: 11, recall: 0.8 })
    expect(scores.fScore).toBeCloseTo(16 / 21, 12)
  })
})

/** Upright boxes on a small page, so that they often lie on each other. */
const box = fc
  .tuple(fc.nat(80), fc.nat(80), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 30 }))
  .map(([left, top, width, height]): Polygon => rect(left, top, left + width, top + height))
const reported = fc.record({
  texts: fc.array(box, { maxLength: 8 }),
  careless: fc.array(box, { maxLength: 2 }),
  found: fc.array(box, { maxLength: 8 }),
  small: fc.uniqueArray(fc.nat(9)),
})
const seed = { seed: 10, numRuns: 150 }

function matchOf({ texts, careless, found }: Required<Omit<Told, 'small'>>) {
  const groundTruths = [
    ...texts.map((polygon): GroundTruth => ({ polygon, ignore: false })),
    ...careless.map((polygon): GroundTruth => ({ polygon, ignore: true })),
  ]
  return matchImage(
    groundTruths,
    found.map((polygon) => ({ polygon })),
  )
}

describe('on any image', () => {
  it('the kinds divide the errors: every missed text and false box has one, nothing else has', () => {
    fc.assert(
      fc.property(reported, (image) => {
        const errors = kindsOf(image)
        const { groundTruthStates, detectionStates } = matchOf(image)
        expect(errors.groundTruths.map((kind) => kind !== null)).toEqual(
          groundTruthStates.map((state) => state === 'missed'),
        )
        expect(errors.detections.map((kind) => kind !== null)).toEqual(
          detectionStates.map((state) => state === 'false'),
        )
        const known: readonly (ErrorKind | null)[] = [...errorKinds, null]
        expect([...errors.groundTruths, ...errors.detections].filter((kind) => !known.includes(kind))).toEqual([])
      }),
      seed,
    )
  })

  it('no fix lowers a score, and fixing all gives an F-score of 1', () => {
    fc.assert(
      fc.property(fc.array(reported, { minLength: 1, maxLength: 3 }), (images) => {
        const scores = poolScores(images.map(matchOf))
        const errors = images.map(kindsOf)
        const counts = errorKinds.map((kind) => countErrors(errors, kind))
        for (const count of counts) {
          const without = scoresWithout(scores, count)
          expect(without.fScore).toBeGreaterThanOrEqual(scores.fScore)
          expect(without.recall).toBeLessThanOrEqual(1)
          expect(without.precision).toBeLessThanOrEqual(1)
        }
        const total = (of: 'groundTruths' | 'detections'): number => counts.reduce((sum, count) => sum + count[of], 0)
        expect(total('groundTruths')).toBe(scores.groundTruths - scores.matched)
        expect(total('detections')).toBe(scores.detections - scores.matched)
        const all = scoresWithout(scores, { groundTruths: total('groundTruths'), detections: total('detections') })
        expect(all.fScore).toBe(scores.groundTruths === 0 ? 0 : 1)
      }),
      seed,
    )
  })

  it('texts are missed only where no box is near, boxes false only where no text is', () => {
    fc.assert(
      fc.property(reported, (image) => {
        const errors = kindsOf(image)
        const { detectionStates } = matchOf(image)
        for (const [groundTruth, kind] of errors.groundTruths.entries()) {
          const near = image.found.filter(
            (polygon, index) =>
              detectionStates[index] === 'false' && iou(image.texts[groundTruth] ?? [], polygon) >= 0.1,
          )
          if (kind === 'missed') expect(near).toEqual([])
        }
        for (const [index, kind] of errors.detections.entries())
          if (kind === 'false')
            expect(image.texts.filter((polygon) => iou(polygon, image.found[index]) >= 0.1)).toEqual([])
      }),
      seed,
    )
  })

  it('the overlaps are those of every pair that shares area, in order', () => {
    fc.assert(
      fc.property(fc.array(box, { maxLength: 6 }), fc.array(box, { maxLength: 6 }), (texts, found) => {
        const as = (polygon: Polygon) => ({ polygon })
        const pairs = texts.flatMap((text, groundTruth) =>
          found.map((other, detection) => {
            const shared = intersectionArea(text, other)
            const shares = { ofGroundTruth: shared / coveredArea(text), ofDetection: shared / coveredArea(other) }
            return { groundTruth, detection, iou: iou(text, other), ...shares }
          }),
        )
        expect(overlapsOf(texts.map(as), found.map(as))).toEqual(pairs.filter((pair) => pair.iou > 0))
      }),
      seed,
    )
  })
})
