// Growing and shrinking polygons, and by how much DB shrinks a text for training and grows a detection back.
import { offsetByClipper } from './clipper.ts'
import { area, perimeter, type Polygon } from './points.ts'

/**
 * The polygon with its outline moved outwards (distance > 0) or inwards (distance < 0) by `distance` pixels; corners are rounded
 * (Vatti clipping; the JT_ROUND and ET_CLOSEDPOLYGON of pyclipper, but exact to 1/1024 pixel instead of whole pixels).
 * Returns the outer outlines, largest first, all clockwise; none when nothing is left, several when a shrunk one falls apart.
 */
export function offsetPolygon(polygon: Polygon, distance: number): Polygon[] {
  return polygon.length < 3 ? [] : offsetByClipper(polygon, distance)
}

/**
 * How far DB shrinks a text for its probability map, in pixels: A (1 - ratio^2) / L (Liao et al. 2020, equation 10).
 * `ratio` in (0, 1), 0.4 in the paper; 0 for a polygon without outline.
 */
export function shrinkDistance(polygon: Polygon, ratio: number): number {
  return areaOverLength(polygon) * (1 - ratio * ratio)
}

/** How far DB grows a detection back, in pixels: A * unclipRatio / L (Liao et al. 2020, equation 11; 1.5 in the paper). */
export function unclipDistance(polygon: Polygon, unclipRatio: number): number {
  return areaOverLength(polygon) * unclipRatio
}

function areaOverLength(polygon: Polygon): number {
  const length = perimeter(polygon)
  return length === 0 ? 0 : area(polygon) / length
}
