// A page with written lines whose places and words are known, for tests of reading.
import { imageOn, newCanvas, notoFont } from '../../src/data/canvas.ts'
import type { RgbImage } from '../../src/data/types.ts'
import type { Polygon } from '../../src/geometry/points.ts'

/** Corners of an upright box. */
export const boxAt = (x: number, y: number, width: number, height: number): Polygon => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
]

/** Black on white, each line at 40 pixels, one below the other; `turn` in degrees clockwise about the middle of the page. */
export function pageWith(lines: readonly string[], turn = 0): { readonly image: RgbImage; readonly boxes: Polygon[] } {
  const width = Math.max(640, 30 * Math.max(...lines.map((line) => line.length)))
  const height = Math.max(640, 80 * lines.length)
  const { context } = newCanvas(width, height)
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, width, height)
  context.translate(width / 2, height / 2)
  context.rotate((turn * Math.PI) / 180)
  context.translate(-width / 2, -height / 2)
  context.fillStyle = '#000000'
  context.font = notoFont(40, 400)
  const radians = (turn * Math.PI) / 180
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  const boxes = lines.map((line, index) => {
    const [x, y] = [60, 120 + 80 * index]
    context.fillText(line, x, y)
    const box = boxAt(x - 4, y - 40, context.measureText(line).width + 8, 54)
    return box.map(([px, py]) => {
      const [dx, dy] = [px - width / 2, py - height / 2]
      return [width / 2 + cos * dx - sin * dy, height / 2 + sin * dx + cos * dy] as const
    })
  })
  return { image: imageOn(context, { width, height }), boxes }
}
