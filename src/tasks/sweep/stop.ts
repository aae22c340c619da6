// Stops a sweep: its queue on this machine begins no other training, its jobs leave Slurm's queue, and what is being trained saves and ends.
import { errorDetails } from '../../core/error-details.ts'
import { partsOf, UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import { markStopped } from '../../run/job.ts'
import { closest } from '../../run/suggest.ts'
import { stopRun, stopTraining, type Stopped } from '../runs/stop.ts'
import { reportOf } from './status.ts'
import { findSweep, readSweep, sweepNames } from './sweep.ts'

export interface StoppedSweep {
  readonly name: string
  readonly folder: string
  /** Every trial has ended already, and nothing was done. */
  readonly isOver: boolean
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

/** @throws UserError `sweep-unknown`, and as `stopTraining` does */
export function stopSweep(reference: string, workdirs: string): StoppedSweep {
  const sweep = readSweep(findSweep(reference, workdirs))
  const { name, folder } = sweep
  const { trials } = reportOf(sweep)
  if (trials.every(({ state }) => state === 'finished' || state === 'failed'))
    return { name, folder, isOver: true, stopped: [] }
  markStopped(folder)
  // Read anew: a trial may have begun before the mark was there.
  const stopped = reportOf(sweep).trials.flatMap(({ state, run, folder: place }) =>
    (state === 'running' || state === 'queued') && run !== undefined && place !== undefined
      ? [stopTraining({ id: run, folder: place })]
      : [],
  )
  return { name, folder, isOver: false, stopped }
}
