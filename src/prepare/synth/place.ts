// Where a text fits: a rotated rectangle inside the image that keeps its distance from the others.
import type { Random } from '../../core/random.ts'
import { mapPolygon, rotateAffine } from '../../geometry/affine.ts'
import { intersectionArea } from '../../geometry/overlap.ts'
import { boundsOf, type Point, type Polygon } from '../../geometry/points.ts'

/** Where the ink of a text goes. */
export interface Place {
  readonly center: Point
  /** Degrees, clockwise as seen on the screen. */
  readonly angle: number
  /** The ink's rectangle: top-left, top-right, bottom-right, bottom-left in reading direction. */
  readonly quad: Polygon
  /** The rectangle with the free space around it. */
  readonly guarded: Polygon
}

/** What must fit where; all in pixels. */
export interface Wanted {
  readonly ink: { readonly width: number; readonly height: number }
  readonly image: { readonly width: number; readonly height: number }
  readonly taken: readonly Place[]
}

const attempts = 30

/** Free space around a text, as a share of its height: other texts stay clear of it. */
const guard = 0.35

/** Pixels between the ink and the edge of the image. */
const margin = 2

/** A random free place, or undefined when none is found. */
export function findPlace(random: Random, { ink, image, taken }: Wanted): Place | undefined {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const angle = randomAngle(random)
    const reach = boundsOf(rectangle([0, 0], ink, angle))
    const [freeX, freeY] = [image.width / 2 - margin - reach.maxX, image.height / 2 - margin - reach.maxY]
    if (freeX < 0 || freeY < 0) continue
    const center: Point = [
      image.width / 2 + random.uniform(-freeX, freeX),
      image.height / 2 + random.uniform(-freeY, freeY),
    ]
    const space = guard * ink.height
    const guarded = rectangle(center, { width: ink.width + space, height: ink.height + space }, angle)
    if (taken.every((other) => intersectionArea(guarded, other.guarded) === 0))
      return { center, angle, quad: rectangle(center, ink, angle), guarded }
  }
  return undefined
}

/** Nearly level mostly, slanted often, steep seldom. */
function randomAngle(random: Random): number {
  const draw = random.next()
  const max = draw < 0.6 ? 6 : draw < 0.92 ? 30 : 75
  return random.uniform(-max, max)
}

function rectangle([x, y]: Point, { width, height }: { width: number; height: number }, angle: number): Polygon {
  const [right, bottom] = [width / 2, height / 2]
  const level: Polygon = [
    [x - right, y - bottom],
    [x + right, y - bottom],
    [x + right, y + bottom],
    [x - right, y + bottom],
  ]
  return mapPolygon(rotateAffine(angle, [x, y]), level)
}
