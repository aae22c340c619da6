// How far the starter model is, by the run of its name. Pure.
import type { RunRow } from '../../../src/server/api.ts'

/** The name of its run, and what every model field takes for it. */
export const starterName = 'starter'

/** `missing`: it can be made, with the run of an attempt that did not end well. */
export interface StarterStage {
  readonly stage: 'missing' | 'making' | 'ready'
  readonly run?: RunRow
}

export function starterStage(runs: readonly RunRow[]): StarterStage {
  const run = runs.find(({ names }) => names.includes(starterName))
  if (run === undefined) return { stage: 'missing' }
  if (run.state.name === 'running') return { stage: 'making', run }
  return { stage: run.state.name === 'finished' ? 'ready' : 'missing', run }
}
