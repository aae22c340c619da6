// A list file to entries: which image and which ground truth each line means, given what is on the disk.
import { mapBounded } from '../pool.ts'
import { problem, type Problem } from '../problems.ts'
import { textForm } from '../rules/list/text-form.ts'
import { type Disk, filesAtATime, type FileError } from './disk.ts'
import { encodingProblems } from './ground-truth.ts'
import { bareNamePaths, readListLine, type Pair, type Split } from './list.ts'
import { isUnread, linesOfFile, readAsChinese, type Line, type TextFile } from './text-file.ts'

/** One line of a list, settled. */
export interface Entry extends Pair {
  /** Line in the list, from 1. */
  readonly line: number
}

/** A split's list: every line that could be settled, in order. */
export interface List {
  /** `train_list.txt` or `test_list.txt`. */
  readonly file: string
  readonly entries: readonly Entry[]
  readonly problems: readonly Problem[]
}

/** Characters of an unclear line that are told. */
const shownLength = 200

/** Reads `<split>_list.txt`. Entries may still name files that are missing. */
export async function readList(disk: Disk, split: Split): Promise<List> {
  const file = `${split}_list.txt`
  const bytes = await disk.read(file)
  if (!(bytes instanceof Uint8Array)) return { file, entries: [], problems: [listProblem(bytes, file)] }
  const { encoding, lines, ...stored } = await likeliest(disk, split, bytes)
  const problems = [...encodingProblems(encoding, file), ...textForm([{ file, ...stored }])]
  if (lines.length === 0 && !isUnread(encoding)) problems.push(problem({ code: 'list-empty' }, file))
  const normalised = await mapBounded(lines, filesAtATime, (line) => normaliseLine(disk, split, line))
  const entries: Entry[] = []
  normalised.forEach((pair, index) => {
    const { number, text } = lines[index]
    if (pair === undefined)
      problems.push(problem({ code: 'list-line-unclear', text: text.slice(0, shownLength) }, file, number))
    else {
      const { image, groundTruth, respelled } = pair
      problems.push(...respelled.map((facts) => problem({ code: 'name-respelled', ...facts }, file, number)))
      entries.push({ image, groundTruth, line: number })
    }
  })
  return { file, entries, problems }
}

/** The reading of a list that names more files that are there: short Chinese names in GBK can be UTF-8 by chance. */
async function likeliest(disk: Disk, split: Split, bytes: Uint8Array): Promise<TextFile> {
  const [plain, chinese] = [linesOfFile(bytes), readAsChinese(bytes)]
  if (chinese === undefined) return plain
  const [inPlain, inChinese] = await Promise.all(
    [plain, chinese].map(async ({ lines }) => {
      const pairs = await mapBounded(lines, filesAtATime, (line) => normaliseLine(disk, split, line))
      const fileErrors = await mapBounded(
        pairs,
        filesAtATime,
        async (pair) => pair && (await disk.fileError(pair.image)),
      )
      return pairs.filter((pair, index) => pair !== undefined && fileErrors[index] === undefined).length
    }),
  )
  return inChinese > inPlain ? chinese : plain
}

function listProblem(fileError: FileError, file: string): Problem {
  return problem({ code: fileError.kind === 'missing' ? 'list-missing' : 'list-unreadable', fileError }, file)
}

/** A pair as it is on the disk, and which names were written otherwise. */
interface FoundPair extends Pair {
  readonly respelled: readonly { readonly written: string; readonly taken: string }[]
}

/** The image and ground truth a line means, by their names relative to the root; undefined when it is not clear. */
async function normaliseLine(disk: Disk, split: Split, { text }: Line): Promise<FoundPair | undefined> {
  const reading = readListLine(text)
  if (reading.form === 'unclear') return undefined
  const written =
    reading.form === 'pair' ? await normalisePair(disk, reading.candidates) : await normaliseBare(disk, split, reading)
  if (written === undefined) return undefined
  const names = await Promise.all(
    [written.image, written.groundTruth].map(async (file) => {
      const taken = disk.nameOf(await disk.find(file))
      return { written: file, taken, isOther: taken !== disk.nameOf(file) }
    }),
  )
  // Of a single name the ground truth is not written anywhere.
  const reported = reading.form === 'bare' ? names.slice(0, 1) : names
  const respelled = reported.filter(({ isOther }) => isOther).map(({ written, taken }) => ({ written, taken }))
  return { image: names[0].taken, groundTruth: names[1].taken, respelled }
}

/** A single name: of an image in the split's folder, or a path to an image from the data set or from anywhere. */
async function normaliseBare(disk: Disk, split: Split, { name }: { name: string }): Promise<Pair> {
  const plain = disk.nameOf(name)
  const isPath = /^(?:\/|[a-z]:\/)/i.test(plain)
  const found = isPath ? disk.nameOf(await disk.find(plain)) : plain
  const inFolder = bareNamePaths(found, split)
  const isElsewhere = /^(?:\/|[a-z]:\/)/i.test(found)
  const { groundTruths } = isElsewhere ? bareNamePaths(found.slice(found.lastIndexOf('/') + 1), split) : inFolder
  const all = isElsewhere ? [...groundTruthsBeside(found), ...groundTruths] : groundTruths
  return { image: isPath ? plain : inFolder.image, groundTruth: (await firstThere(disk, all)) ?? groundTruths[0] }
}

/** Where the ground truth of an image outside of the data set may be: `a/train_gts/1.txt` for `a/train_images/1.jpg`. */
function groundTruthsBeside(image: string): string[] {
  const stem = image.replace(/\.[^./]*$/, '')
  const swapped = stem.replace(/images?(?=\/[^/]*$)/i, 'gts')
  return [swapped, stem].map((path) => `${path}.txt`)
}

async function firstThere(disk: Disk, files: readonly string[]): Promise<string | undefined> {
  for (const file of files) if ((await disk.fileError(file)) === undefined) return file
  return undefined
}

/** The only candidate, or the only one whose files are there. */
async function normalisePair(disk: Disk, candidates: readonly Pair[]): Promise<Pair | undefined> {
  if (candidates.length === 1) return candidates[0]
  const there: Pair[] = []
  for (const pair of candidates)
    if (
      (await firstThere(disk, [pair.image])) !== undefined &&
      (await firstThere(disk, [pair.groundTruth])) !== undefined
    )
      there.push(pair)
  return there.length === 1 ? there[0] : undefined
}
