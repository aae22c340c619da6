// `ocrdet import`: makes a data set from the annotations of another tool.
import { UserError } from '../../core/errors.ts'
import { number, wholeNumber } from '../../run/settings/kinds.ts'
import type { ImportReport } from '../../tasks/import.ts'
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { manyArguments, switchFlag, valueFlagOr } from '../flags.ts'
import { countProgress } from '../screen/progress.ts'
import { commandLine, countOf, shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { renderNextSteps } from '../text/next-steps.ts'

export const importCommand = command({
  about: [
    'Makes our layout of the labels of another tool or data set: [format] <source> <dir>. The format is found by looking',
    'into the files unless it is named. The source is only read; the folder must be new or empty.',
  ],
  arguments: { words: manyArguments('The format (may be left out), the source, and the folder of the new data set.') },
  flags: {
    link: switchFlag('Links the pictures instead of copying them.'),
    testShare: valueFlagOr(0.1, number(0, 1), 'Share of the pictures to measure on, where the source has no parts.'),
    seed: valueFlagOr(1, wholeNumber(0, 4_294_967_295), 'The same seed divides the same pictures in the same way.'),
  },
  examples: [
    { line: 'PPOCRLabel/ custom_data', does: 'the format is found' },
    { line: 'coco annotations.json custom_data', does: 'the format is named' },
  ],
  stoppable: true,
  async run({ args, flags }, context) {
    const { importData, isFormatName, formatNames } = await import('../../tasks/import.ts')
    const [dir, source, format] = args.words.toReversed()
    if (source === undefined || args.words.length > 3) throw wordsNeeded(args.words)
    if (format !== undefined && format !== 'auto' && !isFormatName(format)) throw unknownFormat(format, formatNames)
    const report = await importData({
      dir,
      source,
      format: format === 'auto' ? undefined : format,
      mode: flags.link ? 'link' : 'copy',
      testShare: flags.testShare,
      seed: flags.seed,
      signal: context.stop,
      onProgress: progressOf(context),
    })
    const steps = [{ does: 'look at it', line: commandLine(context.program, 'check', shownPath(report.root)) }]
    showResult(context, report, (made, look) => `${renderImport(made, look)}\n\n${renderNextSteps(steps, look)}`)
    return exitCodes.good
  },
})

function progressOf({ screen }: Parameters<Parameters<typeof command>[0]['run']>[1]) {
  const shown = { looking: countProgress(screen, 'Looking'), writing: countProgress(screen, 'Writing') }
  return (step: keyof typeof shown, done: number, total: number): void => shown[step](done, total)
}

/** What was made, then everything worth telling about it. */
export function renderImport({ format, totals, root, notes }: ImportReport, { paint }: Look): string {
  const parts = Object.entries(totals).map(
    ([split, { pictures, texts }]) => `${split} ${countOf(pictures, 'picture')} with ${countOf(texts, 'text')}`,
  )
  const rows = notes.map(
    ({ severity, where, message, expected, found, next }) =>
      `${severity} ${where} ${message}${expected === undefined ? '' : `; expected ${expected}`}` +
      `${found === undefined ? '' : `; found ${found}`}\n  ${paint.dim(next)}`,
  )
  return [`Imported ${format} into ${shownPath(root)}: ${parts.join(', ')}`, ...rows].join('\n')
}

function wordsNeeded(words: readonly string[]): UserError {
  return new UserError({
    code: 'missing-argument',
    message: 'A source and a folder for the new data set are needed',
    expected: '[format] <source> <dir>',
    found: words.join(' '),
    next: 'see ocrdet import --help',
  })
}

function unknownFormat(format: string, known: readonly string[]): UserError {
  return new UserError({
    code: 'bad-flag',
    message: `There is no format "${format}"`,
    expected: `auto, ${known.join(', ')}`,
    found: format,
    next: 'leave it out, and it is found by looking into the files',
  })
}
