// Reads texts where a detector has found them: its boxes end at the ink, and recognisers want some paper around it.
import type { RgbImage } from '../data/types.ts'
import { distanceBetween, type Point, type Polygon } from '../geometry/points.ts'
import { fourCorners, sizeOf } from './line-image.ts'
import type { ReadText, Recognizer } from './recognizer.ts'

/** Paper at both ends of a line and above and below it, in heights of the line (docs/decisions/0352). */
const margin = { along: 0.2, across: 0.1 }

/** One result for each text, in the same order; as `Recognizer.read`. */
export function readFound(
  recognizer: Recognizer,
  image: RgbImage,
  {
    texts,
    signal,
  }: { readonly texts: readonly { readonly polygon: Polygon }[]; readonly signal?: AbortSignal | undefined },
): Promise<readonly ReadText[]> {
  return recognizer
    .read(
      image,
      texts.map(({ polygon }) => withMargin(polygon)),
      signal,
    )
    .then((read) => read.map((one, index) => withoutMargin(one, texts[index].polygon)))
}

/** What was read with paper around a polygon, its gaps as shares of the polygon alone. */
function withoutMargin(read: ReadText, polygon: Polygon): ReadText {
  if (read.gaps === undefined || polygon.length < 3) return read
  const { along, across } = sizeOf(fourCorners(polygon))
  const paper = (margin.along * Math.min(along, across)) / Math.max(along, across)
  const share = (at: number): number => Math.min(1, Math.max(0, at * (1 + 2 * paper) - paper))
  return { ...read, gaps: read.gaps.map(({ from, to }) => ({ from: share(from), to: share(to) })) }
}

/** The four corners around a text, moved apart; a polygon without area or with corners that are no numbers as it is. */
export function withMargin(polygon: Polygon): Polygon {
  if (polygon.length < 3 || !polygon.flat().every(Number.isFinite)) return polygon
  const [a, b, c, d] = fourCorners(polygon)
  const { along: width, across: height } = sizeOf([a, b, c, d])
  const [line, isUpright] = [Math.min(width, height), height > width]
  const [x, y] = isUpright ? [margin.across, margin.along] : [margin.along, margin.across]
  const away = (corner: Point, beside: Point, below: Point): Point =>
    [0, 1].map(
      (axis) => corner[axis] + line * (x * unit(beside, corner)[axis] + y * unit(below, corner)[axis]),
    ) as unknown as Point
  return [away(a, b, d), away(b, a, c), away(c, d, b), away(d, c, a)]
}

/** The direction from one point to another; (0, 0) where they are the same. */
function unit(from: Point, to: Point): Point {
  const length = distanceBetween(from, to)
  return length === 0 ? [0, 0] : [(to[0] - from[0]) / length, (to[1] - from[1]) / length]
}
