// How sure the network is of a region: the mean of its probability map there.
import { fillPolygon } from './fill.ts'
import { boundsOf, translatePolygon, type Polygon } from './points.ts'
import type { Raster } from './raster.ts'

/**
 * Mean of the map over the pixels inside the polygon or on its outline (`box_score_fast` of DB's post-processing, corners rounded
 * instead of cut off); 0 when it covers no pixel of the map.
 */
export function meanInside(map: Raster<Float32Array>, polygon: Polygon): number {
  const bounds = boundsOf(polygon)
  const left = Math.max(0, Math.floor(bounds.minX))
  const top = Math.max(0, Math.floor(bounds.minY))
  const width = Math.min(map.width - 1, Math.ceil(bounds.maxX)) - left + 1
  const height = Math.min(map.height - 1, Math.ceil(bounds.maxY)) - top + 1
  if (!(width > 0 && height > 0)) return 0
  const mask = { data: new Uint8Array(width * height), width, height }
  fillPolygon(mask, translatePolygon(polygon, -left, -top), 1)
  let sum = 0
  let count = 0
  for (let row = 0; row < height; row++) {
    const inMap = (top + row) * map.width + left
    for (let column = 0; column < width; column++)
      if (mask.data[row * width + column] === 1) {
        sum += map.data[inMap + column]
        count++
      }
  }
  return count === 0 ? 0 : sum / count
}
