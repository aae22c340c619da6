// `ocrdet check`: looks at a whole data set, lists everything wrong with it, draws it, and makes a repaired copy.
import { inputSizes } from '../../core/input-size.ts'
import { languages } from '../../core/language.ts'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { oneOf, size, text } from '../../run/settings/kinds.ts'
import type { LookedAt } from '../../tasks/data/check.ts'
import type { RepairReport } from '../../tasks/data/repair.ts'
import { command } from '../command.ts'
import { showResult, type Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { oneArgument, switchFlag, valueFlag, valueFlagOr } from '../flags.ts'
import { countProgress } from '../screen/progress.ts'
import { commandLine, shownPath } from '../text/format.ts'
import { withNextSteps, type NextStep } from '../text/next-steps.ts'
import { checkWords } from '../views/check-words.ts'
import { renderCheck } from '../views/check.ts'
import { renderRepairing } from '../views/repair.ts'
import { renderSheets } from '../views/sheets.ts'

export const checkCommand = command({
  about: [
    'Reads both lists and every ground truth, opens every image, and lists all problems with file and line.',
    'Nothing in the data set is changed. The exit code is 1 when there are errors, and 0 when there are only warnings.',
  ],
  arguments: { dir: oneArgument('Data set folder with train_list.txt and test_list.txt.') },
  flags: {
    inputSize: valueFlag(
      size(inputSizes),
      "Size of the network's input that text heights are measured for; that of a training by default.",
    ),
    fast: switchFlag('Reads only the headers of the images: damaged pixels and look-alikes are not found.'),
    images: valueFlag(
      text(errorDetails['bad-flag'].expectedFolder),
      'Writes contact sheets there: boxes on the images, worst first, and what the network sees.',
    ),
    fixTo: valueFlag(
      text(errorDetails['bad-flag'].expectedFolder),
      'Writes a repaired copy there, with a report of every change.',
    ),
    lang: valueFlagOr('en', oneOf(...languages), 'Language of the findings: English or Chinese.'),
    all: switchFlag('Lists every problem, not only the first 20 of a kind.'),
  },
  examples: [
    { line: 'custom_data', does: 'totals, problems, and what to do about them' },
    { line: 'custom_data --input-size 640x640 --lang zh', does: 'for a training at 640x640, in Chinese' },
    { line: 'custom_data --images sheets', does: 'also draws it' },
    { line: 'custom_data --fix-to repaired_data', does: 'also makes a repaired copy' },
    { line: 'custom_data --json', does: 'the same for a program' },
  ],
  async run({ args: { dir }, flags }, context) {
    const { lang: language, fast, inputSize, all } = flags
    const { repair, drawSheets } = await loadExtras(dir, flags)
    const { lookAt } = await import('../../tasks/data/check.ts')
    const task = { data: dir, fast, language, ...(inputSize && { inputSize }) }
    const original = await lookAt(task, countProgress(context.screen, 'Checking images'))
    const sheets = await drawSheets?.(original, countProgress(context.screen, 'Drawing sheets'))
    const repaired = await repair?.(original, countProgress(context.screen, 'Copying images'))
    const { report } = original
    const result = { ...report, ...(sheets && { sheets }), ...(repaired && { repaired }) }
    showResult(context, result, (_, look) => {
      const parts = [
        renderCheck(report, look, { all }),
        ...(sheets ? [renderSheets(sheets, look, language)] : []),
        ...(repaired ? [renderRepairing(repaired, look)] : []),
      ]
      return withNextSteps(parts.join('\n\n'), nextSteps(original, repaired, context), { look, language })
    })
    return report.errors > 0 ? exitCodes.failed : exitCodes.good
  },
})

interface Extras {
  readonly fast: boolean
  readonly images: string | undefined
  readonly fixTo: string | undefined
}

/** What is to be done besides the check; folders that cannot be written to are refused before it begins. */
async function loadExtras(data: string, { fast, images, fixTo }: Extras) {
  if (fast && fixTo !== undefined) throw fastRepairing()
  type Progress = (done: number, total: number) => void
  const repairing = fixTo === undefined ? undefined : await import('../../tasks/data/repair.ts')
  const sheets = images === undefined ? undefined : await import('../../tasks/data/sheets.ts')
  if (fixTo !== undefined) repairing?.refuseTarget(data, fixTo)
  if (images !== undefined) sheets?.refuseSheetFolder(data, images)
  return {
    repair:
      fixTo === undefined
        ? undefined
        : (original: LookedAt, progress: Progress) => repairing?.repair({ original, target: fixTo }, progress),
    drawSheets:
      images === undefined
        ? undefined
        : (original: LookedAt, progress: Progress) => sheets?.drawSheets({ original, folder: images }, progress),
  }
}

function fastRepairing(): UserError {
  return new UserError({
    code: 'bad-flag',
    message: say(errorDetails['bad-flag'].messageRepair),
    expected: say(errorDetails['bad-flag'].expectedRepair),
    found: say(errorDetails['bad-flag'].foundBoth),
    next: say(errorDetails['bad-flag'].nextRepair),
  })
}

/** What one would type next. */
function nextSteps({ report }: LookedAt, repaired: RepairReport | undefined, { program }: Context): NextStep[] {
  const { language, errors, problems } = report
  const dir = shownPath(report.root)
  const step = (word: keyof typeof checkWords, ...words: readonly string[]): NextStep => ({
    does: checkWords[word][language],
    line: commandLine(program, ...words),
  })
  const has = (code: string): boolean => problems.some((problem) => problem.code === code)
  const use = (folder: string): NextStep =>
    has('test-part-only') ? step('evalOnIt', 'eval', 'starter', '--data', folder) : step('trainOnIt', 'train', folder)
  if (repaired !== undefined) {
    const copy = shownPath(repaired.folder)
    return [repaired.check.errors > 0 ? step('checkIt', 'check', copy) : use(copy)]
  }
  if (errors === 0) return [use(dir)]
  if (has('root-missing')) return []
  if (has('list-missing')) return [step('divideIt', 'split', dir, '--to', `${dir}_divided`)]
  if (has('no-lists')) return [step('fromElsewhere', 'import', dir, 'custom_data')]
  return [step('repairedCopy', 'check', dir, '--fix-to', `${dir}_repaired`), step('repairFirst', 'check', dir)]
}
