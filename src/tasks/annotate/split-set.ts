// Divides a set that is open for editing into training and test images: only the lists change, and a test image stays one.
import { resolve } from 'node:path'
import { changeLists, finishLists, linesOfList } from '../../annotate/lists.ts'
import { openedSet } from '../../annotate/open.ts'
import { errorDetails } from '../../core/error-details.ts'
import { commandLine } from '../../core/command-line.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { readDataset, splits, type Dataset, type Sample, type Split } from '../../data/dataset.ts'
import { Disk } from '../../data/read/disk.ts'
import { readList } from '../../data/read/entries.ts'
import { lineInList, pathInList } from '../../data/write/list-line.ts'
import { assignSplits } from '../../prepare/import/parts.ts'
import type { Note } from '../../prepare/import/notes.ts'
import type { DivideOptions, Division } from '../../prepare/split/divide.ts'

export interface SplitSetTask extends DivideOptions {
  readonly data: string
  /** Which browser or which program. */
  readonly by: string
  /** Only tells what would move. */
  readonly isTrial?: boolean
}

export interface SplitSetReport {
  /** Absolute path of the data set. */
  readonly root: string
  /** Names of the images that went from training to test. */
  readonly moved: readonly string[]
  /** Images of each list now. */
  readonly counts: Readonly<Record<Split, number>>
  readonly grouping: Division['grouping']
  readonly notes: readonly Note[]
}

/**
 * Training images go to the test list until that has its share; those of the group of a test image, and those that look like one,
 * go there too. Files stay where they are, and with them who looked at them and their history.
 * @throws UserError not-open-for-editing, split-nothing, and as `divide` and `changeLists` do
 */
export async function splitSet(
  { data, by, isTrial = false, ...options }: SplitSetTask,
  onProgress?: (done: number, total: number) => void,
): Promise<SplitSetReport> {
  const root = resolve(data)
  openedSet(root)
  if (!isTrial) finishLists(root)
  const dataset = await readDataset(root)
  const listed = splits.flatMap((split) => dataset[split].map((sample) => ({ split, sample })))
  if (dataset.train.length === 0) throw nothingToSplit(root)
  const notes: Note[] = []
  const images = listed.map(({ split, sample }) => ({
    path: pathInList(root, sample.imagePath),
    imagePath: sample.imagePath,
    subset: undefined,
    hasText: sample.texts.some(({ ignore }) => !ignore),
    isTest: split === 'test',
  }))
  const { splitOf, division } = await assignSplits(images, { ...options, onCompared: onProgress }, notes)
  const moving = listed.flatMap(({ split, sample }, index) =>
    split === 'train' && splitOf[index] === 'test' ? [sample] : [],
  )
  const gone = isTrial ? moving : await move(dataset, moving, by)
  const counts = {
    train: dataset.train.length - gone.length,
    test: dataset.test.length + gone.length,
  }
  const moved = gone.map(({ name }) => name)
  return { root, moved, counts, grouping: division.by === 'seed' ? division.grouping : undefined, notes }
}

/**
 * Lines that stay stay to the letter; one that moves names both of its files, as a bare name means another one in the other list.
 * @returns those that stood in the training list until now: the images were compared meanwhile
 */
async function move({ root }: Dataset, moving: readonly Sample[], by: string): Promise<readonly Sample[]> {
  if (moving.length === 0) return []
  const before = linesOfList(root, 'train')
  const disk = new Disk(root)
  const { entries } = await readList(disk, 'train')
  const paths = new Set(moving.map(({ imagePath }) => imagePath))
  const gone = entries.filter(({ image }) => paths.has(disk.pathOf(image)))
  const lines = new Set(gone.map(({ line }) => line))
  const found = new Set(gone.map(({ image }) => disk.pathOf(image)))
  const still = moving.filter(({ imagePath }) => found.has(imagePath))
  const pairs = still.map((sample) => lineInList(root, sample))
  changeLists(root, { by, action: 'split' }, () => {
    const now = linesOfList(root, 'train')
    if (JSON.stringify(now) !== JSON.stringify(before)) throw changedMeanwhile(root)
    return {
      train: textOf(now.flatMap(({ number, text }) => (lines.has(number) ? [] : [text]))),
      test: textOf([...linesOfList(root, 'test').map(({ text }) => text), ...pairs]),
    }
  })
  return still
}

const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')

function nothingToSplit(root: string): UserError {
  return new UserError({
    code: 'split-nothing',
    message: say(errorDetails['split-nothing'].message),
    expected: say(errorDetails['split-nothing'].expected),
    found: say(errorDetails['split-nothing'].found),
    where: root,
    next: say(errorDetails['split-nothing'].next, { command: commandLine('ocrdet', 'check', root) }),
  })
}

function changedMeanwhile(root: string): UserError {
  return new UserError({
    code: 'set-in-use',
    message: say(errorDetails['set-in-use'].message),
    expected: say(errorDetails['set-in-use'].expected),
    where: root,
    next: say(errorDetails['set-in-use'].next),
  })
}
