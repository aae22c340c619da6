// `ocrdet check`: looks at a whole data set and lists everything wrong with it.
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { oneArgument, switchFlag } from '../flags.ts'
import { countProgress } from '../screen/progress.ts'
import { commandLine, shownPath } from '../text/format.ts'
import { renderNextSteps } from '../text/next-steps.ts'
import { renderCheck } from '../views/problems.ts'

export const checkCommand = command({
  about: [
    'Reads both lists and every ground truth, opens every picture, and lists all problems with file and line.',
    'Nothing in the data set is changed. The exit code is 1 when there are errors, and 0 when there are only warnings.',
  ],
  arguments: { dir: oneArgument('Data set folder with train_list.txt and test_list.txt.') },
  flags: { all: switchFlag('Lists every problem, not only the first 20 of a kind.') },
  examples: [
    { line: 'custom_data', does: 'totals, problems, and what to do about them' },
    { line: 'custom_data --json', does: 'the same for a program' },
  ],
  async run({ args, flags }, context) {
    const { check } = await import('../../tasks/check.ts')
    const report = await check({ data: args.dir }, countProgress(context.screen, 'Checking pictures'))
    const isBroken = report.errors > 0
    const dir = shownPath(report.root)
    const step = isBroken
      ? { does: 'when they are mended', line: commandLine(context.program, 'check', dir) }
      : { does: 'train on it', line: commandLine(context.program, 'train', dir) }
    showResult(context, report, (_, look) => `${renderCheck(report, look, flags)}\n\n${renderNextSteps([step], look)}`)
    return isBroken ? exitCodes.failed : exitCodes.good
  },
})
