// Sends many pictures, a few at a time, each from the disk when its turn comes.
import { ApiError, sendFile } from '../../api/client.ts'

const endings = /\.(?:jpe?g|png|bmp|webp|tiff?|gif|avif)$/i
/** Sent at the same time; more would only wait. */
const atOnce = 4

/** The files that are pictures, hidden ones left out. */
export function picturesOf(files: readonly File[]): File[] {
  return files.filter(({ name }) => endings.test(name) && !name.startsWith('.'))
}

/** What became of the files. */
export interface Sent {
  /** Of the uploads, in the order of the files. */
  readonly ids: readonly string[]
  /** Files that the server did not take; they stop none of the others. */
  readonly refused: readonly { readonly what: string; readonly why: string }[]
}

/** @throws ApiError when the server is gone */
export async function sendPictures(files: readonly File[], onSent: (count: number) => void): Promise<Sent> {
  const ids: (string | undefined)[] = []
  const refused: { what: string; why: string }[] = []
  let next = 0
  let sent = 0
  const work = async (): Promise<void> => {
    for (let index = next++; index < files.length; index = next++) {
      const file = files[index]
      if (file === undefined) return
      try {
        ids[index] = (await sendFile(file, 'picture')).id
      } catch (error) {
        if (!(error instanceof ApiError) || error.failure.code === 'network') throw error
        refused.push({ what: file.name, why: error.message })
      }
      onSent(++sent)
    }
  }
  onSent(0)
  await Promise.all(Array.from({ length: atOnce }, work))
  return { ids: ids.filter((id) => id !== undefined), refused }
}
