// The bytes of a file as it was when it was opened: one that changes while it is read fails instead of being sent half.
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'

/** Not through a link, and without waiting for the other end of a pipe. */
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

const chunkBytes = 1 << 16

/** Chunks of a regular file. Throws what the file system says, and when the file was written to in the meantime. */
export async function* steadyBytes(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, openFlags)
  try {
    const before = await file.stat()
    if (!before.isFile()) throw new Error(`${path} is no file`)
    for (let left = before.size; left > 0;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(Math.min(chunkBytes, left)), 0)
      if (bytesRead === 0) throw changed(path)
      left -= bytesRead
      yield buffer.subarray(0, bytesRead)
    }
    const after = await file.stat()
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) throw changed(path)
  } finally {
    await file.close()
  }
}

function changed(path: string): Error {
  return new Error(`${path} changed while it was sent`)
}
