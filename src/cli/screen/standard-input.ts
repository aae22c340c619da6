// The bytes that another program sends through a pipe.
import { UserError } from '../../core/errors.ts'

/** As much as an image may have. */
const maxBytes = 2 ** 30

/** All of standard input. @throws UserError `file-too-big` for more than 1 GB, `no-images` where a person would have to type it */
export async function readStandardInput(input: NodeJS.ReadStream = process.stdin): Promise<Uint8Array> {
  if (input.isTTY)
    throw new UserError({
      code: 'no-images',
      message: 'There is no image on standard input',
      expected: 'the bytes of an image',
      found: 'a terminal',
      next: 'send one: ocrdet read - < page.png',
    })
  const parts: Buffer[] = []
  let length = 0
  for await (const part of input as AsyncIterable<Buffer>) {
    length += part.length
    if (length > maxBytes)
      throw new UserError({
        code: 'file-too-big',
        message: 'There is more on standard input than an image may have',
        expected: 'at most 1 GB',
        next: 'save the image to a file and look at it',
      })
    parts.push(part)
  }
  return Buffer.concat(parts)
}
