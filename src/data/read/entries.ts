// A list file to entries: which picture and which ground truth each line means, given what is on the disk.
import { mapBounded } from '../pool.ts'
import { problem, type Problem } from '../problems.ts'
import { textForm } from '../rules/list/text-form.ts'
import { type Disk, filesAtATime, type Obstacle } from './disk.ts'
import { encodingProblems } from './ground-truth.ts'
import { bareNamePaths, readListLine, type Pair, type Split } from './list.ts'
import { linesOfFile, type Line } from './text-file.ts'

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
  const { encoding, lines, ...stored } = linesOfFile(bytes)
  const problems = [...encodingProblems(encoding, file), ...textForm([{ file, ...stored }])]
  if (lines.length === 0 && encoding !== 'binary') problems.push(problem({ code: 'list-empty' }, file))
  const settled = await mapBounded(lines, filesAtATime, (line) => settleLine(disk, split, line))
  const entries: Entry[] = []
  settled.forEach((pair, index) => {
    const { number, text } = lines[index]
    if (pair !== undefined) entries.push({ ...pair, line: number })
    else problems.push(problem({ code: 'list-line-unclear', text: text.slice(0, shownLength) }, file, number))
  })
  return { file, entries, problems }
}

function listProblem(obstacle: Obstacle, file: string): Problem {
  return problem({ code: obstacle.kind === 'missing' ? 'list-missing' : 'list-unreadable', obstacle }, file)
}

/** The picture and ground truth a line means, by their names relative to the root; undefined when it is not clear. */
async function settleLine(disk: Disk, split: Split, { text }: Line): Promise<Pair | undefined> {
  const reading = readListLine(text)
  if (reading.form === 'unclear') return undefined
  const pair =
    reading.form === 'pair' ? await settlePair(disk, reading.candidates) : await settleBare(disk, split, reading)
  return pair && { picture: disk.nameOf(pair.picture), truth: disk.nameOf(pair.truth) }
}

async function settleBare(disk: Disk, split: Split, { name }: { name: string }): Promise<Pair> {
  const { picture, truths } = bareNamePaths(name, split)
  return { picture, truth: (await firstThere(disk, truths)) ?? truths[0] }
}

async function firstThere(disk: Disk, files: readonly string[]): Promise<string | undefined> {
  for (const file of files) if ((await disk.obstacle(file)) === undefined) return file
  return undefined
}

/** The only candidate, or the only one whose files are there. */
async function settlePair(disk: Disk, candidates: readonly Pair[]): Promise<Pair | undefined> {
  if (candidates.length === 1) return candidates[0]
  const there: Pair[] = []
  for (const pair of candidates)
    if ((await firstThere(disk, [pair.picture])) !== undefined && (await firstThere(disk, [pair.truth])) !== undefined)
      there.push(pair)
  return there.length === 1 ? there[0] : undefined
}
