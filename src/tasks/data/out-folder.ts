// Where results may not go: into the folder of a data set, whose images and lists would stand among them.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { splits } from '../../data/dataset.ts'

/** @throws UserError `bad-flag` where the folder holds the lists of a data set */
export function refuseDatasetAsOut(out: string): void {
  const list = splits.map((split) => `${split}_list.txt`).find((name) => existsSync(join(out, name)))
  if (list === undefined) return
  const { messageOut, expectedOut, foundOut, nextOut } = errorDetails['bad-flag']
  throw new UserError({
    code: 'bad-flag',
    message: say(messageOut),
    expected: say(expectedOut),
    found: say(foundOut, { list }),
    where: resolve(out),
    next: say(nextOut),
  })
}
