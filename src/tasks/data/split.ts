// Divides one folder of images and ground truths into a training and a test list.
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { commandLine } from '../../core/command-line.ts'
import { UserError } from '../../core/errors.ts'
import { readDataset } from '../../data/dataset.ts'
import { withNotes } from '../../prepare/import/noted-error.ts'
import type { Note } from '../../prepare/import/notes.ts'
import { describeProblem, type DescribedProblem } from '../../data/problems.ts'
import type { DivideOptions } from '../../prepare/split/divide.ts'
import { findPairs, type ImagePair } from '../../prepare/split/find-pairs.ts'
import { listsIn, splitPairs, type ListTarget, type SplitSummary } from '../../prepare/split/split.ts'
import { loadDataset } from './load-data.ts'

export { groupings } from '../../prepare/split/groups.ts'
export { plainNote, type Note, type PlainNote } from '../../prepare/import/notes.ts'

export interface SplitTask extends DivideOptions {
  /** Folder with images and ground truths, and one list at most. */
  readonly data: string
  readonly target: ListTarget
}

export interface SplitReport extends SplitSummary {
  /** Whether the folder has a list already, so that both can only be written elsewhere. */
  readonly hasList: boolean
  /** What a check says of the new lists before it opens the images; nothing when none were written. */
  readonly problems: readonly DescribedProblem[]
}

/**
 * Without a list, images and ground truths are paired by their names; with one list, its images are divided.
 * @throws UserError split-done-already, split-nothing, and as `findPairs` and `splitPairs` do; DatasetError for a list with errors
 */
export async function split({ data, target, ...options }: SplitTask): Promise<SplitReport> {
  const lists = listsIn(data)
  if (lists.length > 1) throw doneAlready(data)
  const { pairs, notes } = lists.length === 1 ? await pairsOfList(data, lists[0]) : await findPairs(data)
  if (pairs.length === 0) throw withNotes(nothingToSplit(data), notes)
  const summary = await splitPairs(data, pairs, target, options).catch((error: unknown) => {
    throw withNotes(error, notes)
  })
  const { problems } = summary.written === undefined ? { problems: [] } : await readDataset(summary.written)
  return {
    ...summary,
    hasList: lists.length > 0,
    notes: [...notes, ...summary.notes],
    problems: problems.map((problem) => describeProblem(problem)),
  }
}

async function pairsOfList(
  data: string,
  list: 'train' | 'test',
): Promise<{ pairs: ImagePair[]; notes: readonly Note[] }> {
  const { [list]: samples } = await loadDataset(data, [list])
  const pairs = samples.map(({ imagePath, groundTruthPath, texts }) => ({
    imagePath,
    groundTruthPath,
    subset: undefined,
    hasText: texts.some(({ ignore }) => !ignore),
  }))
  return { pairs, notes: [] }
}

function doneAlready(data: string): UserError {
  return new UserError({
    code: 'split-done-already',
    message: say(errorDetails['split-done-already'].message),
    expected: say(errorDetails['split-done-already'].expected),
    found: say(errorDetails['split-done-already'].found),
    where: data,
    next: say(errorDetails['split-done-already'].next, { command: commandLine('ocrdet', 'check', data) }),
  })
}

function nothingToSplit(data: string): UserError {
  return new UserError({
    code: 'split-nothing',
    message: say(errorDetails['split-nothing'].message),
    expected: say(errorDetails['split-nothing'].expected),
    found: say(errorDetails['split-nothing'].found),
    where: data,
    next: say(errorDetails['split-nothing'].next, { command: commandLine('ocrdet', 'import', data, 'custom_data') }),
  })
}
