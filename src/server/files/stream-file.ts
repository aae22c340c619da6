// A file as a stream, so that a large one is never whole in memory.
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'

export function streamFile(path: string): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>
}
