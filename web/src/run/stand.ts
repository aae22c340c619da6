// How far a run is: epoch, iteration, share of the whole. Pure.
import type { RunRow } from '../../../src/server/api.ts'

interface Steps {
  /** Of one epoch; 0 before the first. */
  readonly iterations: number
  /** The last one that the log tells, from 0. */
  readonly step: number | undefined
}

interface Stand {
  /** From 1 while it trains; 0 before the first. */
  readonly epoch: number
  /** Iterations of this epoch that are done, from 1; undefined before the first. */
  readonly iteration: number | undefined
  /** 0 to 1; undefined before the first step. */
  readonly share: number | undefined
}

/** A finished run has done everything, whichever steps its log tells. */
export function standOf(row: Pick<RunRow, 'state' | 'epochs' | 'epochsDone' | 'progress'>, steps: Steps): Stand {
  const { iterations, step } = steps
  if (row.state.name === 'finished')
    return { epoch: row.epochs || row.epochsDone, iteration: iterations === 0 ? undefined : iterations, share: 1 }
  if (step === undefined || iterations === 0)
    return { epoch: row.epochsDone, iteration: undefined, share: row.progress }
  const epoch = Math.floor(step / iterations) + 1
  const done = row.epochs === 0 ? undefined : Math.min(1, (step + 1) / (row.epochs * iterations))
  return { epoch: Math.min(epoch, row.epochs || epoch), iteration: (step % iterations) + 1, share: done }
}
