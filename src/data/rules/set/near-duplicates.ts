// Rule: no two images look the same (the same photograph encoded again, resized, or a burst); between the splits that is a leak.
import { distanceOf, likenessOf, type Thumbnail } from '../../thumbnail.ts'
import { problem, type Problem } from '../../problems.ts'
import { isLeak, type Repetition } from './seen-image.ts'

/** Images whose hashes differ in more of the 64 bits are not compared further. */
const maxDistance = 10

/** From this correlation of the thumbnails on, two images show the same; see docs/decisions/0061-near-duplicates.md. */
const minLikeness = 0.97

/** How many images of one bucket are compared with a new one: bounds the work where thousands look alike. */
const maxCompared = 500

/** The images that look like one before them; those in `told` are left out. */
export function findNearDuplicates<P extends { readonly thumbnail?: Thumbnail }>(
  images: readonly P[],
  reported: ReadonlySet<P>,
): (Repetition<P> & { likeness: number })[] {
  const buckets = new Map<number, Looking<P>[]>()
  const found: (Repetition<P> & { likeness: number })[] = []
  for (const image of images) {
    const { thumbnail } = image
    if (thumbnail === undefined || reported.has(image)) continue
    const keys = bandsOf(thumbnail)
    const best = bestMatch(thumbnail, keys, buckets)
    if (best !== undefined) found.push({ image, ...best })
    for (const key of keys) {
      const bucket = buckets.get(key)
      if (bucket === undefined) buckets.set(key, [{ image, thumbnail }])
      else if (bucket.length < maxCompared) bucket.push({ image, thumbnail })
    }
  }
  return found
}

export function nearDuplicates(repetitions: readonly (Repetition & { likeness: number })[]): Problem[] {
  return repetitions.map((repetition) => {
    const { image, first, likeness } = repetition
    const code = isLeak(repetition) ? 'leaked-similar-image' : 'similar-image'
    return problem({ code, other: first.image, likeness }, image.image)
  })
}

interface Looking<P> {
  readonly image: P
  readonly thumbnail: Thumbnail
}

/**
 * The hash cut into eight bands, each a bucket of its own: two hashes that differ in at most seven bits share a bucket for certain,
 * and nearly all that differ in ten do.
 */
function bandsOf({ hash: [low, high] }: Thumbnail): number[] {
  return [0, 8, 16, 24].flatMap((shift, band) => [
    band * 512 + ((low >>> shift) & 255),
    band * 512 + 256 + ((high >>> shift) & 255),
  ])
}

function bestMatch<P>(
  thumbnail: Thumbnail,
  keys: readonly number[],
  buckets: ReadonlyMap<number, readonly Looking<P>[]>,
): { first: P; likeness: number } | undefined {
  let best: { first: P; likeness: number } | undefined
  const seen = new Set<P>()
  for (const key of keys) {
    for (const other of buckets.get(key) ?? []) {
      if (distanceOf(thumbnail, other.thumbnail) > maxDistance || seen.has(other.image)) continue
      seen.add(other.image)
      const likeness = likenessOf(thumbnail, other.thumbnail)
      if (likeness >= (best?.likeness ?? minLikeness)) best = { first: other.image, likeness }
    }
  }
  return best
}
