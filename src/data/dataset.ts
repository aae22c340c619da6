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
import { inBothSplits } from './rules/list/in-both-splits.ts'
import { noLists } from './rules/list/no-lists.ts'
import { normaliseEntries } from './rules/list/repeated-entries.ts'
import { textForm, type StoredText } from './rules/list/text-form.ts'
import { unlistedImages } from './rules/list/unlisted-images.ts'
import { textsToLearn } from './rules/split/texts-to-learn.ts'
import type { Sample } from './types.ts'

export type { Sample, TextInstance as Text } from './types.ts'
export type { Problem } from './problems.ts'
export { splits, type Split } from './read/list.ts'

/** A data set as read: what can be used, and everything there is to say about the rest. */
export interface Dataset {
  /** Absolute path of the folder. */
  readonly root: string
  /** In the order of the list; only images whose file and ground truth are there. Empty for a split that was not read. */
  readonly train: readonly Sample[]
  readonly test: readonly Sample[]
  /** In the order of the lists and lines. With an error among them (`hasErrors`) the data set must not be trained on. */
  readonly problems: readonly Problem[]
}

/** What to read of a data set. */
export interface ReadOptions {
  /** Those that a task needs: an evaluation `['test']`, a training both. Unless told, both, or a test list alone (a test part). */
  readonly splits?: readonly Split[]
  /** Folders that no path of the data set may lead out of, links followed; anywhere by default. */
  readonly within?: readonly string[]
}

/**
 * Reads the lists and ground truths of a data set; images are looked for but not opened (see `checkDataset`).
 * Never throws for bad data and never stops at the first problem: all of them are in the result.
 */
export async function readDataset(root: string, options: ReadOptions = {}): Promise<Dataset> {
  const disk = new Disk(resolve(root), options.within)
  const rootProblem = await problemOfRoot(disk.root)
  if (rootProblem !== undefined) return { root: disk.root, train: [], test: [], problems: [rootProblem] }

  // Arrays are joined, not spread into a call: a call takes some hundred thousand arguments at most.
  let problems: Problem[] = []
  const lists: List[] = []
  const samples: Record<Split, Sample[]> = { train: [], test: [] }
  for (const split of splits.filter((split) => (options.splits ?? splits).includes(split))) {
    const list = await readList(disk, split)
    if (split === 'train' && options.splits === undefined && (await isTestPart(disk, list))) {
      problems.push(problem({ code: 'test-part-only' }, list.file))
      continue
    }
    lists.push(list)
    const normalised = normaliseEntries(list)
    const read = await readSamples(disk, list.file, normalised.entries)
    samples[split] = read.samples
    problems = problems.concat(list.problems, normalised.problems, read.problems)
    problems = problems.concat(textForm(read.stored), textsToLearn(read.samples, list.file))
  }
  if (lists.length === splits.length) {
    if (problems.length === 2 && problems.every(({ code }) => code === 'list-missing'))
      return { root: disk.root, ...samples, problems: [await noLists(disk)] }
    problems = problems.concat(inBothSplits(lists[0], lists[1]))
    for (const split of splits) problems = problems.concat(await unlistedImages(disk, split, lists))
  }
  return { root: disk.root, ...samples, problems }
}

/** Whether a data set has no training list but a test list: it is there to measure on. */
async function isTestPart(disk: Disk, { problems }: List): Promise<boolean> {
  const isMissing = problems.some(({ code, facts }) => code === 'list-missing' && !('similar' in facts.fileError))
  return isMissing && (await disk.fileError('test_list.txt')) === undefined
}

async function problemOfRoot(root: string): Promise<Problem | undefined> {
  try {
    if ((await stat(root)).isDirectory()) return undefined
    return problem({ code: 'root-unreadable', path: root, isFile: true }, '.')
  } catch (error) {
    const missing = systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR'
    return missing
      ? problem({ code: 'root-missing', path: root }, '.')
      : problem({ code: 'root-unreadable', path: root, isFile: false }, '.')
  }
}

/** The samples of the entries whose files are there, and the problems of all. */
async function readSamples(
  disk: Disk,
  list: string,
  entries: readonly Entry[],
): Promise<{ samples: Sample[]; problems: Problem[]; stored: StoredText[] }> {
  const names = namesOf(entries)
  const read = await mapBounded(entries, filesAtATime, (entry, index) =>
    readEntry(disk, entry, { list, name: names[index] }),
  )
  return {
    samples: read.flatMap(({ sample }) => (sample === undefined ? [] : [sample])),
    problems: read.flatMap(({ problems }) => problems),
    stored: read.flatMap(({ stored }) => (stored === undefined ? [] : [stored])),
  }
}

/** What came of one entry: a sample when its files are there, and how its ground truth is stored when that is. */
interface ReadEntry {
  readonly sample?: Sample
  readonly problems: readonly Problem[]
  readonly stored?: StoredText
}

async function readEntry(
  disk: Disk,
  { image, groundTruth, line }: Entry,
  { list, name }: { list: string; name: string },
): Promise<ReadEntry> {
  const listed = `${list}:${line}`
  const [fileError, bytes] = await Promise.all([disk.fileError(image), disk.read(groundTruth)])
  const problems: Problem[] = []
  if (fileError !== undefined) {
    const code = fileError.kind === 'missing' ? 'image-missing' : 'image-unreadable'
    problems.push(problem({ code, listed, fileError }, image))
  }
  if (!(bytes instanceof Uint8Array)) {
    const code = bytes.kind === 'missing' ? 'ground-truth-missing' : 'ground-truth-unreadable'
    problems.push(problem({ code, listed, fileError: bytes }, groundTruth))
    return { problems }
  }
  const { texts, hasMark, endings, ...parsed } = parseGroundTruth(bytes, groundTruth)
  const all = problems.concat(parsed.problems)
  const stored = { file: groundTruth, hasMark, endings }
  if (fileError !== undefined) return { problems: all, stored }
  const sample = { name, imagePath: disk.pathOf(image), groundTruthPath: disk.pathOf(groundTruth), texts }
  return { sample, problems: all, stored }
}

/** File names; where two folders have the same one, the path with `_` for `/`, so that a name is unique and fits a file name. */
function namesOf(entries: readonly Entry[]): string[] {
  const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
  const counts = new Map<string, number>()
  for (const { image } of entries) counts.set(base(image), (counts.get(base(image)) ?? 0) + 1)
  const taken = new Set<string>([...counts].filter(([, count]) => count === 1).map(([name]) => name))
  return entries.map(({ image }) => {
    if (counts.get(base(image)) === 1) return base(image)
    let name = image.replaceAll('/', '_')
    while (taken.has(name)) name = `_${name}`
    taken.add(name)
    return name
  })
}
