// Lines of a list, written so that the reader reads back exactly the two paths.
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

function readsBackAs(line: string, image: string, groundTruth: string): boolean {
  if (line.trim() !== line || /[\r\n]/.test(line)) return false
  const reading = readListLine(line)
  if (reading.form !== 'pair' || reading.candidates.length !== 1) return false
  const [pair] = reading.candidates
  return pair.image === image && pair.groundTruth === groundTruth
}
