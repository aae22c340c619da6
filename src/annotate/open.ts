// Opens a data set of a person for editing: once, with a backup of every list and ground truth made first.
import { constants, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { errorDetails } from '../core/error-details.ts'
import { UserError } from '../core/errors.ts'
import { asidePath, explaining, explainSystemError, flushFolder, makeFolder, writeFileAtomic } from '../core/files.ts'
import { readRegularText } from '../core/read-file.ts'
import { say } from '../core/say.ts'
import { isFields, noticeDamaged, parsedJson } from '../core/state-file.ts'
import { splits, type Dataset } from '../data/dataset.ts'
import { mapBounded } from '../data/pool.ts'
import { editingPaths, isOpenForEditing } from './folder.ts'

/** Files copied at a time. */
const filesAtATime = 8

/** When a set was opened for editing, and where its first state is. */
export interface OpenedSet {
  /** ISO 8601. */
  readonly openedAt: string
  readonly by: string
  /** Absolute path. */
  readonly backup: string
  /** The model that made the first labels; undefined where people made them. */
  readonly labelledBy: string | undefined
}

/**
 * Lets a set be edited from now on. A set that is open already stays so, with its first backup.
 * @param by which browser or program asks @param labelledBy the model whose labels these are; nobody has looked at them then
 * @throws UserError what the file system said; nothing is open then
 */
export async function openForEditing(dataset: Dataset, by: string, labelledBy?: string): Promise<OpenedSet> {
  const paths = editingPaths(dataset.root)
  if (!isOpenForEditing(dataset.root)) {
    makeFolder(paths.folder)
    // A backup without the mark belongs to an opening that was killed: nothing was edited since.
    rmSync(paths.backup, { recursive: true, force: true })
    const aside = asidePath(paths.backup)
    try {
      explaining(aside, 'make the folder', () => mkdirSync(aside))
      await copyInto(aside, dataset)
      explaining(paths.backup, 'write', () => renameSync(aside, paths.backup))
    } finally {
      rmSync(aside, { recursive: true, force: true })
    }
    flushFolder(paths.folder)
    writeFileAtomic(paths.opened, `${JSON.stringify({ openedAt: new Date().toISOString(), by, labelledBy })}\n`)
  }
  return openedSet(dataset.root)
}

/** @throws UserError not-open-for-editing */
export function openedSet(root: string): OpenedSet {
  const paths = editingPaths(root)
  if (!isOpenForEditing(root))
    throw new UserError({
      code: 'not-open-for-editing',
      message: say(errorDetails['not-open-for-editing'].message),
      expected: say(errorDetails['not-open-for-editing'].expected),
      where: root,
      next: say(errorDetails['not-open-for-editing'].next),
    })
  const value = parsedJson(readRegularText(paths.opened))
  // The mark itself is what counts.
  if (!isOpening(value)) noticeDamaged(paths.opened, 'it is not known since when and by whom the set is edited')
  const { openedAt = '', by = '', labelledBy } = isOpening(value) ? value : {}
  return { openedAt, by, backup: paths.backup, labelledBy }
}

interface Opening {
  readonly openedAt?: string
  readonly by?: string
  readonly labelledBy?: string
}

function isOpening(value: unknown): value is Opening {
  if (!isFields(value)) return false
  const { openedAt, by, labelledBy = '' } = value
  return [openedAt, by, labelledBy].every((one) => typeof one === 'string')
}

async function copyInto(folder: string, { root, train, test }: Dataset): Promise<void> {
  const lists = splits.map((split) => join(root, `${split}_list.txt`)).filter((path) => existsSync(path))
  const files = [...new Set([...lists, ...[...train, ...test].map(({ groundTruthPath }) => groundTruthPath)])]
  const inside = files.filter((path) => !relative(root, path).startsWith('..'))
  for (const parent of new Set(inside.map((path) => dirname(relative(root, path))))) makeFolder(join(folder, parent))
  await mapBounded(inside, filesAtATime, async (path) => {
    const target = join(folder, relative(root, path))
    await copyFile(path, target, constants.COPYFILE_FICLONE).catch((error: unknown) => {
      throw explainSystemError(error, target, 'write')
    })
  })
}
