// Rule: an image beside the listed ones that no list names was probably forgotten.
import { isReadImageName } from '../../../core/image-endings.ts'
import { problem, type Problem } from '../../problems.ts'
import type { Disk } from '../../read/disk.ts'
import type { List } from '../../read/entries.ts'
import { type Split } from '../../read/list.ts'

/** Looks at the split's own folder of images, where any list uses it. */
export async function unlistedImages(disk: Disk, split: Split, lists: readonly List[]): Promise<Problem[]> {
  const folder = `${split}_images`
  const listed = new Set(lists.flatMap(({ entries }) => entries.map(({ image }) => image)))
  if (![...listed].some((image) => image.startsWith(`${folder}/`))) return []
  const files = (await disk.entries(folder)).filter(({ name, isFolder }) => !isFolder && isReadImageName(name))
  const unlisted = files.map(({ name }) => `${folder}/${name}`).filter((image) => !listed.has(image))
  if (unlisted.length === 0) return []
  const example = unlisted.reduce((first, image) => (image < first ? image : first))
  return [problem({ code: 'unlisted-images', images: unlisted.length, example }, folder)]
}
