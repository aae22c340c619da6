// The three ways in which a checkpoint cannot be read.
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { UserError } from '../../core/errors.ts'
import type { Failure } from '../bytes.ts'

/** Makes the errors of the reader; `found` is a noun phrase. */
export interface PthProblem {
  /** It is something else altogether. */
  readonly foreign: Failure
  /** It began as a checkpoint, but it is cut short or altered. */
  readonly damaged: Failure
  /** A sound checkpoint that holds more than plain values and tensors. */
  readonly unsupported: Failure
}

const expected = say(errorDetails['pth-foreign'].expected)

/** The errors `pth-foreign`, `pth-damaged` and `pth-unsupported` for the file `where`. */
export function pthProblem(where: string): PthProblem {
  return {
    foreign: (found) =>
      new UserError({
        code: 'pth-foreign',
        message: say(errorDetails['pth-foreign'].message),
        expected,
        found,
        where,
        next: say(errorDetails['pth-foreign'].next),
      }),
    damaged: (found) =>
      new UserError({
        code: 'pth-damaged',
        message: say(errorDetails['pth-damaged'].message),
        expected,
        found,
        where,
        next: say(errorDetails['pth-damaged'].next),
      }),
    unsupported: (found) =>
      new UserError({
        code: 'pth-unsupported',
        message: say(errorDetails['pth-unsupported'].message),
        expected: say(errorDetails['pth-unsupported'].expected),
        found,
        where,
        next: say(errorDetails['pth-unsupported'].next),
      }),
  }
}
