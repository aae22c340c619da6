// `ocrdet diagnose`: is a training healthy, what is wrong with it, and what to do.
import { languages } from '../../core/language.ts'
import { oneOf } from '../../run/settings/kinds.ts'
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { optionalArgument, switchFlag, valueFlagOr } from '../flags.ts'
import { withNextSteps } from '../text/next-steps.ts'
import { renderDiagnosis } from '../views/diagnosis.ts'
import { stepsAfterDiagnosis } from '../views/diagnosis-steps.ts'
import { runWords, workdirsFlag } from './common.ts'

export const diagnoseCommand = command({
  about: [
    'Reads the log, the configuration and the results of a run, live or over, and says whether the training is healthy.',
    'A log alone will do: a file, or - for standard input. Nothing is changed. Facts are quoted from the log; shapes of the',
    'curves are only possible; hints are advice. The exit code is 1 when something is wrong, and 0 otherwise.',
  ],
  arguments: {
    run: optionalArgument(`Which run: ${runWords}; a log file; or - for standard input. The latest by default.`),
  },
  flags: {
    all: switchFlag('Lists every rule that looked and why others could not.'),
    lang: valueFlagOr('en', oneOf(...languages), 'Language of the findings: English or Chinese.'),
    workdirs: workdirsFlag,
  },
  examples: [
    { line: 'latest', does: 'the run that was started last' },
    { line: 'workdirs/exp_20260105_143022 --lang zh', does: 'the same run in Chinese' },
    { line: 'log.txt', does: 'a log that somebody sent' },
    { line: '-', does: 'a log from a pipe: ssh server cat log.txt | ocrdet diagnose -' },
  ],
  async run({ args, flags }, context) {
    const { diagnoseRun } = await import('../../tasks/runs/diagnose.ts')
    const { lang: language, all, workdirs } = flags
    const report = await diagnoseRun({ reference: args.run ?? 'latest', workdirs, input: process.stdin })
    showResult(context, report, (_, look) => {
      const text = renderDiagnosis(report, look, { language, all })
      const steps = stepsAfterDiagnosis(report, { program: context.program, language })
      return withNextSteps(text, steps, { look, language })
    })
    return report.verdict === 'unhealthy' ? exitCodes.failed : exitCodes.good
  },
})
