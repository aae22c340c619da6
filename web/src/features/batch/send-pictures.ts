// Sends many pictures, a few at a time, each from the disk when its turn comes.
import { sendFile } from '../../api/client.ts'

const endings = /\.(?:jpe?g|png|bmp|webp|tiff?|gif|avif)$/i
/** Sent at the same time; more would only wait. */
const atOnce = 4

/** The files that are pictures, hidden ones left out. */
export function picturesOf(files: readonly File[]): File[] {
  return files.filter(({ name }) => endings.test(name) && !name.startsWith('.'))
}

/** The ids of the uploads, in the order of the files. */
export async function sendPictures(files: readonly File[], onSent: (count: number) => void): Promise<string[]> {
  const ids: string[] = []
  let next = 0
  let sent = 0
  const work = async (): Promise<void> => {
    for (let index = next++; index < files.length; index = next++) {
      const file = files[index]
      if (file === undefined) return
      ids[index] = (await sendFile(file, 'picture')).id
      onSent(++sent)
    }
  }
  onSent(0)
  await Promise.all(Array.from({ length: atOnce }, work))
  return ids
}
