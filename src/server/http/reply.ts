// Bytes as an answer, written to the socket as they are: a web Response costs a stream, its reader and several turns of the loop.
import type { ServerResponse } from 'node:http'
import { headersOfAll } from './headers.ts'
import type { Context } from './hono.ts'
import { alreadySent } from './node-server.ts'

/** The answer's end of the connection, as the adapter passes it on; a request that came over none has none. */
export function outgoingOf({ env }: Context): ServerResponse | undefined {
  return ((env ?? {}) as { readonly outgoing?: ServerResponse }).outgoing
}

const jsonHeaders = { 'content-type': 'application/json', 'cache-control': 'no-store' }
/** As a list, names and values in turn: Node takes it over without a look at each. */
const jsonHeaderList = Object.entries({ ...headersOfAll, ...jsonHeaders }).flat()

/** Answers with JSON that is already encoded. */
export function replyJson(context: Context, bytes: Uint8Array<ArrayBuffer>): Response {
  const outgoing = outgoingOf(context)
  if (outgoing === undefined) return new Response(bytes, { headers: jsonHeaders })
  outgoing.writeHead(200, [...jsonHeaderList, 'content-length', String(bytes.length)])
  outgoing.end(bytes)
  return alreadySent
}
