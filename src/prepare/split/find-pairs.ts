// Images and their ground truths in a folder without lists, paired by their names.
import { resolve } from 'node:path'
import { isRead } from '../import/marked-text.ts'
import type { Note } from '../import/notes.ts'
import { readPairs, sameStem } from '../import/pairs.ts'
import { readOwnLine } from '../import/formats/side-by-side.ts'
import { openSource } from '../import/source.ts'
import type { Subset } from '../import/types.ts'

/** An image with its ground truth. */
export interface ImagePair {
  /** Absolute. */
  readonly imagePath: string
  /** Absolute. */
  readonly groundTruthPath: string
  /** The part that its folder names. */
  readonly subset: Subset | undefined
  /** Has a text that counts. */
  readonly hasText: boolean
}

/**
 * Pairs `1.jpg` with `1.txt`, `gt_1.txt` or `1.jpg.txt`, in the same folder or in another one, and reads the ground truths. Notes tell
 * which images have none, and which lines cannot be read.
 * @throws UserError source-missing, source-without-images
 */
export async function findPairs(root: string): Promise<{ pairs: ImagePair[]; notes: readonly Note[] }> {
  const source = await openSource(root)
  const stemOf = sameStem(/\.txt$/i)
  const { entries, notes } = await readPairs(source, {
    imageStem: (name) => {
      const stem = stemOf(name)
      const afterGt = stem?.replace(/^gt_/i, '')
      return [stem, afterGt].find((one) => one !== undefined && source.images.hasStem(one)) ?? stem
    },
    readLine: readOwnLine,
  })
  const pairs = entries.map(({ image, where, subset, texts }) => ({
    imagePath: image,
    groundTruthPath: resolve(root, where),
    subset,
    hasText: texts.some((text) => isRead(text) && !text.ignore),
  }))
  return { pairs, notes }
}
