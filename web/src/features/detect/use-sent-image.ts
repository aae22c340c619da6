// The image of a detection: it stands in the address by its upload, and is sent again to a server that lost it.
import type { ShownFailure } from '../../api/failure.ts'
import { sendFile } from '../../api/client.ts'
import { failureOf } from '../../api/use-action.ts'
import { useParameter } from '../../ui/use-url.ts'

/** The files that were sent, by the id of their upload. */
const sent = new Map<string, File>()

async function send(file: File, then: (id: string) => void): Promise<void> {
  const upload = await sendFile(file, 'image')
  sent.set(upload.id, file)
  then(upload.id)
}

interface SentImage {
  /** Of the upload; empty for none. */
  readonly id: string
  /** Sends a file, and makes it the image. */
  readonly take: (file: File) => void
  /** Sends the file of this image once more; false where the page does not have it. */
  readonly sendAgain: () => boolean
}

export function useSentImage(onFailure: (failure: ShownFailure) => void): SentImage {
  const [id, setId] = useParameter('image', '')
  const [, replaceId] = useParameter('image', '', 'silent')
  const failed = (error: unknown): void => onFailure(failureOf(error))
  const take = (file: File): void => void send(file, setId).catch(failed)
  const sendAgain = (): boolean => {
    const file = sent.get(id)
    if (file === undefined) return false
    sent.delete(id)
    send(file, replaceId).catch(failed)
    return true
  }
  return { id, take, sendAgain }
}
