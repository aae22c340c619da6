// Border following.
import { describe, expect, it } from 'vitest'
import { findContours } from '../../src/geometry/contours.ts'
import { bitmapFrom, textOf } from './cases.ts'

function outlines(rows: readonly string[], limit?: number): string[] {
  return findContours(bitmapFrom(rows), 0, limit).map(
    ({ points, hole }) => `${hole ? 'hole' : 'outer'} ${textOf(points)}`,
  )
}

describe('findContours', () => {
  it('finds a pixel, a line and a rectangle at the edge, by their turning points', () => {
    expect(outlines(['#..##', '....#', '###.#'])).toEqual(['outer 0,0', 'outer 3,0 4,1 4,2 4,0', 'outer 0,2 2,2'])
    expect(outlines(['####', '####', '####'])).toEqual(['outer 0,0 0,2 3,2 3,0'])
  })

  it('tells holes from outer borders, and finds islands in holes', () => {
    expect(outlines(['#####', '#...#', '#.#.#', '#...#', '#####'])).toEqual([
      'outer 0,0 0,4 4,4 4,0',
      'hole 0,1 1,0 3,0 4,1 4,3 3,4 1,4 0,3',
      'outer 2,2',
    ])
  })

  it('joins pixels over their corners (8-connected)', () => {
    expect(outlines(['#.', '.#'])).toHaveLength(1)
  })

  it('stops at the limit', () => {
    expect(outlines(['#.#.#'], 2)).toHaveLength(2)
    expect(outlines(['#.#.#'], 0)).toHaveLength(0)
  })

  it('takes pixels above a threshold of a map of probabilities', () => {
    const map = { data: Float32Array.from([0.1, 0.5, 0.2, 0.3]), width: 4, height: 1 }
    expect(findContours(map, 0.25).map(({ points }) => textOf(points))).toEqual(['1,0', '3,0'])
  })

  it('leaves the raster as it was', () => {
    const bitmap = bitmapFrom(['##.', '.##'])
    const before = bitmap.data.slice()
    findContours(bitmap)
    expect(bitmap.data).toEqual(before)
  })

  it('finds nothing in an empty raster', () => {
    expect(findContours({ data: new Uint8Array(0), width: 0, height: 0 })).toEqual([])
    expect(outlines(['...', '...'])).toEqual([])
  })
})
