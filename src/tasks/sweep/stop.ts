// Stops a sweep: its queue on this machine begins no other training, its jobs leave Slurm's queue, and what is being trained saves and ends.
import { commandLine } from '../../core/command-line.ts'
import { errorDetails } from '../../core/error-details.ts'
import { partsOf, UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { mayBeHeld } from '../../run/claim.ts'
import { markStopped } from '../../run/job.ts'
import { isGoingOn } from '../../run/state-names.ts'
import { closest } from '../../run/suggest.ts'
import { stopRun, stopTraining, type Stopped } from '../runs/stop.ts'
import { reportOf, type TrialReport, type TrialState } from './status.ts'
import { findSweep, readSweep, type Sweep, sweepNames } from './sweep.ts'

export interface StoppedSweep {
  readonly name: string
  readonly folder: string
  /** The trainings that were asked to stop. */
  readonly stopped: readonly Stopped[]
}

/** Stops the run of that name where it is none of a sweep. @throws UserError `run-unknown` that tells of sweeps too, and as `stopRun` does */
export function stopRunOfName(reference: string, workdirs: string): Stopped {
  try {
    return stopRun(reference, workdirs)
  } catch (error) {
    if (!(error instanceof UserError) || !['run-unknown', 'run-none'].includes(error.code)) throw error
    const names = sweepNames(workdirs)
    const words = errorDetails['sweep-unknown']
    const [guess] = closest(reference, names)
    throw new UserError({
      ...partsOf(error),
      message: say(words.messageOrRun, { reference }),
      expected: say(words.expectedOrRun),
      found: names.length === 0 ? say(words.foundNone) : say(words.found, { names: names.join(', ') }),
      ...(guess !== undefined && { next: say(words.next, { guess }) }),
    })
  }
}

/** @throws UserError `sweep-unknown`, `sweep-not-running`, and as `stopTraining` does */
export function stopSweep(reference: string, workdirs: string): StoppedSweep {
  const sweep = readSweep(findSweep(reference, workdirs))
  const { name, folder } = sweep
  const { trials } = reportOf(sweep)
  if (!mayBeHeld(folder) && !trials.some(({ state }) => isUnderWay(state))) throw notRunning(sweep, trials)
  markStopped(folder)
  // Read anew: a trial may have begun before the mark was there.
  return { name, folder, stopped: reportOf(sweep).trials.flatMap(stopTrial) }
}

function isUnderWay(state: TrialState): boolean {
  return state !== 'waiting' && isGoingOn({ name: state })
}

/** Nothing for a trial that is not trained, or that has ended since it was looked at. */
function stopTrial({ state, run, folder }: TrialReport): Stopped[] {
  if (!isUnderWay(state) || run === undefined || folder === undefined) return []
  try {
    return [stopTraining({ id: run, folder })]
  } catch (error) {
    if (error instanceof UserError && error.code === 'run-not-running') return []
    throw error
  }
}

function notRunning({ name, folder, workdirs }: Sweep, trials: readonly TrialReport[]): UserError {
  const words = errorDetails['sweep-not-running']
  const ended = trials.filter(({ state }) => state === 'finished' || state === 'failed').length
  return new UserError({
    code: 'sweep-not-running',
    message: say(words.message, { name }),
    expected: say(words.expected),
    found: say(words.found, { ended, count: trials.length }),
    where: folder,
    next:
      ended === trials.length
        ? say(words.nextStatus, { command: commandLine('ocrdet', 'sweep', name, '--status', '--workdirs', workdirs) })
        : say(words.nextGoOn, { command: commandLine('ocrdet', 'sweep', name, '--workdirs', workdirs) }),
  })
}
