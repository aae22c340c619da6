// A moment as a person types it: how long ago, a time of today, or a date.
import { errorDetails } from '../core/error-details.ts'
import { UserError } from '../core/errors.ts'
import { say } from '../core/say.ts'
import { wordsFor } from '../core/library-words.ts'
import { duration } from '../run/settings/kinds.ts'

const words = errorDetails['bad-flag']
const expected = say(words.expectedMoment)

/** @throws UserError `bad-flag` */
export function parseMoment(typed: string, spelling: string, now: Date = new Date()): Date {
  const seconds = duration().fromText(typed)
  if (typeof seconds === 'number') return new Date(now.getTime() - seconds * 1000)
  const time = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(typed)
  if (time !== null) {
    const [, hours, minutes, rest] = time
    return new Date(now.getFullYear(), now.getMonth(), now.getDate(), Number(hours), Number(minutes), Number(rest ?? 0))
  }
  const isDate = /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?$/.test(typed)
  // A date alone would be taken for UTC.
  const date = new Date(typed.length === 10 ? `${typed}T00:00:00` : typed.replace(' ', 'T'))
  if (isDate && !Number.isNaN(date.getTime())) return date
  throw new UserError({
    code: 'bad-flag',
    message: say(words.message, { flag: spelling, value: `"${typed}"` }),
    expected,
    found: `"${typed}"`,
    where: spelling,
  })
}

/** The pattern of `--grep`, as JavaScript has it; letters mean both cases unless one of them is a capital. @throws UserError `bad-flag` */
export function parsePattern(typed: string, spelling: string): RegExp {
  try {
    return new RegExp(typed, /\p{Lu}/u.test(typed) ? 'u' : 'iu')
  } catch (cause) {
    throw new UserError({
      code: 'bad-flag',
      message: say(words.message, { flag: spelling, value: `"${typed}"` }),
      expected: say(errorDetails['bad-flag'].expectedRegex),
      found: wordsFor('regex', cause),
      where: spelling,
      next: say(errorDetails['bad-flag'].nextRegex),
      cause,
    })
  }
}
