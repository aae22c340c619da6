// A page with 300 lines of the synthetic set's words, in three columns, as a PNG.
import { newCanvas, notoFont } from '../../src/data/canvas.ts'
import { randomText } from '../../src/prepare/synth/words.ts'
import { Random } from '../../src/core/random.ts'

/** A4 at 200 dots an inch. */
const size = { width: 1654, height: 2339 }
const [columns, rows] = [3, 100]

/** The same page each time. */
export function pageOf300Lines(): Buffer {
  const { canvas, context } = newCanvas(size.width, size.height)
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, size.width, size.height)
  context.fillStyle = '#101010'
  context.font = notoFont(15, 400)
  const random = new Random(1)
  for (let line = 0; line < columns * rows; line++) {
    const [column, row] = [Math.floor(line / rows), line % rows]
    const words = Array.from({ length: 4 }, () => randomText(random)).join(' ')
    context.fillText(words, 60 + (column * size.width) / columns, 50 + row * 22.6, size.width / columns - 110)
  }
  return canvas.toBuffer('image/png')
}
