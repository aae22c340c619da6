// Images that are the same, byte for byte or to the eye: a division must not part them, else the test is too optimistic.
import { availableParallelism } from 'node:os'
import { stat } from 'node:fs/promises'
import { UserError } from '../../core/errors.ts'
import { thumbnailOf, type Thumbnail } from '../../data/thumbnail.ts'
import { decodeImage } from '../../data/image.ts'
import { mapBounded } from '../../data/pool.ts'
import { findNearDuplicates } from '../../data/rules/set/near-duplicates.ts'
import { findSameBytes } from '../../data/rules/set/same-bytes.ts'

interface Seen {
  readonly index: number
  readonly imagePath: string
  readonly bytes: number
  readonly thumbnail: Thumbnail
}

/**
 * For each image the place of the first one in the list that it repeats or looks like, or its own. Decodes every image; those of
 * one colour and those that cannot be decoded are like no other.
 */
export async function firstAlike(
  imagePaths: readonly string[],
  onProgress?: (done: number, total: number) => void,
): Promise<readonly number[]> {
  let done = 0
  const looked = await mapBounded(imagePaths, availableParallelism() + 1, async (imagePath, index) => {
    const thumbnail = await thumbnailOrNone(imagePath)
    onProgress?.(++done, imagePaths.length)
    return thumbnail === undefined ? [] : [{ index, imagePath, bytes: (await stat(imagePath)).size, thumbnail }]
  })
  const seen: readonly Seen[] = looked.flat()
  const same = await findSameBytes(seen)
  const alike = findNearDuplicates(seen, new Set(same.map(({ image }) => image)))
  const first = imagePaths.map((_, index) => index)
  for (const { image, first: earlier } of [...same, ...alike]) first[image.index] = earlier.index
  return first.map((_, index) => rootOf(first, index))
}

function rootOf(first: readonly number[], index: number): number {
  let at = index
  while (first[at] !== at) at = first[at]
  return at
}

async function thumbnailOrNone(path: string): Promise<Thumbnail | undefined> {
  try {
    return thumbnailOf(await decodeImage(path))
  } catch (error) {
    if (error instanceof UserError) return undefined // whoever uses the image says why
    throw error
  }
}
