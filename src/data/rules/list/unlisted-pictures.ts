// Rule: a picture beside the listed ones that no list names was probably forgotten.
import { isReadImageName } from '../../../core/picture-endings.ts'
import { problem, type Problem } from '../../problems.ts'
import type { Disk } from '../../read/disk.ts'
import type { List } from '../../read/entries.ts'
import { type Split } from '../../read/list.ts'

/** Looks at the split's own folder of pictures, where any list uses it. */
export async function unlistedPictures(disk: Disk, split: Split, lists: readonly List[]): Promise<Problem[]> {
  const folder = `${split}_images`
  const listed = new Set(lists.flatMap(({ entries }) => entries.map(({ picture }) => picture)))
  if (![...listed].some((picture) => picture.startsWith(`${folder}/`))) return []
  const files = (await disk.entries(folder)).filter(({ name, isFolder }) => !isFolder && isReadImageName(name))
  const unlisted = files.map(({ name }) => `${folder}/${name}`).filter((picture) => !listed.has(picture))
  if (unlisted.length === 0) return []
  const example = unlisted.reduce((first, picture) => (picture < first ? picture : first))
  return [problem({ code: 'unlisted-pictures', pictures: unlisted.length, example }, folder)]
}
