// Asks the process of a run to stop, after making sure by its heartbeat that it is that process.
import { errorDetails } from '../../core/error-details.ts'
import { say } from '../../core/say.ts'
import { UserError } from '../../core/errors.ts'
import { readHeartbeat } from '../../run/heartbeat.ts'
import { processOf } from '../../run/process-identity.ts'
import { runPaths } from '../../run/layout.ts'
import type { RunEntry } from '../../run/run-entry.ts'

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
      message: say(errorDetails['run-not-running'].message, { id }),
      expected: say(errorDetails['run-not-running'].expected),
      found: say(errorDetails['run-not-running'].found),
      where: folder,
    })
  if (process === 'unknown')
    throw new UserError({
      code: 'run-elsewhere',
      message: say(errorDetails['run-elsewhere'].message, { id }),
      expected: say(errorDetails['run-elsewhere'].expected),
      found: heartbeat.host,
      where: folder,
      next: say(errorDetails['run-elsewhere'].next),
    })
  globalThis.process.kill(heartbeat.pid, 'SIGINT')
}
