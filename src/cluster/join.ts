// Joins the ranks that this process was started with.
import { hostname } from 'node:os'
import { errorDetails } from '../core/error-details.ts'
import { UserError } from '../core/errors.ts'
import { say } from '../core/say.ts'
import { launchOf } from '../core/launch.ts'
import { joinMpi } from './mpi.ts'
import { Ranks } from './ranks.ts'
import type { Transport } from './transport.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The ranks of this process; undefined where it was started alone, and then no MPI library is looked for.
 * @throws UserError `mpi-missing`, `ranks-not-connected`
 */
export async function joinRanks(env: Environment = process.env): Promise<Ranks | undefined> {
  const transport = await joinTransport(env)
  return transport && new Ranks(transport, hostname())
}

/** What connects this process with those that were started with it; otherwise as `joinRanks`. */
export async function joinTransport(env: Environment = process.env): Promise<Transport | undefined> {
  const launch = launchOf(env)
  if (launch === undefined) return undefined
  if (!launch.isConnected) throw notConnected(launch.size)
  const transport = await joinMpi(env)
  if (transport.size !== launch.size) throw notConnected(launch.size, transport.size)
  return transport
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
