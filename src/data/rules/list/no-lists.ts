// Rule: a folder without either list is no data set of ours; what it holds tells what it may be.
import { isReadImageName } from '../../../core/image-endings.ts'
import { problem, type Problem } from '../../problems.ts'
import type { Disk } from '../../read/disk.ts'

/** In the place of two missing lists: one problem that says what is there. */
export async function noLists(disk: Disk): Promise<Problem> {
  const entries = await disk.entries('.')
  const files = entries.filter(({ isFolder }) => !isFolder).map(({ name }) => name)
  const count = (pattern: RegExp): number => files.filter((name) => pattern.test(name)).length
  const counts = {
    images: files.filter(isReadImageName).length,
    textFiles: count(/\.txt$/i),
    jsonFiles: count(/\.json$/i),
  }
  return problem({ code: 'no-lists', ...counts, folders: entries.length - files.length }, '.')
}
