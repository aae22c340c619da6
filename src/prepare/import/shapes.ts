// Outlines of the shapes that annotation tools draw: rectangles (turned or not), ellipses and circles.
import type { Point, Polygon } from '../../geometry/points.ts'

/** A hundredth of a pixel: what is computed is not known better. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100
}

/** Computed corners, to a hundredth of a pixel. */
export function roundedPolygon(polygon: Polygon): Polygon {
  return polygon.map(([x, y]) => [rounded(x), rounded(y)])
}

/** The upright rectangle between two opposite corners, clockwise from top-left, whichever corners they are. */
export function rectangleBetween([x1, y1]: Point, [x2, y2]: Point): Polygon {
  const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)]
  const [top, bottom] = [Math.min(y1, y2), Math.max(y1, y2)]
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ]
}

/** The rectangle with this upper left corner. Negative sizes stay what they are: the outline encloses nothing or runs backwards. */
export function rectangleAt(x: number, y: number, width: number, height: number): Polygon {
  return rectangleBetween([x, y], [x + width, y + height])
}

/** Every corner turned about `centre`, clockwise as seen on the screen. @param angle in radians */
export function turned(polygon: Polygon, [cx, cy]: Point, angle: number): Polygon {
  if (angle === 0) return polygon
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return roundedPolygon(
    polygon.map(([x, y]) => [cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos]),
  )
}

/** Radians of degrees. */
export function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}

/** Corners of the polygon that stands for an ellipse; it is at most 2 % smaller than the curve. */
const ellipseCorners = 16

/** The polygon of an upright ellipse, clockwise from its left end. */
export function ellipse([cx, cy]: Point, radiusX: number, radiusY: number): Polygon {
  return roundedPolygon(
    Array.from({ length: ellipseCorners }, (_, index) => {
      const angle = Math.PI + (2 * Math.PI * index) / ellipseCorners
      return [cx + radiusX * Math.cos(angle), cy + radiusY * Math.sin(angle)]
    }),
  )
}
