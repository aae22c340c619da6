// A probability map as an image to lay over the one it belongs to.
import { encodePng } from '../../data/image.ts'
import type { RgbImage } from '../../data/types.ts'
import type { ProbabilityMap } from '../../detect/probability-map.ts'

/** The map over the area of the image, white for 1, as a PNG. */
export function mapImage(map: ProbabilityMap, image: Pick<RgbImage, 'width' | 'height'>): Promise<Uint8Array> {
  const width = Math.max(1, Math.min(map.width, Math.round(image.width * map.input.scaleX)))
  const height = Math.max(1, Math.min(map.height, Math.round(image.height * map.input.scaleY)))
  const data = new Uint8Array(width * height * 3)
  for (let to = 0; to < width * height; to++) {
    const from = Math.floor(to / width) * map.width + (to % width)
    data.fill(Math.round(map.data[from] * 255), 3 * to, 3 * to + 3)
  }
  return encodePng({ width, height, data })
}
