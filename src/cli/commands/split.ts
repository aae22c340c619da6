// `ocrdet split`: divides one folder of images and ground truths into a training and a test list.
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { text } from '../../run/settings/kinds.ts'
import type { SplitReport, SplitTask } from '../../tasks/data/split.ts'
import { command } from '../command.ts'
import { type Context, showResult } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { oneArgument, switchFlag, valueFlag } from '../flags.ts'
import { commandLine, shownPath } from '../text/format.ts'
import { withNextSteps } from '../text/next-steps.ts'
import { renderSplit, renderSplitSet } from '../views/split.ts'
import { dividingFlags, type Dividing } from './dividing.ts'

export const splitCommand = command({
  about: [
    'Divides images with ground truths in our form into train_list.txt and test_list.txt. Images and ground truths stay where they are.',
    'The folder has no list (images and .txt files are paired by their names) or one (its images are divided).',
    'Of a set that is open for editing, training images go to the test list until that has its share; the page can take it back.',
    'Without --write-lists or --to it only tells what it would do.',
  ],
  arguments: { dir: oneArgument('Folder with images and ground truths.') },
  flags: {
    writeLists: switchFlag(
      'Writes the lists into the folder itself, where no list is yet or the set is open for editing.',
    ),
    to: valueFlag(
      text(errorDetails['bad-flag'].expectedFolder),
      'Writes the lists into this new folder; they lead to the images by relative paths.',
    ),
    ...dividingFlags,
    all: switchFlag('Lists every note, not only the first 20 of a kind.'),
  },
  examples: [
    { line: 'receipts', does: 'tells what it would do' },
    { line: 'receipts --write-lists --test-share 0.2', does: 'writes both lists' },
    { line: 'receipts --to receipts_lists --group-by prefix', does: 'keeps receipt12_page1 with receipt12_page2' },
  ],
  async run({ args, flags }, context) {
    const { writeLists, to, all, ...options } = flags
    const target = targetOf(writeLists, to)
    const { isEdited } = await import('../../tasks/annotate/is-edited.ts')
    if (target.kind !== 'new' && isEdited(args.dir)) {
      const given = { dir: args.dir, isTrial: !writeLists, options, all }
      return await divideEdited(given, context)
    }
    const { plainNote, split } = await import('../../tasks/data/split.ts')
    const { notes, ...summary } = await split({ data: args.dir, target, ...options })
    const report = { ...summary, notes: notes.map(plainNote) }
    const step =
      report.written === undefined
        ? {
            does: 'do it',
            line: commandLine(
              context.program,
              'split',
              args.dir,
              ...placeFor(args.dir, report),
              ...typedAgain(options),
            ),
          }
        : { does: 'look at it', line: commandLine(context.program, 'check', shownPath(report.written)) }
    showResult(context, report, (_, look) => withNextSteps(renderSplit(report, look, { all }), [step], { look }))
    const isBroken = [...report.notes, ...report.problems].some(({ severity }) => severity === 'error')
    return isBroken ? exitCodes.failed : exitCodes.good
  },
})

interface EditedSet {
  readonly dir: string
  readonly isTrial: boolean
  readonly options: Dividing
  readonly all: boolean
}

async function divideEdited({ dir, isTrial, options, all }: EditedSet, context: Context): Promise<ExitCode> {
  const { splitSet } = await import('../../tasks/annotate/split-set.ts')
  const { plainNote } = await import('../../tasks/data/split.ts')
  const { notes, ...summary } = await splitSet({ data: dir, by: 'ocrdet split', isTrial, ...options })
  const report = { ...summary, written: !isTrial, notes: notes.map(plainNote) }
  const again = commandLine(context.program, 'split', dir, '--write-lists', ...typedAgain(options))
  const train = commandLine(context.program, 'train', dir)
  const step = isTrial ? { does: 'do it', line: again } : { does: 'train on it', line: train }
  showResult(context, report, (_, look) => withNextSteps(renderSplitSet(report, look, { all }), [step], { look }))
  return exitCodes.good
}

/** Where the lists can be written: a list that is there is never replaced. */
function placeFor(dir: string, { hasList }: Pick<SplitReport, 'hasList'>): string[] {
  return hasList ? ['--to', `${dir.replace(/\/+$/, '')}_divided`] : ['--write-lists']
}

/** The flags that the division depends on, so that what was told is what is done. */
function typedAgain({ testShare, seed, groupBy, groupPattern }: Dividing): string[] {
  return [
    ...(testShare === undefined ? [] : ['--test-share', String(testShare)]),
    ...(seed === 1 ? [] : ['--seed', String(seed)]),
    ...(groupBy === 'none' ? [] : ['--group-by', groupBy]),
    ...(groupPattern === undefined ? [] : ['--group-pattern', groupPattern]),
  ]
}

function targetOf(writeLists: boolean, to: string | undefined): SplitTask['target'] {
  if (writeLists && to !== undefined)
    throw new UserError({
      code: 'bad-flag',
      message: say(errorDetails['bad-flag'].messageLists),
      expected: say(errorDetails['bad-flag'].expectedLists),
      found: say(errorDetails['bad-flag'].foundBoth),
      next: say(errorDetails['bad-flag'].nextOneOut),
    })
  if (to !== undefined) return { kind: 'new', dir: to }
  return { kind: writeLists ? 'in-place' : 'none' }
}
