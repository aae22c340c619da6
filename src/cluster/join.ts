// Joins the ranks that this process was started with.
import { hostname } from 'node:os'
import { errorDetails } from '../core/error-details.ts'
import { UserError } from '../core/errors.ts'
import { say } from '../core/say.ts'
import { launchOf } from './launch.ts'
import { joinMpi } from './mpi.ts'
import { Ranks } from './ranks.ts'

/**
 * The ranks of this process; undefined where it was started alone, and then no MPI library is looked for.
 * @throws UserError `mpi-missing`, `ranks-not-connected`
 */
export async function joinRanks(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Ranks | undefined> {
  const launch = launchOf(env)
  if (launch === undefined) return undefined
  if (!launch.isConnected) throw notConnected(launch.size)
  const transport = await joinMpi(env)
  if (transport.size !== launch.size) throw notConnected(launch.size, transport.size)
  return new Ranks(transport, hostname())
}

/** Each would train alone, into a run of its own. */
function notConnected(started: number, found?: number): UserError {
  const words = errorDetails['ranks-not-connected']
  return new UserError({
    code: 'ranks-not-connected',
    message: say(words.message, { started }),
    expected: say(words.expected),
    found: found === undefined ? say(words.foundNone) : say(words.found, { found }),
    next: say(words.next),
  })
}
