// From the table of endpoints and a table of handlers to routes: checks what comes in, answers what comes out.
import type { DeepReadonly, Endpoint, Endpoints, InputOf } from '../contract/endpoint.ts'
import type { z } from '../../core/schema.ts'
import type { Context, Hono } from './hono.ts'
import { failureOf, failureResponse } from './failure.ts'
import { readInput } from './input.ts'
import { streamBody } from './stream-body.ts'
import { eventResponse, type EventSource } from './sse.ts'
import { tell } from '../tell.ts'

/** A file as an answer. */
export interface FileAnswer {
  /** Chunks are sent as they come; one that fails cuts the answer off. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array>
  /** Saved under this name; shown by the browser when there is none. */
  readonly name?: string
  /** May be kept by the browser: the address changes when the content does. */
  readonly lasting?: boolean
}

type Answer<E extends Endpoint> = E extends { readonly result: infer R extends z.ZodType }
  ? DeepReadonly<z.input<R>>
  : E extends { readonly events: z.ZodType }
    ? EventSource
    : FileAnswer

/** One handler for each endpoint of a table: a plain function from checked input to the answer. */
export type Handlers<Table extends Endpoints> = {
  readonly [Name in keyof Table]: (
    input: InputOf<Table[Name]>,
    request: Request,
  ) => Answer<Table[Name]> | Promise<Answer<Table[Name]>>
}

type AnyHandler = (input: unknown, request: Request) => unknown

/** Adds the routes of a table to the app. */
export function mount<Table extends Endpoints>(app: Hono, table: Table, handlers: Handlers<Table>): void {
  for (const [name, endpoint] of Object.entries(table)) {
    const handle = handlers[name as keyof Table] as unknown as AnyHandler
    app.on(endpoint.method.toUpperCase(), endpoint.path, (context) => answer(endpoint, handle, context))
  }
}

async function answer(endpoint: Endpoint, handle: AnyHandler, context: Context): Promise<Response> {
  try {
    const out = await handle(await readInput(endpoint, context), context.req.raw)
    if (endpoint.events !== undefined) return eventResponse(out as EventSource)
    if (endpoint.file !== undefined) return fileResponse(out as FileAnswer, endpoint.file, context)
    return Response.json(out, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    return failureResponse(failureOf(error, tell))
  }
}

function fileResponse({ body, name, lasting = false }: FileAnswer, type: string, { env }: Context): Response {
  const headers: Record<string, string> = {
    'content-type': type,
    'cache-control': lasting ? 'private, max-age=3600' : 'no-store',
    ...(name !== undefined && { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}` }),
    ...(body instanceof Uint8Array && { 'content-length': String(body.length) }),
  }
  if (body instanceof Uint8Array) return new Response(body as Uint8Array<ArrayBuffer>, { headers })
  // As the adapter passes it on; a request that came over no connection has none.
  const { outgoing } = (env ?? {}) as { readonly outgoing?: { readonly destroy: () => void } }
  return new Response(
    streamBody(body, () => outgoing?.destroy()),
    { headers },
  )
}
