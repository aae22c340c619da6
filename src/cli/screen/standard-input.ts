// The bytes that another program sends through a pipe.
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'

/** As much as an image may have. */
const maxBytes = 2 ** 30

/** All of standard input. @throws UserError `file-too-big` for more than 1 GB, `no-images` where a person would have to type it */
export async function readStandardInput(input: NodeJS.ReadStream = process.stdin): Promise<Uint8Array> {
  if (input.isTTY)
    throw new UserError({
      code: 'no-images',
      message: say(errorDetails['no-images'].messageInput),
      expected: say(errorDetails['no-images'].expectedInput),
      found: say(errorDetails['no-images'].foundTerminal),
      next: say(errorDetails['no-images'].nextInput),
    })
  const parts: Buffer[] = []
  let length = 0
  for await (const part of input as AsyncIterable<Buffer>) {
    length += part.length
    if (length > maxBytes)
      throw new UserError({
        code: 'file-too-big',
        message: say(errorDetails['file-too-big'].messageInput),
        expected: say(errorDetails['file-too-big'].expectedInput),
        next: say(errorDetails['file-too-big'].nextInput),
      })
    parts.push(part)
  }
  return Buffer.concat(parts)
}
