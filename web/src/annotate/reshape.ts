// What is done to one outline: move, turn, stretch, its corners. Pure.
import { between, centreOf, cornersOf, distance, type Outline, outlineOf, type Point } from './outline.ts'

export function moved(outline: Outline, dx: number, dy: number): Outline {
  return outline.map((value, at) => value + (at % 2 === 0 ? dx : dy))
}

/** Turned around its middle; degrees, clockwise on the screen. */
export function turned(outline: Outline, degrees: number): Outline {
  const [cx, cy] = centreOf(outline)
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  const corners = cornersOf(outline).map(([x, y]): Point => {
    const [dx, dy] = [x - cx, y - cy]
    return [cx + dx * cos - dy * sin, cy + dx * sin + dy * cos]
  })
  return outlineOf(corners)
}

/** Larger or smaller around its middle, by pixels on every side along its own directions. */
export function grown(outline: Outline, pixels: number): Outline {
  const [along, across] = directionsOf(outline)
  const [cx, cy] = centreOf(outline)
  const corners = cornersOf(outline)
  const reach = (direction: Point): number =>
    Math.max(...corners.map(([x, y]) => Math.abs((x - cx) * direction[0] + (y - cy) * direction[1])), 0.5)
  const factor = (direction: Point): number => Math.max(0.1, (reach(direction) + pixels) / reach(direction))
  const [a, b] = [factor(along), factor(across)]
  return outlineOf(
    corners.map(([x, y]): Point => {
      const [u, v] = [(x - cx) * along[0] + (y - cy) * along[1], (x - cx) * across[0] + (y - cy) * across[1]]
      return [cx + u * a * along[0] + v * b * across[0], cy + u * a * along[1] + v * b * across[1]]
    }),
  )
}

/** Unit vectors along the first edge and across it. */
export function directionsOf(outline: Outline): readonly [along: Point, across: Point] {
  const [first = [0, 0], second = [1, 0]] = cornersOf(outline)
  const length = distance(first, second)
  const along: Point = length === 0 ? [1, 0] : [(second[0] - first[0]) / length, (second[1] - first[1]) / length]
  return [along, [-along[1], along[0]]]
}

export function withCorner(outline: Outline, index: number, [x, y]: Point): Outline {
  return outline.map((value, at) => (at === index * 2 ? x : at === index * 2 + 1 ? y : value))
}

/** Moves an edge, both of its corners, along its normal as far as the way of the pointer goes there. */
export function edgeMoved(outline: Outline, edge: number, [dx, dy]: Point): Outline {
  const corners = cornersOf(outline)
  const other = (edge + 1) % corners.length
  const [from, to] = [corners[edge]!, corners[other]!]
  const length = distance(from, to) || 1
  const normal: Point = [-(to[1] - from[1]) / length, (to[0] - from[0]) / length]
  const way = dx * normal[0] + dy * normal[1]
  return outlineOf(
    corners.map(([x, y], index) =>
      index === edge || index === other ? [x + normal[0] * way, y + normal[1] * way] : [x, y],
    ),
  )
}

/** Puts a corner on an edge; without an edge on the middle of the longest one. */
export function cornerInserted(outline: Outline, edge?: number, at?: Point): Outline {
  const corners = cornersOf(outline)
  const next = (index: number): Point => corners[(index + 1) % corners.length]!
  const lengths = corners.map((corner, index) => distance(corner, next(index)))
  const chosen = edge ?? lengths.indexOf(Math.max(...lengths))
  const corner = at ?? between(corners[chosen]!, next(chosen), 0.5)
  return outlineOf(corners.toSpliced(chosen + 1, 0, corner))
}

/** Takes a corner away; a triangle keeps its three. */
export function cornerRemoved(outline: Outline, index: number): Outline {
  const corners = cornersOf(outline)
  return corners.length <= 3 ? outline : outlineOf(corners.toSpliced(index, 1))
}

/** Upright, between two opposite corners. */
export function rectangle([x1, y1]: Point, [x2, y2]: Point): Outline {
  const [left, right, top, bottom] = [Math.min(x1, x2), Math.max(x1, x2), Math.min(y1, y2), Math.max(y1, y2)]
  return [left, top, right, top, right, bottom, left, bottom]
}

/** The smallest upright-to-`along` rectangle around points. */
export function rectangleAlong(points: readonly Point[], along: Point): Outline {
  const across: Point = [-along[1], along[0]]
  const [us, vs] = [along, across].map((axis) => points.map(([x, y]) => x * axis[0] + y * axis[1]))
  const [u0, u1] = [Math.min(...us!), Math.max(...us!)]
  const [v0, v1] = [Math.min(...vs!), Math.max(...vs!)]
  const at = (u: number, v: number): Point => [u * along[0] + v * across[0], u * along[1] + v * across[1]]
  return outlineOf([at(u0, v0), at(u1, v0), at(u1, v1), at(u0, v1)])
}
