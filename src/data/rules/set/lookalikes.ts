// Rule: no two pictures look the same (the same photograph encoded again, resized, or a burst); between the splits that is a leak.
import { distanceOf, likenessOf, type Miniature } from '../../miniature.ts'
import { problem, type Problem } from '../../problems.ts'
import { isLeak, type Repetition } from './seen-picture.ts'

/** Pictures whose hashes differ in more of the 64 bits are not compared further. */
const maxDistance = 10

/** From this correlation of the miniatures on, two pictures show the same; see docs/decisions/0061-lookalikes.md. */
const minLikeness = 0.97

/** How many pictures of one bucket are compared with a new one: bounds the work where thousands look alike. */
const maxCompared = 500

/** The pictures that look like one before them; those in `told` are left out. */
export function findLookalikes<P extends { readonly miniature?: Miniature }>(
  pictures: readonly P[],
  told: ReadonlySet<P>,
): (Repetition<P> & { likeness: number })[] {
  const buckets = new Map<number, Looking<P>[]>()
  const found: (Repetition<P> & { likeness: number })[] = []
  for (const picture of pictures) {
    const { miniature } = picture
    if (miniature === undefined || told.has(picture)) continue
    const keys = bandsOf(miniature)
    const best = bestMatch(miniature, keys, buckets)
    if (best !== undefined) found.push({ picture, ...best })
    for (const key of keys) {
      const bucket = buckets.get(key)
      if (bucket === undefined) buckets.set(key, [{ picture, miniature }])
      else if (bucket.length < maxCompared) bucket.push({ picture, miniature })
    }
  }
  return found
}

export function lookalikes(repetitions: readonly (Repetition & { likeness: number })[]): Problem[] {
  return repetitions.map((repetition) => {
    const { picture, first, likeness } = repetition
    const code = isLeak(repetition) ? 'leaked-similar-picture' : 'similar-picture'
    return problem({ code, other: first.picture, likeness }, picture.picture)
  })
}

interface Looking<P> {
  readonly picture: P
  readonly miniature: Miniature
}

/**
 * The hash cut into eight bands, each a bucket of its own: two hashes that differ in at most seven bits share a bucket for certain,
 * and nearly all that differ in ten do.
 */
function bandsOf({ hash: [low, high] }: Miniature): number[] {
  return [0, 8, 16, 24].flatMap((shift, band) => [
    band * 512 + ((low >>> shift) & 255),
    band * 512 + 256 + ((high >>> shift) & 255),
  ])
}

function bestMatch<P>(
  miniature: Miniature,
  keys: readonly number[],
  buckets: ReadonlyMap<number, readonly Looking<P>[]>,
): { first: P; likeness: number } | undefined {
  let best: { first: P; likeness: number } | undefined
  const seen = new Set<P>()
  for (const key of keys) {
    for (const other of buckets.get(key) ?? []) {
      if (distanceOf(miniature, other.miniature) > maxDistance || seen.has(other.picture)) continue
      seen.add(other.picture)
      const likeness = likenessOf(miniature, other.miniature)
      if (likeness >= (best?.likeness ?? minLikeness)) best = { first: other.picture, likeness }
    }
  }
  return best
}
