// A page with 300 lines, each a text of the synthetic set, in three columns, as a PNG.
import { newCanvas, notoFont } from '../../src/data/canvas.ts'
import { randomText } from '../../src/prepare/synth/words.ts'
import type { Polygon } from '../../src/geometry/points.ts'
import { Random } from '../../src/core/random.ts'

/** A4 at 300 dots an inch. */
const size = { width: 2480, height: 3508 }
const [columns, rows] = [3, 100]

/** The same page each time, and where its lines are. */
export function pageOf300Lines(): { readonly png: Buffer; readonly polygons: Polygon[] } {
  const { canvas, context } = newCanvas(size.width, size.height)
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, size.width, size.height)
  context.fillStyle = '#101010'
  context.font = notoFont(22, 400)
  const random = new Random(1)
  const polygons: Polygon[] = []
  for (let line = 0; line < columns * rows; line++) {
    const [column, row] = [Math.floor(line / rows), line % rows]
    const words = randomText(random)
    const [x, y, most] = [90 + (column * size.width) / columns, 75 + row * 34, size.width / columns - 170]
    context.fillText(words, x, y, most)
    const right = x + Math.min(most, context.measureText(words).width) + 3
    polygons.push([[x - 3, y - 22], [right, y - 22], [right, y + 6], [x - 3, y + 6]]) // prettier-ignore
  }
  return { png: canvas.toBuffer('image/png'), polygons }
}
