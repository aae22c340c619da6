// Reading a data set: both lists and every ground truth, with every problem collected. Nothing is ever written in it.
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { systemCode } from '../core/errors.ts'
import { mapBounded } from './pool.ts'
import { problem, type Problem } from './problems.ts'
import { Disk, filesAtATime } from './read/disk.ts'
import { readList, type Entry, type List } from './read/entries.ts'
import { parseGroundTruth } from './read/ground-truth.ts'
import { splits, type Split } from './read/list.ts'
import { leakProblems, settleEntries } from './rules/list-rules.ts'
import { splitProblems } from './rules/split-rules.ts'
import type { Sample } from './types.ts'

export type { Sample, Text } from './types.ts'
export type { Problem } from './problems.ts'
export { splits, type Split } from './read/list.ts'

/** A data set as read: what can be used, and everything there is to say about the rest. */
export interface Dataset {
  /** Absolute path of the folder. */
  readonly root: string
  /** In the order of the list; only pictures whose file and ground truth are there. Empty for a split that was not read. */
  readonly train: readonly Sample[]
  readonly test: readonly Sample[]
  /** In the order of the lists and lines. With an error among them (`hasErrors`) the data set must not be trained on. */
  readonly problems: readonly Problem[]
}

/** What to read of a data set. */
export interface ReadOptions {
  /** Both unless told otherwise; an evaluation needs only `['test']`. */
  readonly splits?: readonly Split[]
}

/**
 * Reads the lists and ground truths of a data set; pictures are looked for but not opened (see `checkDataset`).
 * Never throws for bad data and never stops at the first problem: all of them are in the result.
 */
export async function readDataset(root: string, options: ReadOptions = {}): Promise<Dataset> {
  const disk = new Disk(resolve(root))
  const rootProblem = await problemOfRoot(disk.root)
  if (rootProblem !== undefined) return { root: disk.root, train: [], test: [], problems: [rootProblem] }

  const problems: Problem[] = []
  const lists: List[] = []
  const samples: Record<Split, Sample[]> = { train: [], test: [] }
  for (const split of splits.filter((split) => (options.splits ?? splits).includes(split))) {
    const list = await readList(disk, split)
    lists.push(list)
    const settled = settleEntries(list)
    const read = await readSamples(disk, list.file, settled.entries)
    samples[split] = read.samples
    problems.push(...list.problems, ...settled.problems, ...read.problems)
    problems.push(...splitProblems(read.samples, list.file))
  }
  if (lists.length === 2) problems.push(...leakProblems(lists[0], lists[1]))
  return { root: disk.root, ...samples, problems }
}

async function problemOfRoot(root: string): Promise<Problem | undefined> {
  try {
    if ((await stat(root)).isDirectory()) return undefined
    return problem({ code: 'root-unreadable', expected: 'a folder', found: `a file: ${root}` }, '.')
  } catch (error) {
    const missing = systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR'
    return problem({ code: missing ? 'root-missing' : 'root-unreadable', found: root }, '.')
  }
}

/** The samples of the entries whose files are there, and the problems of all. */
async function readSamples(
  disk: Disk,
  list: string,
  entries: readonly Entry[],
): Promise<{ samples: Sample[]; problems: Problem[] }> {
  const names = namesOf(entries)
  const read = await mapBounded(entries, filesAtATime, (entry, index) =>
    readEntry(disk, entry, { list, name: names[index] }),
  )
  return {
    samples: read.flatMap(({ sample }) => (sample === undefined ? [] : [sample])),
    problems: read.flatMap(({ problems }) => problems),
  }
}

async function readEntry(
  disk: Disk,
  { picture, truth, line }: Entry,
  { list, name }: { list: string; name: string },
): Promise<{ sample?: Sample; problems: Problem[] }> {
  const where = `listed in ${list}:${line}`
  const [trouble, bytes] = await Promise.all([disk.trouble(picture), disk.read(truth)])
  const problems: Problem[] = []
  if (trouble !== undefined) {
    const code = trouble.missing ? 'picture-missing' : 'picture-unreadable'
    problems.push(problem({ code, expected: `the picture ${where}`, found: trouble.found }, picture))
  }
  if (!(bytes instanceof Uint8Array)) {
    const code = bytes.missing ? 'truth-missing' : 'truth-unreadable'
    problems.push(problem({ code, expected: `the ground truth ${where}`, found: bytes.found }, truth))
    return { problems }
  }
  const parsed = parseGroundTruth(bytes, truth)
  problems.push(...parsed.problems)
  if (trouble !== undefined) return { problems }
  const sample = { name, imagePath: disk.pathOf(picture), truthPath: disk.pathOf(truth), texts: parsed.texts }
  return { sample, problems }
}

/** File names; where two folders have the same one, the path with `_` for `/`, so that a name is unique and fits a file name. */
function namesOf(entries: readonly Entry[]): string[] {
  const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
  const counts = new Map<string, number>()
  for (const { picture } of entries) counts.set(base(picture), (counts.get(base(picture)) ?? 0) + 1)
  const taken = new Set<string>([...counts].filter(([, count]) => count === 1).map(([name]) => name))
  return entries.map(({ picture }) => {
    if (counts.get(base(picture)) === 1) return base(picture)
    let name = picture.replaceAll('/', '_')
    while (taken.has(name)) name = `_${name}`
    taken.add(name)
    return name
  })
}
