// The states of a run, and which of them go on by themselves. Imports nothing: the page uses it too.

/** `queued`: a Slurm job waits to begin or to go on; `running`: alive now; `finished`: all epochs done; `stopped`: by the person; `failed`: by an error; `dead`: it just ended. */
export type RunStateName = 'queued' | 'running' | 'finished' | 'stopped' | 'failed' | 'dead'

const goesOn: Readonly<Record<RunStateName, boolean>> = {
  queued: true,
  running: true,
  finished: false,
  stopped: false,
  failed: false,
  dead: false,
}

/** Whether a training goes on, or will: it can be stopped, and nobody may begin another one in its folder, or take it away. */
export function isGoingOn({ name }: { readonly name: RunStateName }): boolean {
  return goesOn[name]
}
