// Sends many images, a few at a time, each from the disk when its turn comes.
import { isImageName } from '../../../src/core/image-endings.ts'
import { ApiError, sendFile } from '../api/client.ts'
import { headlineOf } from '../api/failure.ts'
import type { GivenFile } from '../ui/given-files.ts'
import type { Language } from '../words/language.ts'

/** Sent at the same time; more would only wait. */
const atOnce = 4

/** What was given, sorted. */
export interface Sorted {
  readonly images: readonly GivenFile[]
  /** Paths of files that are no images. */
  readonly others: readonly string[]
}

/** Which files are images; hidden ones are neither. */
export function sortFiles(files: readonly GivenFile[]): Sorted {
  const open = files.filter(({ path }) => !path.split('/').some((part) => part.startsWith('.')))
  return {
    images: open.filter(({ path }) => isImageName(path)),
    others: open.filter(({ path }) => !isImageName(path)).map(({ path }) => path),
  }
}

/** What became of the files. */
export interface Sent {
  /** Of the uploads, in the order of the files. */
  readonly ids: readonly string[]
  /** Files that the server did not take; they stop none of the others. */
  readonly refused: readonly { readonly what: string; readonly why: string }[]
}

interface Sending {
  /** Of the reasons why files are refused. */
  readonly language: Language
  readonly onSent: (count: number) => void
}

/** @throws ApiError when the server is gone */
export async function sendImages(files: readonly GivenFile[], { language, onSent }: Sending): Promise<Sent> {
  const ids: (string | undefined)[] = []
  const refused: { what: string; why: string }[] = []
  let next = 0
  let sent = 0
  const work = async (): Promise<void> => {
    for (let index = next++; index < files.length; index = next++) {
      const given = files[index]
      if (given === undefined) return
      const { file, path } = given
      try {
        ids[index] = (await sendFile(file, 'image', path.slice(0, -file.name.length))).id
      } catch (error) {
        if (!(error instanceof ApiError) || error.failure.code === 'network') throw error
        refused.push({ what: path, why: headlineOf(error.failure, language).title })
      }
      onSent(++sent)
    }
  }
  onSent(0)
  await Promise.all(Array.from({ length: atOnce }, work))
  return { ids: ids.filter((id) => id !== undefined), refused }
}
