// Outlines of texts as flat corners `x1,y1,...,xn,yn` in pixels of the image: area, crossing, corners. Pure.

export type Outline = readonly number[]
export type Point = readonly [x: number, y: number]

/** What the server takes: coordinates, in pixels, and corners of one outline. */
export const limits = { coordinate: 1e6, corners: 1000, transcript: 2000 } as const
/** An outline that encloses less, in square pixels, holds no text. */
export const minArea = 1
/** Corners are kept to a tenth of a pixel, as they are written. */
const perPixel = 10

export function cornersOf(outline: Outline): Point[] {
  const corners: Point[] = []
  for (let at = 0; at + 1 < outline.length; at += 2) corners.push([outline[at]!, outline[at + 1]!])
  return corners
}

export const outlineOf = (corners: readonly Point[]): Outline => corners.flat()

/** Square pixels, positive when the corners run clockwise on the screen. */
export function signedArea(outline: Outline): number {
  const corners = cornersOf(outline)
  const [[x0, y0] = [0, 0]] = corners
  let doubled = 0
  for (const [index, [x, y]] of corners.entries()) {
    const [nextX, nextY] = corners[(index + 1) % corners.length]!
    doubled += (x - x0) * (nextY - y0) - (nextX - x0) * (y - y0)
  }
  return doubled / 2
}

export const distance = ([x1, y1]: Point, [x2, y2]: Point): number => Math.hypot(x2 - x1, y2 - y1)
export const between = ([x1, y1]: Point, [x2, y2]: Point, share: number): Point => [
  x1 + (x2 - x1) * share,
  y1 + (y2 - y1) * share,
]

/** The mean of the corners. */
export function centreOf(outline: Outline): Point {
  const corners = cornersOf(outline)
  const sum = corners.reduce<Point>(([x, y], corner) => [x + corner[0], y + corner[1]], [0, 0])
  return [sum[0] / corners.length, sum[1] / corners.length]
}

/** Two edges that meet although they are no neighbours, counted from 0; undefined where the outline is simple. */
export function crossing(outline: Outline): readonly [first: number, second: number] | undefined {
  const corners = cornersOf(outline)
  const count = corners.length
  for (let first = 0; first < count; first++)
    for (let second = first + 2; second < count; second++) {
      if (first === 0 && second === count - 1) continue
      const edge = [corners[first]!, corners[first + 1]!] as const
      if (meet(edge, [corners[second]!, corners[(second + 1) % count]!])) return [first, second]
    }
  return undefined
}

type Edge = readonly [Point, Point]

function meet([a, b]: Edge, [c, d]: Edge): boolean {
  const [c1, c2, c3, c4] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)]
  if (c1 !== c2 && c3 !== c4) return true
  return (
    (c1 === 0 && spans(a, b, c)) ||
    (c2 === 0 && spans(a, b, d)) ||
    (c3 === 0 && spans(c, d, a)) ||
    (c4 === 0 && spans(c, d, b))
  )
}

const side = ([ax, ay]: Point, [bx, by]: Point, [x, y]: Point): number =>
  Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax))

const spans = ([ax, ay]: Point, [bx, by]: Point, [x, y]: Point): boolean =>
  x >= Math.min(ax, bx) && x <= Math.max(ax, bx) && y >= Math.min(ay, by) && y <= Math.max(ay, by)

/** As it is kept: finite, within what the server takes, to a tenth of a pixel, clockwise, no corner twice in a row. */
export function tidy(outline: Outline): Outline {
  const rounded = cornersOf(outline.map(toTenth))
  const kept = rounded.filter(
    (corner, index) => rounded.length <= 3 || distance(corner, rounded.at(index - 1) ?? corner) > 0,
  )
  const corners = kept.length < 3 ? rounded : kept
  const flat = outlineOf(corners)
  if (crossing(flat) !== undefined || signedArea(flat) >= 0) return flat
  const [first, ...others] = corners
  return first === undefined ? flat : outlineOf([first, ...others.toReversed()])
}

function toTenth(value: number): number {
  if (!Number.isFinite(value)) return 0
  const bounded = Math.min(limits.coordinate, Math.max(-limits.coordinate, value))
  return Math.round(bounded * perPixel) / perPixel
}
