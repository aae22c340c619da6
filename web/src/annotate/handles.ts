// What a selected outline can be taken by, and what it becomes when that is dragged. Pure.
import { boxAt } from '../image/boxes.ts'
import { boundsOf, type Size, toImage, type View } from '../image/view.ts'
import { between, centreOf, cornersOf, distance, type Outline, type Point } from './outline.ts'
import { directionsOf, edgeMoved, turned, withCorner } from './reshape.ts'

export type Handle =
  | { readonly is: 'corner' | 'edge'; readonly index: number; readonly at: Point }
  | { readonly is: 'turn'; readonly at: Point }

/** How far from the outline it is turned, in pixels of the screen. */
const turnDistance = 30
/** Outlines with more corners have no handles on their edges. */
const edgesUpTo = 8

/** How near a pointer must come to a handle, in pixels of the screen: what a finger hits is 24 across at least, also inside of a text. */
export const reach = { mouse: 9, touch: 24 } as const

/** The reach of a pointer; inside of a text there must be room to move it by. */
export const reachOf = (pointer: string, isInside: boolean): number =>
  (pointer === 'touch' ? reach.touch : reach.mouse) / (isInside ? 2 : 1)

export const toScreen = ({ scale, left, top }: View, [x, y]: Point): Point => [x * scale + left, y * scale + top]

/** The handles of an outline with their places on the screen. */
export function handlesOf(outline: Outline, view: View): Handle[] {
  const corners = cornersOf(outline).map((corner) => toScreen(view, corner))
  const next = (index: number): Point => corners[(index + 1) % corners.length]!
  const [, across] = directionsOf(outline)
  const middle = between(corners[0]!, next(0), 0.5)
  const turn: Point = [middle[0] - across[0] * turnDistance, middle[1] - across[1] * turnDistance]
  const edges = corners.length > edgesUpTo ? [] : corners
  return [
    ...corners.map((at, index): Handle => ({ is: 'corner', index, at })),
    ...edges.map((corner, index): Handle => ({ is: 'edge', index, at: between(corner, next(index), 0.5) })),
    { is: 'turn', at: turn },
  ]
}

/** The nearest handle within reach of a place on the screen. */
export function handleAt(handles: readonly Handle[], at: Point, reach: number): Handle | undefined {
  const near = handles.filter((handle) => distance(handle.at, at) <= reach)
  return near.toSorted((a, b) => distance(a.at, at) - distance(b.at, at))[0]
}

/** What the outline becomes when a handle is dragged from one place of the image to another. */
export function dragged(outline: Outline, handle: Handle, [from, to]: readonly [Point, Point]): Outline {
  const way: Point = [to[0] - from[0], to[1] - from[1]]
  if (handle.is === 'edge') return edgeMoved(outline, handle.index, way)
  if (handle.is === 'corner') {
    const [x, y] = cornersOf(outline)[handle.index]!
    return withCorner(outline, handle.index, [x + way[0], y + way[1]])
  }
  const [cx, cy] = centreOf(outline)
  const angle = ([x, y]: Point): number => (Math.atan2(y - cy, x - cx) * 180) / Math.PI
  return turned(outline, angle(to) - angle(from))
}

/** The edge that lies within reach of a place on the screen, and the corner that would be put there, in the image. */
export function edgeAt(
  outline: Outline,
  view: View,
  { at, reach }: { readonly at: Point; readonly reach: number },
): { readonly edge: number; readonly corner: Point } | undefined {
  const corners = cornersOf(outline).map((corner) => toScreen(view, corner))
  for (const [edge, from] of corners.entries()) {
    const to = corners[(edge + 1) % corners.length]!
    const length = distance(from, to)
    if (length === 0) continue
    const share = ((at[0] - from[0]) * (to[0] - from[0]) + (at[1] - from[1]) * (to[1] - from[1])) / length ** 2
    const foot = between(from, to, Math.min(1, Math.max(0, share)))
    if (distance(foot, at) <= reach) return { edge, corner: toImage(view, foot[0], foot[1]) }
  }
  return undefined
}

/** A new outline's corners stay inside the image. */
export function inside([x, y]: Point, { width, height }: { readonly width: number; readonly height: number }): Point {
  return [Math.min(width, Math.max(0, x)), Math.min(height, Math.max(0, y))]
}

/** The smallest text under a point of the image. */
export function textAt<Text extends { readonly box: Outline }>(texts: readonly Text[], at: Point): Text | undefined {
  const index = boxAt(
    texts.map(({ box }) => ({ box, kind: 'label', label: '' })),
    at,
  )
  return index === undefined ? undefined : texts[index]
}

/** An outline that is seen lower than this, in pixels of the screen, is not worth calling seen. */
const leastSeen = 14

/** Whether all of an outline is on the screen, and large enough to be worked on. */
export function isInSight(outline: Outline, view: View, { width, height }: Size): boolean {
  const [left, top, right, bottom] = boundsOf(outline)
  const [[x0, y0], [x1, y1]] = [toScreen(view, [left, top]), toScreen(view, [right, bottom])]
  return x0 >= 0 && y0 >= 0 && x1 <= width && y1 <= height && Math.min(x1 - x0, y1 - y0) >= leastSeen
}
