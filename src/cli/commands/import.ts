// `ocrdet import`: makes a data set from the annotations of another tool or of a public data set.
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { closest } from '../../run/suggest.ts'
import { text } from '../../run/settings/kinds.ts'
import type { ImportStep } from '../../tasks/data/import.ts'
import { command } from '../command.ts'
import { showResult, type Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { manyArguments, switchFlag, valueFlag } from '../flags.ts'
import { countProgress } from '../screen/progress.ts'
import { commandLine, shownPath } from '../text/format.ts'
import { withNextSteps } from '../text/next-steps.ts'
import { renderImport } from '../views/import.ts'
import { dividingFlags } from './dividing.ts'

/** Spelt out here so that the help needs nothing but this file; a test holds it against the table of formats. */
export const formatWords =
  'paddleocr (PPOCRLabel too), labelme, label-studio, cvat, coco, mmocr, page-xml, alto, side-by-side, icdar2013, icdar2015, icdar2017-mlt, ' +
  'total-text, msra-td500, sroie, funsd'

export const importCommand = command({
  about: [
    'Makes a data set in our layout from annotations in another format: import [format] <source> <dir>.',
    'The source is a folder, or one annotation file; it is only read. The format is found by looking into the files unless it is named.',
    `Formats: ${formatWords}.`,
    'A source with a training and a test part keeps them, and a test part stays one; others are divided by seed, images alike together.',
    'What is left out or changed is listed with file and line. The exit code is 1 when something was left out.',
  ],
  arguments: {
    words: manyArguments(
      'The format (may be left out, or auto), the source, and the new or empty folder of the data set.',
    ),
  },
  flags: {
    link: switchFlag('Makes links to the images instead of copies: hard links where there are no symbolic ones.'),
    images: valueFlag(
      text(errorDetails['bad-flag'].expectedFolder),
      'Folder of the images, where they are not below the source.',
    ),
    ...dividingFlags,
    all: switchFlag('Lists every note, not only the first 20 of a kind.'),
  },
  examples: [
    { line: 'PPOCRLabel_project custom_data', does: 'finds the format' },
    {
      line: 'coco annotations/instances_train.json custom_data --images train2017',
      does: 'names it, and the images',
    },
    { line: 'labelme receipts custom_data --group-by prefix', does: 'keeps the pages of a receipt together' },
  ],
  async run({ args, flags }, context) {
    const { formatNames, importData, isFormatName, plainNote } = await import('../../tasks/data/import.ts')
    const [dir, source, format] = args.words.toReversed()
    if (source === undefined || args.words.length > 3) throw wordsNeeded(args.words)
    if (format !== undefined && format !== 'auto' && !isFormatName(format)) throw unknownFormat(format, formatNames)
    const { link, all, ...options } = flags
    const { notes, ...summary } = await importData({
      dir,
      source,
      format: format === 'auto' ? undefined : format,
      mode: link ? 'link' : 'copy',
      ...options,
      onProgress: progressOf(context),
    })
    const report = { ...summary, notes: notes.map(plainNote) }
    const made = shownPath(report.root)
    const use =
      report.totals.train.images === 0
        ? { does: 'measure a model on it', line: commandLine(context.program, 'eval', 'starter', '--data', made) }
        : { does: 'train on it', line: commandLine(context.program, 'train', made) }
    const steps = [{ does: 'look at it', line: commandLine(context.program, 'check', made) }, use]
    showResult(context, report, (_, look) => withNextSteps(renderImport(report, look, { all }), steps, { look }))
    const isBroken = report.errors > 0 || report.problems.some(({ severity }) => severity === 'error')
    return isBroken ? exitCodes.failed : exitCodes.good
  },
})

function progressOf({ screen }: Context): (step: ImportStep, done: number, total: number) => void {
  const shown = {
    looking: countProgress(screen, 'Looking at images'),
    comparing: countProgress(screen, 'Comparing images'),
    writing: countProgress(screen, 'Writing images'),
  }
  return (step, done, total) => shown[step](done, total)
}

function wordsNeeded(words: readonly string[]): UserError {
  const more = words.length > 3
  return new UserError({
    code: more ? 'extra-argument' : 'missing-argument',
    message: say(more ? errorDetails['extra-argument'].messageImport : errorDetails['missing-argument'].messageImport),
    expected: say(errorDetails['missing-argument'].expectedImport),
    found: words.map((word) => `"${word}"`).join(' '),
    next: more
      ? say(errorDetails['extra-argument'].nextQuotes)
      : say(errorDetails['missing-argument'].nextHelp, { title: 'ocrdet import' }),
  })
}

function unknownFormat(format: string, known: readonly string[]): UserError {
  const [guess] = closest(format, known)
  return new UserError({
    code: 'bad-flag',
    message: say(errorDetails['bad-flag'].messageFormat, { format }),
    expected: `auto, ${known.join(', ')}`,
    found: format,
    next:
      guess === undefined
        ? say(errorDetails['import-format-unknown'].nextLeave)
        : say(errorDetails['bad-flag'].nextGuess, { guess }),
  })
}
