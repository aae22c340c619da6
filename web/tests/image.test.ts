// Zoom, place and what lies under the pointer.
import { describe, expect, it } from 'vitest'
import { boxAt, contains, cornersText, type ShownBox } from '../src/image/boxes.ts'
import { drawingFileName, imageFileName } from '../src/image/file-names.ts'
import { centre, fit, toImage, zoomAt } from '../src/image/view.ts'

const square = (left: number, top: number, side: number): ShownBox => ({
  box: [left, top, left + side, top, left + side, top + side, left, top + side],
  kind: 'found',
  label: '',
})

describe('view', () => {
  it('fits an image into the middle', () => {
    expect(fit({ width: 1000, height: 500 }, { width: 500, height: 500 })).toEqual({ scale: 0.5, left: 0, top: 125 })
  })

  it('zooms around the pointer', () => {
    const view = fit({ width: 1000, height: 500 }, { width: 500, height: 500 })
    expect(toImage(zoomAt(view, 3, 100, 200), 100, 200)).toEqual(toImage(view, 100, 200))
  })

  it('puts a box into the middle, and brings it closer only when it would be too small to see', () => {
    const screen = { width: 400, height: 300 }
    const large = centre({ scale: 1, left: 0, top: 0 }, square(500, 40, 50).box, screen)
    expect(large).toEqual({ scale: 1, left: -325, top: 85 })
    const small = centre({ scale: 0.5, left: 0, top: 0 }, square(500, 40, 10).box, screen)
    expect(small.scale).toBe(7.5)
    expect(toImage(small, 200, 150)).toEqual([505, 45])
  })
})

describe('boxAt', () => {
  it('prefers the smaller of two boxes over each other', () => {
    expect(boxAt([square(0, 0, 100), square(40, 40, 10)], [45, 45])).toBe(1)
  })

  it('finds left of a slider only what lies left of it', () => {
    const sided = (['before', 'after'] as const).map((side) => ({ ...square(0, 0, 100), side }))
    expect([boxAt(sided, [5, 5], 'before'), boxAt(sided, [5, 5], 'after')]).toEqual([0, 1])
  })

  it('finds none beside a slanted box that its bounds hold', () => {
    const diamond = [50, 0, 100, 50, 50, 100, 0, 50]
    expect([contains(diamond, 50, 50), contains(diamond, 5, 5)]).toEqual([true, false])
  })

  it('looks through 800 boxes in less than a frame', () => {
    const boxes = Array.from({ length: 800 }, (_, at) => square((at % 40) * 20, Math.floor(at / 40) * 20, 15))
    const begun = performance.now()
    for (let at = 0; at < 100; at++) boxAt(boxes, [at * 8, at * 4])
    expect((performance.now() - begun) / 100).toBeLessThan(16)
  })
})

it('writes corners in whole pixels', () => {
  expect(cornersText([1.4, 2.6, 10, 2, 10, 8, 1, 8])).toBe('(1, 3) (10, 2) (10, 8) (1, 8)')
})

it('saves an image under its own name', () => {
  expect([imageFileName('may/scan 1.tiff'), drawingFileName('C:\\may\\scan 1.tiff')]).toEqual([
    'scan 1.jpg',
    'scan 1_boxes.png',
  ])
})
