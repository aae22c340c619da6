// Pictures that are the same, byte for byte or to the eye: a division must not part them, else the test flatters.
import { availableParallelism } from 'node:os'
import { stat } from 'node:fs/promises'
import { UserError } from '../../core/errors.ts'
import { miniatureOf, type Miniature } from '../miniature.ts'
import { decodePicture } from '../picture.ts'
import { mapBounded } from '../pool.ts'
import { findLookalikes } from '../rules/set/lookalikes.ts'
import { findSameBytes } from '../rules/set/same-bytes.ts'

interface Seen {
  readonly index: number
  readonly imagePath: string
  readonly bytes: number
  readonly miniature: Miniature
}

/**
 * For each picture the place of the first one in the list that it repeats or looks like, or its own. Decodes every picture; those of
 * one colour and those that cannot be decoded are like no other.
 */
export async function firstAlike(
  imagePaths: readonly string[],
  onProgress?: (done: number, total: number) => void,
): Promise<readonly number[]> {
  let done = 0
  const looked = await mapBounded(imagePaths, availableParallelism() + 1, async (imagePath, index) => {
    const miniature = await miniatureOrNone(imagePath)
    onProgress?.(++done, imagePaths.length)
    return miniature === undefined ? [] : [{ index, imagePath, bytes: (await stat(imagePath)).size, miniature }]
  })
  const seen: readonly Seen[] = looked.flat()
  const same = await findSameBytes(seen)
  const alike = findLookalikes(seen, new Set(same.map(({ picture }) => picture)))
  const first = imagePaths.map((_, index) => index)
  for (const { picture, first: earlier } of [...same, ...alike]) first[picture.index] = earlier.index
  return first.map((_, index) => rootOf(first, index))
}

function rootOf(first: readonly number[], index: number): number {
  let at = index
  while (first[at] !== at) at = first[at]
  return at
}

async function miniatureOrNone(path: string): Promise<Miniature | undefined> {
  try {
    return miniatureOf(await decodePicture(path))
  } catch (error) {
    if (error instanceof UserError) return undefined // whoever uses the picture says why
    throw error
  }
}
