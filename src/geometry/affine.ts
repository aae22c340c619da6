// Affine maps of the plane: what augmentation does to an image and its polygons at once.
import { assert } from '../core/assert.ts'
import type { Point, Polygon } from './points.ts'

/** The 2x3 matrix of OpenCV's warpAffine, row by row: x' = a x + b y + c, y' = d x + e y + f. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

/** The map that leaves every point where it is. */
export const identityAffine: Affine = [1, 0, 0, 0, 1, 0]

/** x times `scaleX`, y times `scaleY`. */
export function scaleAffine(scaleX: number, scaleY: number): Affine {
  return [scaleX, 0, 0, 0, scaleY, 0]
}

/** Moves by (dx, dy) pixels. */
export function translateAffine(dx: number, dy: number): Affine {
  return [1, 0, dx, 0, 1, dy]
}

/** Turns by `degrees` clockwise as seen on the screen, about `center`. */
export function rotateAffine(degrees: number, center: Point): Affine {
  const radians = (degrees * Math.PI) / 180
  const cos = Math.cos(radians)
  const sin = Math.sin(radians)
  const [x, y] = center
  return [cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y]
}

/** The one map that does `first`, then `second`. */
export function composeAffine(first: Affine, second: Affine): Affine {
  const [a, b, c, d, e, f] = first
  const [p, q, r, s, t, u] = second
  return [p * a + q * d, p * b + q * e, p * c + q * f + r, s * a + t * d, s * b + t * e, s * c + t * f + u]
}

/** The map that undoes `map`, which must not flatten the plane. */
export function invertAffine(map: Affine): Affine {
  const [a, b, c, d, e, f] = map
  const determinant = a * e - b * d
  assert(determinant !== 0, `an affine map needs a determinant other than 0 to be inverted: ${map.join(' ')}`)
  const [p, q, s, t] = [e / determinant, -b / determinant, -d / determinant, a / determinant]
  return [p, q, -(p * c + q * f), s, t, -(s * c + t * f)]
}

/** Where the map takes one point. */
export function mapPoint(map: Affine, [x, y]: Point): Point {
  return [map[0] * x + map[1] * y + map[2], map[3] * x + map[4] * y + map[5]]
}

/** Where the map takes every corner. A mirroring map turns the direction of the corners round: see `clockwise`. */
export function mapPolygon(map: Affine, polygon: Polygon): Polygon {
  return polygon.map((point) => mapPoint(map, point))
}
