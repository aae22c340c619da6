// Tiles: when images are cut, that the cuts cover them with an overlap, and that the maps fit together without a seam.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultPreprocessing } from '../../src/data/preprocess.ts'
import type { RgbImage } from '../../src/data/types.ts'
import { defaultPostProcessing } from '../../src/geometry/boxes.ts'
import { answerOf } from '../../src/detect/detector.ts'
import { defaultDetectorSettings } from '../../src/detect/settings.ts'
import { cropTile, largestMap, MapOfTiles, planTiles, type Tiling } from '../../src/detect/tiles.ts'

const preprocessing = defaultPreprocessing

function must(tiling: Tiling | undefined): Tiling {
  if (tiling === undefined) throw new Error('seen whole')
  return tiling
}

describe('planTiles', () => {
  it.each([
    ['a photograph', 4000, 3000, undefined],
    ['a page at 300 dots an inch', 2480, 3508, undefined],
    ['a small image', 300, 200, undefined],
    ['an image of the usual screen', 1920, 1080, undefined],
    ['a long screenshot', 720, 12_000, [1, 12]],
    ['a strip', 1200, 40, [2, 1]],
    ['a large drawing', 20_000, 20_000, [7, 7]],
  ] as const)('sees %s of %ix%i in tiles of %j', (_, width, height, tiles) => {
    const tiling = planTiles({ width, height }, preprocessing, 'auto')
    expect(tiling && [tiling.columns.length, tiling.rows.length]).toEqual(tiles)
  })

  it('cuts by the size that was asked for, and not at all when off', () => {
    const { tile, scale } = must(planTiles({ width: 4000, height: 3000 }, preprocessing, 1600))
    expect({ tile, scale }).toEqual({ tile: { width: 1600, height: 1600 }, scale: 0.5 })
    expect(planTiles({ width: 720, height: 12_000 }, preprocessing, 'off')).toBeUndefined()
  })

  it('never plans a map larger than the largest', () => {
    const { map } = must(planTiles({ width: 60_000, height: 60_000 }, preprocessing, 100))
    expect(map.width * map.height).toBeLessThanOrEqual(largestMap)
  })

  it('cuts strips that are resized by their short side', () => {
    const shortSide = { ...preprocessing, resize: 'short-side' } as const
    expect(planTiles({ width: 800, height: 1000 }, shortSide, 'auto')).toBeUndefined()
    expect(must(planTiles({ width: 720, height: 12_000 }, shortSide, 'auto')).input).toEqual({
      width: 736,
      height: 736,
    })
  })

  it('covers every image, with an overlap between neighbours', () => {
    const side = fc.integer({ min: 1, max: 30_000 })
    fc.assert(
      fc.property(side, side, fc.integer({ min: 200, max: 5000 }), (width, height, size) => {
        const { columns, tile } = must(planTiles({ width, height }, preprocessing, size))
        expect(columns[0]).toBe(0)
        expect(columns[columns.length - 1] + tile.width).toBeGreaterThanOrEqual(width)
        for (let at = 1; at < columns.length; at++)
          expect(columns[at - 1] + 0.75 * tile.width).toBeGreaterThanOrEqual(columns[at])
      }),
      { numRuns: 100, seed: 1 },
    )
  })
})

describe('MapOfTiles', () => {
  const image = { width: 200, height: 90, data: Uint8Array.from({ length: 200 * 90 * 3 }, (_, index) => index % 251) }
  const tiling = must(planTiles(image, { ...preprocessing, size: [64, 64] }, 64))

  it.each([
    ['of the input', (part: RgbImage) => ({ ...part, width: 64, height: 64 })],
    ['of what the image has there', (part: RgbImage) => part],
  ])('gives back what the tiles were cut from, from maps of the size %s', (_, sizeOf) => {
    const whole = new MapOfTiles(tiling)
    for (const [row, y] of tiling.rows.entries())
      for (const [column, x] of tiling.columns.entries()) {
        const part = cropTile(image, tiling, { x, y })
        const { width, height } = sizeOf(part)
        const map = new Float32Array(width * height).fill(-1)
        for (let at = 0; at < part.width * part.height; at++)
          map[Math.floor(at / part.width) * width + (at % part.width)] = part.data[3 * at]
        whole.place({ data: map, width, height }, row, column)
      }
    expect(tiling.columns.length * tiling.rows.length).toBeGreaterThan(4)
    expect([...whole.data]).toEqual(Array.from({ length: 200 * 90 }, (_, at) => image.data[3 * at]))
  })
})

describe('answerOf', () => {
  const settings = { ...defaultDetectorSettings, postProcessing: { ...defaultPostProcessing, maxCandidates: 2 } }
  /** Three texts of 20x10 below each other. */
  const data = Float32Array.from({ length: 64 * 64 }, (_, at) =>
    at % 64 < 20 && Math.floor(at / 64) % 20 < 10 ? 0.9 : 0,
  )
  const input = { width: 64, height: 64, scaleX: 1, scaleY: 1, contentWidth: 64, contentHeight: 64 }
  const map = { data: data.fill(0, 60 * 64), width: 64, height: 64, input }

  it('says that areas were left out', () => {
    const { texts, notes } = answerOf(map, { width: 64, height: 64 }, settings)
    expect([texts.length, notes.map(({ code }) => code)]).toEqual([2, ['candidates-capped']])
  })

  it('counts the areas of many tiles for each, and says that there were tiles', () => {
    const tiled = { ...map, tiles: { count: 2, width: 64, height: 40 } }
    const { texts, notes } = answerOf(tiled, { width: 64, height: 64 }, settings)
    expect([texts.length, notes.map(({ code }) => code)]).toEqual([3, ['tiled']])
  })

  it('says what is lost in an image that was shrunk', () => {
    const shrunk = { ...map, input: { ...input, scaleX: 1 / 15, scaleY: 1 / 15 } }
    const { notes } = answerOf(shrunk, { width: 720, height: 12_000 }, defaultDetectorSettings)
    expect(notes.map(({ message }) => message)).toEqual([
      'shrunk 15.0 times for the network: texts under 75 pixels are not found (--tile auto looks at more)',
    ])
  })
})
