// Rule: no two listed files have the same bytes; between the splits that is a leak.
import { createHash } from 'node:crypto'
import { readRegularAsync } from '../../../core/read-file.ts'

import { mapBounded } from '../../pool.ts'
import { problem, type Problem } from '../../problems.ts'
import type { TextInstance } from '../../types.ts'
import { isLeak, type ImageFile, type Repetition } from './seen-image.ts'

/** Files read at a time, each whole in memory. */
const filesAtATime = 4

/** The images that have the same bytes as one before them. Only files of equal length are read. */
export async function findSameBytes<P extends ImageFile>(images: readonly P[]): Promise<Repetition<P>[]> {
  const lengths = new Map<number, number>()
  for (const { bytes } of images) lengths.set(bytes, (lengths.get(bytes) ?? 0) + 1)
  const suspects = images.filter(({ bytes }) => (lengths.get(bytes) ?? 0) > 1)
  const digests = await mapBounded(suspects, filesAtATime, ({ imagePath }) => digestOf(imagePath))
  const firsts = new Map<string, P>()
  const found: Repetition<P>[] = []
  for (const [index, image] of suspects.entries()) {
    const digest = digests[index]
    if (digest === undefined) continue
    const first = firsts.get(digest)
    if (first === undefined) firsts.set(digest, image)
    else found.push({ image, first })
  }
  return found
}

/** What there is to say about them. An image listed in both splits under one name is the list rule's to tell. */
export function sameBytes(repetitions: readonly Repetition[]): Problem[] {
  return repetitions.flatMap((repetition) => {
    const { image, first } = repetition
    if (image.image === first.image) return []
    const code = isLeak(repetition) ? 'leaked-image' : 'duplicate-image'
    const sameTexts = wordsOf(image.sample.texts) === wordsOf(first.sample.texts)
    return [problem({ code, other: first.image, sameTexts }, image.image)]
  })
}

/** Undefined when the file is gone by now; whoever opens it next will say so. */
async function digestOf(path: string): Promise<string | undefined> {
  const bytes = await readRegularAsync(path).catch(() => undefined)
  return bytes && createHash('sha256').update(bytes).digest('hex')
}

function wordsOf(texts: readonly TextInstance[]): string {
  return JSON.stringify(texts.map(({ polygon, transcript }) => [polygon, transcript]))
}
