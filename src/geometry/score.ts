// How sure the network is of a region: the mean of its probability map there.
import { visitRuns } from './fill.ts'
import type { Polygon } from './points.ts'
import type { Raster } from './raster.ts'

/**
 * Mean of the map over the pixels inside the polygon or on its outline (`box_score_fast` of DB's post-processing, corners rounded
 * instead of cut off); 0 when it covers no pixel of the map.
 */
export function meanInside(map: Raster<Float32Array>, polygon: Polygon): number {
  const { data, width } = map
  let sum = 0
  let count = 0
  visitRuns(map, polygon, (row, from, to) => {
    for (let index = row * width + from; index <= row * width + to; index++) sum += data[index]
    count += to - from + 1
  })
  return count === 0 ? 0 : sum / count
}
