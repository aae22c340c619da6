// Stops a sweep: its queue on this machine begins no other training, its jobs leave Slurm's queue, and what is being trained saves and ends.
import { writeFileAtomic } from '../../core/files.ts'
import { stopTraining, type Stopped } from '../runs/stop.ts'
import { stopMark } from './queue.ts'
import { reportOf } from './status.ts'
import { findSweep, readSweep } from './sweep.ts'

export interface StoppedSweep {
  readonly name: string
  readonly folder: string
  /** The trainings that were asked to stop. */
  readonly stopped: readonly Stopped[]
}

/** @throws UserError `sweep-unknown`, and as `stopTraining` does */
export function stopSweep(reference: string, workdirs: string): StoppedSweep {
  const sweep = readSweep(findSweep(reference, workdirs))
  writeFileAtomic(stopMark(sweep), '')
  const stopped = reportOf(sweep).trials.flatMap(({ state, run, folder }) =>
    (state === 'running' || state === 'queued') && run !== undefined && folder !== undefined
      ? [stopTraining({ id: run, folder })]
      : [],
  )
  return { name: sweep.name, folder: sweep.folder, stopped }
}
