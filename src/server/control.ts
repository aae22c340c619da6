// How commands of the same user on the same machine reach a running server: a port of the loopback, and a secret in a file of that user.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { failureOf, statusOf } from './http/failure.ts'
import { isSame, newToken } from './http/guard.ts'
import { writeEntry } from './state-folder.ts'
import { tell } from './tell.ts'

const maxBytes = 10_000

interface ControlOptions {
  /** Of the server itself. */
  readonly port: number
  /** Allows a folder; returns its real path. */
  readonly allow: (folder: string) => string
}

export interface Control {
  readonly close: () => void
}

/** Listens for commands; undefined where no file can be kept that only this user reads: then folders are allowed in the terminal or at the start. */
export async function openControl({ port, allow }: ControlOptions): Promise<Control | undefined> {
  const secret = newToken()
  const server = createServer((request, response) => void respond(request, response, { secret, allow }))
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await Promise.race([once(server, 'listening'), once(server, 'error')])
  const place = server.address()
  const controlPort = typeof place === 'object' && place !== null ? place.port : undefined
  const remove = controlPort && writeEntry({ pid: process.pid, port, controlPort, secret })
  const close = (): void => {
    if (typeof remove === 'function') remove()
    server.closeAllConnections()
    server.close()
  }
  if (typeof remove === 'function') return { close }
  close()
  return undefined
}

type ControlTask = Pick<ControlOptions, 'allow'> & { readonly secret: string }

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { secret, allow }: ControlTask,
): Promise<void> {
  for (const stream of [request, response]) stream.on('error', () => {})
  const answer = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(body))
  }
  const { headers } = request
  // A browser says where it comes from: no page speaks to this port, whatever it knows.
  const isBrowser = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined
  const given = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1]
  if (isBrowser || given === undefined || !isSame(given, secret)) return answer(403, {})
  try {
    const { folder } = JSON.parse(await textOf(request)) as { folder?: unknown }
    if (typeof folder !== 'string' || request.method !== 'POST' || request.url !== '/allow') return answer(404, {})
    answer(200, { folder: allow(folder) })
  } catch (error) {
    const failure = failureOf(error, tell)
    answer(statusOf(failure), failure)
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBytes) return '{}'
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
