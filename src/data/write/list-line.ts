// Lines of a list, written so that the reader reads back exactly the two paths.
import { relative } from 'node:path'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { readListLine } from '../read/list.ts'

/**
 * `train_images/1.jpg train_gts/1.txt`, in quotes where it needs them; undefined when no line can say it (both kinds of quotes,
 * a line break or a backslash in a path).
 */
export function pairLine(image: string, groundTruth: string): string | undefined {
  const [plain, ...quoted] = [`${image} ${groundTruth}`, `"${image}" "${groundTruth}"`, `'${image}' '${groundTruth}'`]
  // The reader could often do without quotes where a path holds spaces; people and other programs could not.
  const spellings = /\s/.test(image + groundTruth) ? [...quoted, plain] : [plain, ...quoted]
  return spellings.find((line) => readsBackAs(line, image, groundTruth))
}

/** A path as a list names it that lies in `folder`. */
export function pathInList(folder: string, path: string): string {
  return relative(folder, path).replaceAll('\\', '/')
}

/** The line of a list in `folder` that names both files. @throws UserError path-not-listable */
export function lineInList(
  folder: string,
  { imagePath, groundTruthPath }: { readonly imagePath: string; readonly groundTruthPath: string },
): string {
  const line = pairLine(pathInList(folder, imagePath), pathInList(folder, groundTruthPath))
  if (line !== undefined) return line
  throw new UserError({
    code: 'path-not-listable',
    message: say(errorDetails['path-not-listable'].message),
    expected: say(errorDetails['path-not-listable'].expected),
    found: imagePath,
    where: imagePath,
    next: say(errorDetails['path-not-listable'].next),
  })
}

function readsBackAs(line: string, image: string, groundTruth: string): boolean {
  if (line.trim() !== line || /[\r\n]/.test(line)) return false
  const reading = readListLine(line)
  if (reading.form !== 'pair' || reading.candidates.length !== 1) return false
  const [pair] = reading.candidates
  return pair.image === image && pair.groundTruth === groundTruth
}
