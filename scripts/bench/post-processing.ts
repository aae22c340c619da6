// From a probability map of 800x800 with a hundred turned texts to their boxes: milliseconds, the median of many times.
import { findTexts } from '../../src/geometry/boxes.ts'
import type { Raster } from '../../src/geometry/raster.ts'
import { median, type Figure } from './figures.ts'

const side = 800
const texts = 100

/** Ten rows of ten texts of 60x14 pixels, each turned a little more, with soft edges. */
function makeMap(): Raster<Float32Array> {
  const data = new Float32Array(side * side)
  for (let text = 0; text < texts; text++) {
    const [centreX, centreY] = [40 + 80 * (text % 10), 40 + 80 * Math.floor(text / 10)]
    const angle = (Math.PI * text) / texts
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
    for (let y = centreY - 36; y < centreY + 36; y++)
      for (let x = centreX - 36; x < centreX + 36; x++) {
        const along = Math.abs((x - centreX) * cos + (y - centreY) * sin) - 30
        const across = Math.abs((y - centreY) * cos - (x - centreX) * sin) - 7
        const outside = Math.max(along, across)
        data[y * side + x] = Math.max(data[y * side + x], 0.95 / (1 + Math.exp(2 * outside)))
      }
  }
  return { width: side, height: side, data }
}

/** Target: under 8 ms. */
export function measurePostProcessing(): Figure {
  const map = makeMap()
  const times: number[] = []
  for (let run = 0; run < 200; run++) {
    const started = performance.now()
    const found = findTexts(map)
    times.push(performance.now() - started)
    if (found.length !== texts) throw new Error(`${found.length} texts were found, not ${texts}`)
  }
  return {
    name: `boxes of a ${side}x${side} map with ${texts} texts, ms`,
    value: median(times),
    target: 8,
    atLeast: false,
  }
}
