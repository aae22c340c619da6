// Listening on a socket.
import { createServer, type Server } from 'node:http'
import { errorDetails } from '../../core/error-details.ts'
import { UserError, type UserErrorParts, messageOf, systemCode } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import type { Hono } from './hono.ts'
import { getRequestListener } from './node-server.ts'
import { tell } from '../tell.ts'

export interface ListenOptions {
  readonly host: string
  readonly port: number
  /** Takes one of the next ports when this one is taken. */
  readonly orNext: boolean
}

/** So many ports are tried. */
const portsTried = 20
/** A request must have come in whole by then: an upload of gigabytes over a slow line. */
const requestTimeoutMs = 3600_000

export interface Listening {
  readonly server: Server
  readonly port: number
}

/** @throws UserError port-taken, port-forbidden, host-unknown */
export async function listen(app: Hono, { host, port, orNext }: ListenOptions): Promise<Listening> {
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  const server = createServer((incoming, outgoing) => {
    // A client that goes in the middle, or an answer that is cut off: nobody is left to be told.
    for (const stream of [incoming, outgoing]) stream.on('error', () => {})
    void answer(incoming, outgoing)
  })
  server.requestTimeout = requestTimeoutMs
  for (let tried = port; ; tried++) {
    try {
      const listening = { server, port: await listenOn(server, host, tried) }
      // A connection that cannot be taken (too many open files) is lost; the ones after it need not be.
      server.on('error', (error) => tell(`A connection was lost: ${messageOf(error)}`))
      return listening
    } catch (error) {
      const isLast = !orNext || tried >= port + portsTried - 1
      if (systemCode(error) !== 'EADDRINUSE' || isLast) throw explained(error, { host, port })
    }
  }
}

function listenOn(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

const { 'host-unknown': hostWords, 'port-taken': taken, 'port-forbidden': forbidden } = errorDetails

const explanations: Readonly<Record<string, Pick<UserErrorParts, 'code' | 'message' | 'next'>>> = {
  EADDRINUSE: { code: 'port-taken', message: say(taken.message), next: say(taken.next) },
  EACCES: { code: 'port-forbidden', message: say(forbidden.message), next: say(forbidden.next) },
  EADDRNOTAVAIL: {
    code: 'host-unknown',
    message: say(hostWords.messageAddress),
    next: say(hostWords.nextAddress),
  },
  ENOTFOUND: { code: 'host-unknown', message: say(hostWords.messageHost), next: say(hostWords.nextHost) },
}

function explained(error: unknown, { host, port }: { host: string; port: number }): unknown {
  const explanation = explanations[systemCode(error) ?? '']
  return explanation === undefined ? error : new UserError({ ...explanation, found: `${host}:${port}`, cause: error })
}
