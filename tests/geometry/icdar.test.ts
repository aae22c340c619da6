// The ICDAR2015 protocol on hand-made cases.
import { describe, expect, it } from 'vitest'
import { matchImage, imageScores, poolScores, type ImageMatch, type GroundTruth } from '../../src/geometry/icdar.ts'
import type { Polygon } from '../../src/geometry/points.ts'
import { polygonFrom, rect } from './cases.ts'

const text = (polygon: Polygon): GroundTruth => ({ polygon, ignore: false })
const careless = (polygon: Polygon): GroundTruth => ({ polygon, ignore: true })
const match = (groundTruths: readonly GroundTruth[], ...detections: readonly Polygon[]): ImageMatch =>
  matchImage(
    groundTruths,
    detections.map((polygon) => ({ polygon })),
  )

describe('matchImage', () => {
  it('matches a text with a detection that overlaps it by more than half', () => {
    const found = match([text(rect(0, 0, 100, 20))], rect(0, 0, 90, 20))
    expect(found).toEqual({
      groundTruthStates: ['matched'],
      detectionStates: ['matched'],
      pairs: [{ groundTruth: 0, detection: 0, iou: 0.9 }],
      matched: 1,
      groundTruths: 1,
      detections: 1,
    })
  })

  it('does not match at an intersection over union of exactly 0.5', () => {
    const found = match([text(rect(0, 0, 100, 20))], rect(0, 0, 50, 20))
    expect(found.groundTruthStates).toEqual(['missed'])
    expect(found.detectionStates).toEqual(['false'])
    expect(match([text(rect(0, 0, 100, 20))], rect(0, 0, 51, 20)).matched).toBe(1)
  })

  it('gives one detection over two texts to one of them only', () => {
    // Over both: 60 + 60 of 130 wide, so 60 / 130 < 0.5 with each. Over the first and a bit of the second: 60 / 80 > 0.5 with the first.
    const pair = [text(rect(0, 0, 60, 20)), text(rect(70, 0, 130, 20))]
    expect(match(pair, rect(0, 0, 130, 20))).toMatchObject({ matched: 0, detectionStates: ['false'] })
    expect(match(pair, rect(0, 0, 80, 20)).groundTruthStates).toEqual(['matched', 'missed'])
  })

  it('counts the second of two detections of one text as false', () => {
    const found = match([text(rect(0, 0, 100, 20))], rect(0, 0, 95, 20), rect(0, 0, 100, 20))
    expect(found.detectionStates).toEqual(['matched', 'false'])
    expect(found.matched).toBe(1)
  })

  it('goes through the texts in their order, each taking the first detection that fits, not the best', () => {
    // The first text takes the detection that would have fitted the second better; the second is then missed.
    const [a, b] = [rect(0, 0, 100, 20), rect(20, 0, 120, 20)]
    expect(match([text(a), text(b)], rect(15, 0, 115, 20)).groundTruthStates).toEqual(['matched', 'missed'])
    expect(match([text(b), text(a)], rect(15, 0, 115, 20)).groundTruthStates).toEqual(['matched', 'missed'])
  })

  it('leaves out detections of which more than half lies in a do-not-care region', () => {
    const region = careless(rect(0, 0, 200, 100))
    const found = match([region], rect(150, 0, 249, 20), rect(150, 0, 250, 20), rect(500, 0, 600, 20))
    // 50 / 99 > 0.5 is left out; 50 / 100 is not more than a half.
    expect(found.detectionStates).toEqual(['ignored', 'false', 'false'])
    expect(found).toMatchObject({ groundTruthStates: ['ignored'], groundTruths: 0, detections: 2, matched: 0 })
  })

  it('leaves such a detection out even where it would fit a text', () => {
    const found = match([text(rect(0, 0, 100, 20)), careless(rect(0, 0, 100, 15))], rect(0, 0, 100, 20))
    expect(found).toMatchObject({
      groundTruthStates: ['missed', 'ignored'],
      detectionStates: ['ignored'],
      detections: 0,
    })
  })

  it('looks at each do-not-care region by itself, not at their union', () => {
    const found = match([careless(rect(0, 0, 50, 20)), careless(rect(50, 0, 100, 20))], rect(0, 0, 100, 20))
    expect(found.detectionStates).toEqual(['false'])
  })

  it('never matches a do-not-care text', () => {
    // The detection lies exactly half in the region, so it stays; its overlap with the region is 0.5 as well.
    const found = match([careless(rect(0, 0, 50, 20))], rect(0, 0, 100, 20))
    expect(found).toMatchObject({ groundTruthStates: ['ignored'], matched: 0, groundTruths: 0, detections: 1 })
  })

  it('matches polygons with more than four corners, convex or not', () => {
    const ell = polygonFrom('0,0 20,0 20,60 80,60 80,80 0,80')
    expect(match([text(ell)], ell).pairs).toEqual([{ groundTruth: 0, detection: 0, iou: 1 }])
    expect(match([text(ell)], rect(0, 0, 80, 80)).matched).toBe(0)
  })

  it('takes detections without area for false', () => {
    const found = match([text(rect(0, 0, 9, 9)), careless(rect(0, 0, 9, 9))], polygonFrom('1,1 2,2 3,3'))
    expect(found.detectionStates).toEqual(['false'])
  })

  it('takes images without texts, without detections, and without both', () => {
    expect(match([])).toEqual({
      groundTruthStates: [],
      detectionStates: [],
      pairs: [],
      matched: 0,
      groundTruths: 0,
      detections: 0,
    })
    expect(match([], rect(0, 0, 9, 9))).toMatchObject({ groundTruths: 0, detections: 1 })
    expect(match([text(rect(0, 0, 9, 9))])).toMatchObject({
      groundTruths: 1,
      detections: 0,
      groundTruthStates: ['missed'],
    })
  })
})

describe('poolScores', () => {
  const one = match([text(rect(0, 0, 9, 9)), text(rect(20, 0, 29, 9))], rect(0, 0, 9, 9))
  const none = match([], rect(0, 0, 9, 9), rect(20, 0, 29, 9))

  it('adds up the counts before dividing', () => {
    // 1 matched, 2 texts, 3 detections: P = 1/3, R = 1/2, F = 2 x 1/6 / (5/6) = 0.4.
    const scores = poolScores([one, none])
    expect(scores).toMatchObject({ matched: 1, groundTruths: 2, detections: 3, recall: 0.5 })
    expect(scores.precision).toBeCloseTo(1 / 3, 12)
    expect(scores.fScore).toBeCloseTo(0.4, 12)
  })

  it('is 0 wherever it would divide by 0', () => {
    const zeros = { precision: 0, recall: 0, fScore: 0 }
    expect(poolScores([])).toEqual({ ...zeros, matched: 0, groundTruths: 0, detections: 0 })
    expect(poolScores([none])).toMatchObject(zeros)
    expect(poolScores([match([text(rect(0, 0, 9, 9))])])).toMatchObject(zeros)
  })
})

describe('imageScores', () => {
  it('is the pooled score of an image with texts that count', () => {
    const found = match([text(rect(0, 0, 9, 9)), text(rect(20, 0, 29, 9))], rect(0, 0, 9, 9))
    expect(imageScores(found)).toEqual(poolScores([found]))
    expect(imageScores(found)).toMatchObject({ precision: 1, recall: 0.5 })
  })

  it('gives an image without such texts recall 1, and precision 1 only when nothing was detected', () => {
    expect(imageScores(match([]))).toMatchObject({ precision: 1, recall: 1, fScore: 1 })
    expect(imageScores(match([], rect(0, 0, 9, 9)))).toMatchObject({ precision: 0, recall: 1, fScore: 0 })
    expect(imageScores(match([careless(rect(0, 0, 9, 9))], rect(0, 0, 9, 9)))).toMatchObject({ precision: 1 })
  })
})
