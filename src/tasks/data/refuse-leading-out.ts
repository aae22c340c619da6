// Refuses data sets whose lists name files outside of the folders that may be read.
import { join } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { between, joined, say } from '../../core/say.ts'
import { placeOf } from '../../data/problems.ts'
import { knownDataset } from './known-dataset.ts'

/** @throws UserError path-outside */
export async function refuseLeadingOut(data: string, within: readonly string[]): Promise<void> {
  const { root, problems } = await knownDataset(data, { within })
  const found = problems.find(({ facts }) => 'fileError' in facts && facts.fileError.kind === 'outside')
  if (found === undefined) return
  throw new UserError({
    code: 'path-outside',
    message: say(errorDetails['path-outside'].messageData),
    expected: say(errorDetails['path-outside'].expected, { folders: joined(within, between.or) }),
    found: found.file,
    where: join(root, placeOf(found)),
    next: say(errorDetails['path-outside'].nextAllow),
  })
}
