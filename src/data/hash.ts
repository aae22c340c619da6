// The content hash of a data set: what a run records to know later whether its data changed.
import { createHash } from 'node:crypto'

import { pipeline } from 'node:stream/promises'
import { explainSystemError } from '../core/files.ts'
import { streamRegular } from '../core/read-file.ts'
import { splits, type Dataset, type Split } from './dataset.ts'
import { mapBounded } from './pool.ts'

/** Files hashed at a time; hashing is bound by this thread and the disk, so a few are enough. */
const filesAtATime = 8

/** One sample with the hashes (SHA-256, in hex) of its two files. */
export interface SampleHash {
  readonly split: Split
  /** As the list names it. */
  readonly name: string
  readonly groundTruth: string
  readonly image: string
}

/** The hash of a data set, and those of its samples in the order of the lists, which tell what changed when it did. */
export interface DatasetHash {
  readonly hash: string
  readonly samples: readonly SampleHash[]
}

/**
 * SHA-256, in hex, over the samples in the order of the lists (which decides the order of training): their names, the bytes of
 * their ground truths and the bytes of their images. Independent of where the folder lies, of links, time stamps and the order
 * of folders; files that no list names do not count. Reads every byte, keeps none in memory.
 * @throws UserError file-missing when a file is gone since the data set was read
 */
export async function hashDataset(
  dataset: Pick<Dataset, 'train' | 'test'>,
  onProgress?: (done: number, total: number) => void,
): Promise<DatasetHash> {
  const listed = splits.flatMap((split) => dataset[split].map((sample) => ({ split, sample })))
  let done = 0
  const samples = await mapBounded(listed, filesAtATime, async ({ split, sample }): Promise<SampleHash> => {
    const groundTruth = await hashFile(sample.groundTruthPath)
    const image = await hashFile(sample.imagePath)
    onProgress?.(++done, listed.length)
    return { split, name: sample.name, groundTruth, image }
  })
  const lines = samples.map(({ split, name, groundTruth, image }) => JSON.stringify([split, name, groundTruth, image]))
  return { hash: createHash('sha256').update(lines.join('\n')).digest('hex'), samples }
}

/** SHA-256 of a file, in hexadecimal. @throws UserError `file-missing` and its like */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    await pipeline(streamRegular(path), hash)
  } catch (error) {
    throw explainSystemError(error, path, 'read')
  }
  return hash.digest('hex')
}
