// Outlines on images: a high image is drawn in bands, and no seam is seen.
import { expect, it } from 'vitest'
import { decodeByCanvas } from '../../src/data/canvas.ts'
import type { RgbImage } from '../../src/data/types.ts'
import { drawOutlines, outlineColors } from '../../src/detect/draw.ts'
import type { Polygon } from '../../src/geometry/points.ts'

const color = outlineColors.found

/** An image of one grey with one numbered outline whose top edge lies at `y`. */
async function drawn(height: number, y: number): Promise<RgbImage> {
  const image = { width: 500, height, data: new Uint8Array(500 * height * 3).fill(200) }
  const polygon: Polygon = [
    [100, y],
    [400, y + 3],
    [400, y + 40],
    [100, y + 37],
  ]
  return decodeByCanvas(await drawOutlines(image, [{ polygon, color, label: '12' }]))
}

it('draws across the seam of two bands as it draws within one', async () => {
  const [high, low] = [await drawn(800, 500), await drawn(800, 100)]
  const rows = ({ data }: RgbImage, from: number) => [...data.subarray(from * 1500, (from + 100) * 1500)]
  const [across, within] = [rows(high, 460), rows(low, 60)]
  // Edges are rounded by where they lie on the canvas: one step at a pixel or two.
  expect(across.filter((value, at) => Math.abs(value - within[at]) > 1)).toEqual([])
  expect(across.filter((value) => value !== 200).length).toBeGreaterThan(3000)
})
