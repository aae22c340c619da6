// Stops a sweep: its queue on this machine begins no other training, its jobs leave Slurm's queue, and what is being trained saves and ends.
import { markStopped } from '../../run/job.ts'
import { stopTraining, type Stopped } from '../runs/stop.ts'
import { reportOf } from './status.ts'
import { findSweep, readSweep } from './sweep.ts'

export interface StoppedSweep {
  readonly name: string
  readonly folder: string
  /** Every trial has ended already, and nothing was done. */
  readonly isOver: boolean
  /** The trainings that were asked to stop. */
  readonly stopped: readonly Stopped[]
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
