// `ocrdet restore`: brings an archived run back.
import { command } from '../command.ts'
import { showResult } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { oneArgument, switchFlag } from '../flags.ts'
import { commandLine } from '../text/format.ts'
import { withNextSteps } from '../text/next-steps.ts'
import { renderRestored } from '../views/archives.ts'
import { workdirsFlag } from './common.ts'

export const restoreCommand = command({
  about: [
    'Brings an archived run back byte for byte, with its names. The archive goes when the folder was compared with it.',
  ],
  arguments: { archive: oneArgument('An id or a former name of an archived run, or a tar.gz file.') },
  flags: {
    keep: switchFlag('Leaves the archive where it is.'),
    workdirs: workdirsFlag,
  },
  examples: [
    { line: 'exp_20260105_143022', does: 'from the archives' },
    { line: 'mail/exp_20260105_143022.tar.gz', does: 'an archive from elsewhere, which stays' },
  ],
  async run({ args: { archive }, flags: { keep, workdirs } }, context) {
    const { restoreArchive } = await import('../../tasks/runs/archive.ts')
    const report = await restoreArchive({ archive, workdirs, keep })
    const steps = [{ does: 'look at it', line: commandLine(context.program, 'show', report.names[0] ?? report.id) }]
    showResult(context, report, (_, look) => withNextSteps(renderRestored(report, look), steps, { look }))
    return exitCodes.good
  },
})
