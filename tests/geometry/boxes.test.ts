// From probability maps to texts.
import { describe, expect, it } from 'vitest'
import { defaultPostProcessing, findTexts, toOriginal, type PostProcessing } from '../../src/geometry/boxes.ts'
import { fillPolygon } from '../../src/geometry/fill.ts'
import { offsetPolygon, shrinkDistance } from '../../src/geometry/offset.ts'
import { coveredArea, intersectionArea, iou } from '../../src/geometry/overlap.ts'
import { boundsOf, type Polygon } from '../../src/geometry/points.ts'
import type { Raster } from '../../src/geometry/raster.ts'
import { polygonFrom, rect, turnedRect } from './cases.ts'

interface Patch {
  readonly polygon: Polygon
  readonly probability: number
}

function mapOf(patches: readonly Patch[], width = 200, height = 120): Raster<Float32Array> {
  const map = { data: new Float32Array(width * height), width, height }
  for (const { polygon, probability } of patches) fillPolygon(map, polygon, probability)
  return map
}

function settings(changes: Partial<PostProcessing>): PostProcessing {
  return { ...defaultPostProcessing, ...changes }
}

const word: Patch = { polygon: rect(50, 40, 110, 60), probability: 0.75 }

describe('findTexts', () => {
  it('grows the rectangle by area x 1.5 / perimeter and keeps the mean probability', () => {
    const [text, ...rest] = findTexts(mapOf([word]))
    expect(rest).toEqual([])
    expect(text.score).toBe(0.75)
    // 60 x 20 x 1.5 / 160 = 11.25
    expect(text.polygon).toEqual(rect(38.75, 28.75, 121.25, 71.25))
  })

  it('finds nothing in an empty map and in one below the threshold', () => {
    expect(findTexts(mapOf([]))).toEqual([])
    expect(findTexts(mapOf([{ ...word, probability: 0.2 }]))).toEqual([])
  })

  it('drops texts whose mean is below the box threshold and keeps those that reach it', () => {
    expect(findTexts(mapOf([word]), settings({ boxThreshold: 0.75 }))).toHaveLength(1)
    expect(findTexts(mapOf([word]), settings({ boxThreshold: 0.76 }))).toHaveLength(0)
  })

  it('drops regions thinner than the smallest side, before and after growing', () => {
    const thin = (rows: number): Raster<Float32Array> =>
      mapOf([{ polygon: rect(50, 40, 110, 40 + rows), probability: 0.75 }])
    expect(findTexts(thin(2))).toHaveLength(0)
    expect(findTexts(thin(3))).toHaveLength(1)
    expect(findTexts(thin(4), settings({ unclipRatio: 0 }))).toHaveLength(0)
    expect(findTexts(thin(5), settings({ unclipRatio: 0 }))).toHaveLength(1)
  })

  it('passes over specks without counting them as candidates', () => {
    const specks = Array.from({ length: 40 }, (_, index): Patch => ({
      polygon: [[4 * index, 2]],
      probability: 0.9,
    }))
    const found = findTexts(
      mapOf([...specks, word, { polygon: rect(50, 80, 110, 100), probability: 0.5 }]),
      settings({ maxCandidates: 1 }),
    )
    expect(found.map(({ score }) => score)).toEqual([0.75])
  })

  it('does not take the hole of a frame for a text, but finds the text inside it', () => {
    const frame: Patch[] = [
      { polygon: rect(10, 10, 190, 110), probability: 0.6 },
      { polygon: rect(15, 15, 185, 105), probability: 0 },
    ]
    expect(findTexts(mapOf(frame), settings({ boxThreshold: 0 }))).toHaveLength(1)
    expect(findTexts(mapOf([...frame, word]), settings({ boxThreshold: 0 }))).toHaveLength(2)
  })

  it('finds again what training shrank, turned at any angle', () => {
    for (let degrees = -80; degrees <= 80; degrees += 20) {
      const groundTruth = turnedRect([100, 60], [90, 24], degrees)
      const [shrunk] = offsetPolygon(groundTruth, -shrinkDistance(groundTruth, 0.4))
      const found = findTexts(mapOf([{ polygon: shrunk, probability: 0.9 }]))
      expect(found).toHaveLength(1)
      // The shrunk 74 x 8 grows by 74 x 8 x 1.5 / 164 = 5.4 on each side to about 85 x 19 of the true 90 x 24: 0.75.
      expect(iou(found[0].polygon, groundTruth), `${degrees} degrees`).toBeGreaterThan(0.7)
    }
  })

  it('follows a bent text with polygon output where a rectangle cannot', () => {
    const bent = polygonFrom('20,20 60,20 60,90 180,90 180,110 40,110 40,40 20,40')
    const map = mapOf([{ polygon: bent, probability: 0.9 }])
    const [polygon] = findTexts(map, settings({ output: 'polygon', polygonUnclipRatio: 0.2 }))
    const [quad] = findTexts(map, settings({ boxThreshold: 0, unclipRatio: 0.2 }))
    expect(polygon.polygon.length).toBeGreaterThan(4)
    expect(intersectionArea(polygon.polygon, bent) / coveredArea(bent)).toBeGreaterThan(0.98)
    expect(iou(polygon.polygon, bent)).toBeGreaterThan(0.7)
    expect(iou(quad.polygon, bent)).toBeLessThan(0.4)
    expect(polygon.score).toBeCloseTo(0.9, 1)
  })

  it('drops thin, unsure and cornerless regions with polygon output too', () => {
    const options = settings({ output: 'polygon' })
    expect(findTexts(mapOf([word]), options)).toHaveLength(1)
    expect(findTexts(mapOf([word]), { ...options, boxThreshold: 0.8 })).toHaveLength(0)
    expect(findTexts(mapOf([word]), { ...options, minFinalSide: 100 })).toHaveLength(0)
    expect(findTexts(mapOf([{ ...word, polygon: polygonFrom('20,20 80,20 50,80') }]), options)).toHaveLength(0)
  })
})

describe('toOriginal', () => {
  const texts = [{ polygon: rect(-5, 10, 50, 30), score: 0.5 }]

  it('scales to the original image and moves corners outside onto its edge', () => {
    const [text] = toOriginal(texts, { scaleX: 2, scaleY: 3, width: 90, height: 200 })
    expect(text).toEqual({ polygon: rect(0, 30, 90, 90), score: 0.5 })
  })

  it('drops texts that lie in the padding', () => {
    expect(toOriginal(texts, { scaleX: 1, scaleY: 1, width: 100, height: 10 })).toEqual([])
  })

  it('keeps turned boxes where they are when they fit', () => {
    const turned = turnedRect([50, 50], [30, 10], 20)
    const [text] = toOriginal([{ polygon: turned, score: 1 }], { scaleX: 1, scaleY: 1, width: 100, height: 100 })
    expect(boundsOf(text.polygon)).toEqual(boundsOf(turned))
  })
})
