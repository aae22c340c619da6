// Outlines marked on an image as it is stored, turned to where they lie on the image as it is displayed.
import type { Point, Polygon } from '../../geometry/points.ts'
import type { Size } from './types.ts'

/** Where a point of the stored image lies on the displayed one; w and h are the stored size (EXIF 2.32, tag 274). */
const turns: Readonly<Record<number, (point: Point, size: Size) => Point>> = {
  2: ([x, y], { width }) => [width - x, y],
  3: ([x, y], { width, height }) => [width - x, height - y],
  4: ([x, y], { height }) => [x, height - y],
  5: ([x, y]) => [y, x],
  6: ([x, y], { height }) => [height - y, x],
  7: ([x, y], { width, height }) => [height - y, width - x],
  8: ([x, y], { width }) => [y, width - x],
}

/**
 * The outline on the displayed image.
 * @param orientation the EXIF tag, 1 to 8
 * @param stored width and height before turning
 */
export function turnByOrientation(polygon: Polygon, orientation: number, stored: Size): Polygon {
  const turn = turns[orientation]
  return turn === undefined ? polygon : polygon.map((point) => turn(point, stored))
}
