// A place in a log as a text that pages, streams and browsers hand around: bytes, lines, and which file.
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import type { LogPosition } from '../../run/log-reader.ts'

/** `4096-57-1234` */
export function renderPosition({ offset, lines, file }: LogPosition): string {
  return `${offset}-${lines}-${file}`
}

/** @throws UserError bad-input */
export function parsePosition(text: string): LogPosition {
  const match = /^(\d{1,15})-(\d{1,15})-(\d{1,20})$/.exec(text)
  if (match !== null) return { offset: Number(match[1]), lines: Number(match[2]), file: Number(match[3]) }
  throw new UserError({
    code: 'bad-input',
    message: say(errorDetails['bad-input'].messagePosition),
    expected: say(errorDetails['bad-input'].expectedPosition),
    found: JSON.stringify(text.slice(0, 60)),
    where: 'from',
  })
}
