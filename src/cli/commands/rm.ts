// `ocrdet rm`: removes a run for good, once its id was typed.
import { errorDetails } from '../../core/error-details.ts'
import { text } from '../../run/settings/kinds.ts'
import { command } from '../command.ts'
import { askFor } from '../confirm.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { oneArgument, valueFlag } from '../flags.ts'
import { formatBytes, formatScore, shownPath } from '../text/format.ts'
import { renderRemoved } from '../views/archives.ts'
import { runWords, workdirsFlag } from './common.ts'

export const rmCommand = command({
  about: [
    'Removes a run folder and its names, for good. On a terminal the id of the run must be typed; a script says it with --yes. A running run is never removed. To keep a run in less space: ocrdet archive.',
  ],
  arguments: { run: oneArgument(`Which run: ${runWords}.`) },
  flags: {
    yes: valueFlag(
      text(errorDetails['bad-flag'].expectedId, { placeholder: '<id>' }),
      'The id of the run, as a confirmation.',
    ),
    workdirs: workdirsFlag,
  },
  examples: [
    { line: 'latest', does: 'asks for the id' },
    { line: 'exp_20260105_143022 --yes exp_20260105_143022', does: 'in a script' },
  ],
  async run({ args, flags: { yes, workdirs } }, context) {
    const { removeRun, runToRemove } = await import('../../tasks/runs/remove.ts')
    const run = runToRemove(args.run, workdirs)
    const { id, folder, bytes, names, best } = run
    const called = names.length === 0 ? '' : ` (${names.join(', ')})`
    const what = `${shownPath(folder)}${called}, ${formatBytes(bytes)}, best F-score ${formatScore(best?.fScore)}`
    const confirmed = yes ?? (await askFor(`This removes ${what}.\nType ${id} to confirm: `, context.screen))
    showResult(context, removeRun(run, confirmed), renderRemoved)
    return exitCodes.good
  },
})
