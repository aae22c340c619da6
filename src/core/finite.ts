// Refuses weights that are no numbers: a network with one NaN finds nothing, and says nothing.
import { errorDetails } from './error-details.ts'
import { say } from './say.ts'
import type { InBoth } from './language.ts'
import { UserError } from './errors.ts'

const words = errorDetails['weights-not-finite']

/**
 * Throws when a tensor of a model file holds NaN or an infinity.
 * @param name the tensor's, for the message
 * @param where the file's path
 * @throws UserError `weights-not-finite`
 */
export function checkFinite(data: Float32Array, name: string, where: string): void {
  for (let at = 0; at < data.length; at++)
    if (!Number.isFinite(data[at]))
      throw notFinite(name, say(words.found, { value: data[at], at, length: data.length }), where)
}

/** The error itself, for readers that look at bytes; `found` says which number stands where. */
export function notFinite(name: string, found: InBoth<string>, where: string): UserError {
  return new UserError({
    code: 'weights-not-finite',
    message: say(errorDetails['weights-not-finite'].message, { name }),
    expected: say(errorDetails['weights-not-finite'].expected),
    found,
    where,
    next: say(errorDetails['weights-not-finite'].next),
  })
}
