// What is told of Slurm jobs: one that was submitted, a script that would be, and a training that was asked to stop.
import type { Stopped } from '../../tasks/runs/stop.ts'
import type { Submission } from '../../tasks/train/submit.ts'
import { commandLine, shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { withNextSteps } from '../text/next-steps.ts'

/** The job, its run folder and how to follow it; or the script alone. */
export function renderSubmission({ job, id, folder, script }: Submission, look: Look, program: string): string {
  if (job === undefined || id === undefined || folder === undefined) return script.trimEnd()
  const { bold } = look.paint
  const text = [`${bold('Job   ')}  ${job}`, `${bold('Run   ')}  ${shownPath(folder)}`].join('\n')
  const steps = [
    { does: 'see how it stands in the queue', line: commandLine(program, 'runs') },
    { does: 'follow its log, once it has begun', line: commandLine(program, 'logs', shownPath(folder), '-f') },
    { does: 'stop it cleanly', line: commandLine(program, 'stop', shownPath(folder)) },
  ]
  return withNextSteps(text, steps, { look })
}

const asked = {
  process: 'Asked process {number} to stop',
  job: 'Asked job {number} to stop',
  'waiting-job': 'Took job {number} out of the queue',
} as const

/** What was asked to stop. */
export function renderStopped({ id, what, number }: Stopped): string {
  const begun = asked[what].replace('{number}', number)
  return what === 'waiting-job'
    ? `${begun}; ${id} has not gone on.`
    : `${begun}: ${id} saves after the step that is being computed, and ends.`
}
