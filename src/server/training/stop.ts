// Asks the process of a run to stop, after making sure by its heartbeat that it is that process.
import { UserError } from '../../core/errors.ts'
import { readHeartbeat } from '../../run/heartbeat.ts'
import { processOf } from '../../run/process-identity.ts'
import { runPaths } from '../../run/layout.ts'
import type { RunEntry } from '../../run/resolve.ts'

/**
 * Like Ctrl-C in its terminal: the training saves a checkpoint and ends.
 * @throws UserError run-not-running, run-elsewhere
 */
export function stopTraining({ id, folder }: RunEntry): void {
  const heartbeat = readHeartbeat(runPaths(folder).heartbeat)
  const process = heartbeat === undefined || heartbeat.closed ? 'gone' : processOf(heartbeat)
  if (heartbeat === undefined || process === 'gone')
    throw new UserError({
      code: 'run-not-running',
      message: `The run ${id} is not running`,
      expected: 'a running training',
      found: 'no living process',
      where: folder,
    })
  if (process === 'unknown')
    throw new UserError({
      code: 'run-elsewhere',
      message: `The run ${id} is trained by another machine or container`,
      expected: 'a process of this machine',
      found: heartbeat.host,
      where: folder,
      next: 'stop it there: Ctrl-C in its terminal',
    })
  globalThis.process.kill(heartbeat.pid, 'SIGINT')
}
