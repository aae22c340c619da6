// The body of an answer that is made while it is sent.
import { messageOf } from '../../core/errors.ts'

/**
 * Chunks as the body of an answer, each asked for when the one before has gone. The status is sent by the time that a chunk
 * fails, so the answer is cut off then, which the client sees, and the reason is printed; `chunks` is ended when the client goes.
 * @param breakOff ends the connection at once: the HTTP adapter would end the answer like a whole one, with the reason as its last bytes
 */
export function streamBody(chunks: AsyncIterable<Uint8Array>, breakOff: () => void): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await iterator.next()
        if (done === true) controller.close()
        else controller.enqueue(value)
      } catch (error) {
        breakOff()
        controller.error(cutOff(error))
      }
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}

/** Printed by the HTTP adapter: without a stack, as files that go or grow are no bug. */
function cutOff(error: unknown): Error {
  const cut = new Error(`An answer was cut off: ${messageOf(error)}`)
  cut.stack = cut.message
  return cut
}
