// Which images belong together and must not be parted by a split: pages of one receipt, frames of one street.
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { wordsFor } from '../../core/library-words.ts'

/** The ways to group images by their names. */
export const groupings = ['none', 'prefix', 'folder'] as const

/** `none`: every image is by itself. `prefix`: the file name up to its last separator. `folder`: the folder it lies in. */
export type Grouping = (typeof groupings)[number]

/** How images are grouped; a pattern counts more than the grouping. */
export interface GroupRule {
  readonly groupBy?: Grouping | undefined
  /** A regular expression; what its first group (or the whole of it) matches in the file name is the group. */
  readonly groupPattern?: string | undefined
}

/**
 * A function from a path to its group. A name that the rule does not fit is a group of its own.
 * @throws UserError group-pattern
 */
export function groupOf({ groupBy = 'none', groupPattern }: GroupRule): (path: string) => string {
  if (groupPattern === undefined) return grouped[groupBy]
  const pattern = compiled(groupPattern)
  return (path) => {
    const match = pattern.exec(nameOf(path))
    return match === null ? path : (match.at(1) ?? match[0])
  }
}

/** True when nothing is grouped. */
export function isUngrouped({ groupBy = 'none', groupPattern }: GroupRule): boolean {
  return groupPattern === undefined && groupBy === 'none'
}

/** The rule in words. */
export function describeRule({ groupBy = 'none', groupPattern }: GroupRule): string {
  if (groupPattern !== undefined) return `file names matching ${groupPattern}`
  return { none: 'no grouping', prefix: 'file names up to their last separator', folder: 'folders' }[groupBy]
}

const grouped: Readonly<Record<Grouping, (path: string) => string>> = {
  none: (path) => path,
  prefix: (path) => /^(.+)[-_. ][^-_. ]*$/.exec(stemOf(path))?.[1] ?? stemOf(path),
  folder: (path) => path.slice(0, path.lastIndexOf('/') + 1),
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function stemOf(path: string): string {
  return nameOf(path).replace(/\.[^.]+$/, '')
}

function compiled(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u')
  } catch (error) {
    throw new UserError({
      code: 'group-pattern',
      message: say(errorDetails['group-pattern'].message),
      expected: say(errorDetails['group-pattern'].expected, { example: String.raw`^(\w+)_page` }),
      found: wordsFor('regex', error),
      where: pattern,
      next: say(errorDetails['group-pattern'].next),
      cause: error,
    })
  }
}
