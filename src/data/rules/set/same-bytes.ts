// Rule: no two listed files have the same bytes; between the splits that is a leak.
import { createHash } from 'node:crypto'
import { readRegularAsync } from '../../../core/read-file.ts'

import { mapBounded } from '../../pool.ts'
import { problem, type Problem } from '../../problems.ts'
import type { Text } from '../../types.ts'
import { isLeak, type PictureFile, type Repetition } from './seen-picture.ts'

/** Files read at a time, each whole in memory. */
const filesAtATime = 4

/** The pictures that have the same bytes as one before them. Only files of equal length are read. */
export async function findSameBytes<P extends PictureFile>(pictures: readonly P[]): Promise<Repetition<P>[]> {
  const lengths = new Map<number, number>()
  for (const { bytes } of pictures) lengths.set(bytes, (lengths.get(bytes) ?? 0) + 1)
  const suspects = pictures.filter(({ bytes }) => (lengths.get(bytes) ?? 0) > 1)
  const digests = await mapBounded(suspects, filesAtATime, ({ imagePath }) => digestOf(imagePath))
  const firsts = new Map<string, P>()
  const found: Repetition<P>[] = []
  for (const [index, picture] of suspects.entries()) {
    const digest = digests[index]
    if (digest === undefined) continue
    const first = firsts.get(digest)
    if (first === undefined) firsts.set(digest, picture)
    else found.push({ picture, first })
  }
  return found
}

/** What there is to say about them. A picture listed in both splits under one name is the list rule's to tell. */
export function sameBytes(repetitions: readonly Repetition[]): Problem[] {
  return repetitions.flatMap((repetition) => {
    const { picture, first } = repetition
    if (picture.picture === first.picture) return []
    const code = isLeak(repetition) ? 'leaked-picture' : 'duplicate-picture'
    const sameTexts = wordsOf(picture.sample.texts) === wordsOf(first.sample.texts)
    return [problem({ code, other: first.picture, sameTexts }, picture.picture)]
  })
}

/** Undefined when the file is gone by now; whoever opens it next will say so. */
async function digestOf(path: string): Promise<string | undefined> {
  const bytes = await readRegularAsync(path).catch(() => undefined)
  return bytes && createHash('sha256').update(bytes).digest('hex')
}

function wordsOf(texts: readonly Text[]): string {
  return JSON.stringify(texts.map(({ polygon, transcript }) => [polygon, transcript]))
}
