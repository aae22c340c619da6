// Proves that the gate and training agree on thousands of mutated files; the seed repeats a failure, and fast-check shrinks it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { compareSides } from './agreement.ts'
import { baseImages } from './base-files.ts'
import { filesIn, setOfLists, setOfSamples, writeSet, type WishedSet } from './sets.ts'

export interface Proof {
  /** Mutated files that were held against both sides. */
  readonly files: number
  /** What the gate and training both accept, and both refuse: samples whose list names them. */
  readonly accepted: number
  readonly refused: number
}

/** Mutated samples in one data set: their shared cost is small, and a failure is still shrunk quickly. */
const samplesInSet = 25

/** One of this many mutated files is a list. */
const filesForList = 10

/** Mutates at least `files` files. @throws Error with the seed, the mutations and the file at the first disagreement */
export async function proveGate(files: number, seed: number): Promise<Proof> {
  const images = await baseImages()
  const proof = { files: 0, accepted: 0, refused: 0 }
  const compare = async (wished: WishedSet): Promise<void> => {
    const root = mkdtempSync(join(tmpdir(), 'ocrdet-gate-'))
    try {
      writeSet(root, wished, images)
      const { accepted, refused } = await compareSides(root)
      proof.files += filesIn(wished)
      proof.accepted += accepted
      proof.refused += refused
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  }
  const lists = Math.ceil(files / filesForList / 2)
  const options = { seed, endOnFailure: true }
  await fc.assert(fc.asyncProperty(setOfSamples(samplesInSet), compare), {
    ...options,
    numRuns: Math.ceil((files - 2 * lists) / samplesInSet),
  })
  await fc.assert(fc.asyncProperty(setOfLists, compare), { ...options, numRuns: lists })
  return proof
}
