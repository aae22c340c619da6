// `ocrdet results`: every point of a run as CSV.
import { errorDetails } from '../../core/error-details.ts'
import { text } from '../../run/settings/kinds.ts'
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { optionalArgument, valueFlag, withShort } from '../flags.ts'
import { countOf, shownPath } from '../text/format.ts'
import { runWords, workdirsFlag } from './common.ts'

export const resultsCommand = command({
  about: [
    'Writes every [TRAIN] and [VAL] line of the log as a row of CSV: epoch, step, loss and its parts, learning rate, scores, times, and the line of the log. Nothing is sampled. (The event files in tensorboard/ hold every single step.)',
  ],
  arguments: { run: optionalArgument(`Which run: ${runWords}. The latest by default.`) },
  flags: {
    out: withShort(
      'o',
      valueFlag(text(errorDetails['bad-flag'].expectedCsv), 'File to write; standard output without one.'),
    ),
    workdirs: workdirsFlag,
  },
  examples: [
    { line: 'latest -o results.csv', does: 'writes a file' },
    { line: 'exp_v1_baseline', does: 'prints the rows' },
  ],
  async run({ args, flags: { out, workdirs } }, context) {
    const { csvChunks, exportResults } = await import('../../tasks/runs/results.ts')
    const report = exportResults({ run: args.run ?? 'latest', workdirs, ...(out !== undefined && { out }) })
    showResult(context, report, () =>
      report.path === undefined
        ? Buffer.concat([...csvChunks(report)])
            .toString()
            .trimEnd()
        : `${countOf(report.rows.length, 'row')} of ${report.id} in ${shownPath(report.path)}`,
    )
    return exitCodes.good
  },
})
