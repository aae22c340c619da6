// `ocrdet archive`: replaces run folders by verified tar.gz files.
import { defaultWorkdirs } from '../../run/layout.ts'
import { duration } from '../../run/settings/kinds.ts'
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { severalArguments, switchFlag, valueFlag } from '../flags.ts'
import { commandLine } from '../text/format.ts'
import { withNextSteps } from '../text/next-steps.ts'
import { renderArchives } from '../views/archives.ts'
import { runWords, workdirsFlag } from './common.ts'

export const archiveCommand = command({
  about: [
    'Replaces run folders by archive/<id>.tar.gz beside them. The archive is written, flushed and read back byte for byte before its folder goes; interrupted at any instant, nothing is lost. A running run is never archived.',
    'Archives are listed by ocrdet runs --archived, and brought back by ocrdet restore.',
  ],
  arguments: { runs: severalArguments(`Which runs: ${runWords}.`) },
  flags: {
    olderThan: valueFlag(duration(), 'Instead of named runs: all that ended so long ago.'),
    keepBest: switchFlag('With --older-than: the run with the best F-score of each data set stays.'),
    dryRun: switchFlag('Only says which runs it would be.'),
    workdirs: workdirsFlag,
  },
  examples: [
    { line: 'exp_20260105_143022', does: 'one run' },
    { line: '--older-than 30d --keep-best --dry-run', does: 'which runs are old and not the best' },
  ],
  stoppable: true,
  async run({ args: { runs }, flags }, context) {
    const { archiveRuns } = await import('../../tasks/runs/archive.ts')
    const { olderThan, keepBest, dryRun, workdirs } = flags
    const task = { workdirs, runs, keepBest, dryRun, stop: context.stop }
    const report = await archiveRuns({ ...task, ...(olderThan !== undefined && { olderThan }) }, (id, step) =>
      context.screen.live(() => `${id}: ${step}`, { urgent: true }),
    )
    context.screen.endLive()
    const steps = report.archived.slice(0, 1).map(({ id }) => ({
      does: 'bring it back',
      line: commandLine(
        context.program,
        'restore',
        id,
        ...(workdirs === defaultWorkdirs ? [] : ['--workdirs', workdirs]),
      ),
    }))
    showResult(context, report, (_, look) => withNextSteps(renderArchives(report, look), steps, { look }))
    return report.failed.length > 0 ? exitCodes.failed : exitCodes.good
  },
})
