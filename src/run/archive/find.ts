// The archive that a person means by an id, a former name or a path.
import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { between, joined, say } from '../../core/say.ts'
import { closest } from '../suggest.ts'
import { archiveFolder, idOfArchive } from './paths.ts'
import { type ArchivedRun, describeArchive, listArchives } from './sidecar.ts'

/**
 * The archive that a person means: an id or a former name in the folder of archives, or the path of a tar.gz file.
 * @throws UserError `archive-unknown`
 */
export function findArchive(reference: string, workdirs: string): ArchivedRun {
  const archives = listArchives(workdirs)
  const known = archives.find(({ id, names }) => id === reference || names.includes(reference))
  if (known !== undefined) return known
  const path = resolve(reference)
  const id = idOfArchive(basename(path))
  if (id !== undefined && existsSync(path)) return describeArchive(path, id)
  const words = archives.flatMap(({ id, names }) => [id, ...names])
  const guesses = closest(reference, words, 3)
  const said = errorDetails['archive-unknown']
  const listed =
    archives.length === 0
      ? say(said.nextNone)
      : say(said.nextList, {
          list: archives
            .slice(0, 10)
            .map((one) => one.id)
            .join(', '),
        })
  throw new UserError({
    code: 'archive-unknown',
    message: say(errorDetails['archive-unknown'].message, { reference }),
    expected: say(errorDetails['archive-unknown'].expected),
    found: `"${reference}"`,
    where: archiveFolder(workdirs),
    next: guesses.length > 0 ? say(said.nextGuess, { guess: joined(guesses, between.or) }) : listed,
  })
}
