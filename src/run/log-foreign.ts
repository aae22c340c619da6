// What is said of a file that is no log of a training: nothing can be shown or concluded from it.
import { errorDetails } from '../core/error-details.ts'
import { say } from '../core/say.ts'
import { UserError } from '../core/errors.ts'

/** @param lines how many there are, none of them a line of a training log */
export function foreignLog(where: string, lines: number): UserError {
  return new UserError({
    code: 'log-foreign',
    message: say(errorDetails['log-foreign'].message),
    expected: say(errorDetails['log-foreign'].expected),
    found:
      lines === 0 ? say(errorDetails['log-foreign'].foundEmpty) : say(errorDetails['log-foreign'].found, { lines }),
    where,
    next: say(errorDetails['log-foreign'].next),
  })
}
