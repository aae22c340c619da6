// `ocrdet runs`: the table of all runs, or of all archives.
import { errorDetails } from '../../core/error-details.ts'
import { text, wholeNumber } from '../../run/settings/kinds.ts'
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { switchFlag, valueFlag } from '../flags.ts'
import { withNextSteps } from '../text/next-steps.ts'
import { renderRuns, stepsAfterRuns } from '../views/runs.ts'
import { workdirsFlag } from './common.ts'

/** More rows than a person looks at; with `--json` there is no limit. */
const newestShown = 100

export const runsCommand = command({
  about: [
    'Lists all runs, the newest first: state, best scores, last loss, course of the F-score, duration and size.',
    'A condition compares fields (f_score, precision, recall, loss, state, epochs_done, duration, size, started, name, tag, note, sweep, dataset, device, ... and every setting of config.yaml) with = != < <= > >= like, joined by and, or, not and brackets. A field alone asks whether it has a value.',
    'In the course, a darker sign is a higher value; ! is no number.',
  ],
  arguments: {},
  flags: {
    where: valueFlag(
      text(errorDetails['bad-flag'].expectedCondition, { placeholder: '<condition>' }),
      'Only runs that meet a condition.',
    ),
    sweep: valueFlag(
      text(errorDetails['bad-flag'].expectedSweep, { placeholder: '<name>' }),
      'Only the runs of a sweep, with the settings that it varies.',
    ),
    sort: valueFlag(text(errorDetails['bad-flag'].expectedSort), 'In the order of a field, the largest first.'),
    limit: valueFlag(wholeNumber(1, 1_000_000), `No more than so many; ${newestShown} by default.`),
    all: switchFlag('All of them, as with --json.'),
    archived: switchFlag('Lists archived runs instead; none is unpacked.'),
    workdirs: workdirsFlag,
  },
  examples: [
    { line: '', does: 'all runs' },
    { line: '--sort f_score --limit 10', does: 'the ten best' },
    { line: "--where 'f_score>0.7' --sort +learning_rate", does: 'good ones, the smallest learning rate first' },
    { line: "--where 'state=running'", does: 'what is going on' },
    { line: '--sweep rates --sort f_score', does: 'the runs of a sweep, the best first' },
  ],
  async run({ flags }, context) {
    const { listRunTable } = await import('../../tasks/runs/runs.ts')
    const { where, sort, archived, workdirs, all } = flags
    const limit = flags.limit ?? (all || context.json ? Infinity : newestShown)
    const task = { workdirs, archived, ...(where !== undefined && { where }), ...(sort !== undefined && { sort }) }
    const report = listRunTable({ ...task, limit, ...(flags.sweep !== undefined && { sweep: flags.sweep }) })
    showResult(context, report, (_, look) => {
      const steps = stepsAfterRuns(report, context.program)
      return withNextSteps(renderRuns(report, look), steps, { look })
    })
    return exitCodes.good
  },
})
