// From the table of endpoints and a table of handlers to routes: checks what comes in, answers what comes out.
import type { DeepReadonly, Endpoint, Endpoints, InputOf } from '../contract/endpoint.ts'
import type { z } from '../../core/schema.ts'
import type { Context, Hono } from './hono.ts'
import { failureOf, failureResponse } from './failure.ts'
import { readInput } from './input.ts'
import { type Kept, KeptAnswers } from './kept.ts'
import { outgoingOf, replyJson } from './reply.ts'
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

/** From checked input to the answer. */
type Handle<E extends Endpoint, Out> = (input: InputOf<E>, request: Request) => Out | Promise<Out>

/** For what many pages ask again and again: an answer that holds while files stay as they are. */
interface KeptHandler<E extends Endpoint> {
  readonly kept: Handle<E, Kept<Answer<E>>>
}

/** One handler for each endpoint of a table: a plain function from checked input to the answer. */
export type Handlers<Table extends Endpoints> = {
  readonly [Name in keyof Table]:
    | Handle<Table[Name], Answer<Table[Name]>>
    | (Table[Name] extends { readonly method: 'get'; readonly result: z.ZodType } ? KeptHandler<Table[Name]> : never)
}

type AnyHandle = (input: unknown, request: Request) => unknown

/** Adds the routes of tables to the app. Answers that are kept are forgotten whenever something is changed through one of them. */
export class Routes {
  readonly #app: Hono
  readonly #kept = new KeptAnswers()

  constructor(app: Hono) {
    this.#app = app
  }

  mount<Table extends Endpoints>(table: Table, handlers: Handlers<Table>): this {
    for (const [name, endpoint] of Object.entries(table)) {
      const handler = handlers[name as keyof Table] as AnyHandle | { readonly kept: AnyHandle }
      const { method, path } = endpoint
      this.#app.on(method.toUpperCase(), path, async (context) => {
        try {
          if (typeof handler !== 'function') return await this.#answerKept(endpoint, handler.kept, context)
          if (method === 'get') return await answer(endpoint, handler, context)
          return await this.#change(() => answer(endpoint, handler, context))
        } catch (error) {
          return failureResponse(failureOf(error, tell))
        }
      })
    }
    return this
  }

  async #answerKept(endpoint: Endpoint, handle: AnyHandle, context: Context): Promise<Response> {
    const { url } = context.req
    const kept = this.#kept.find(url)
    if (kept !== undefined) return replyJson(context, kept)
    const input = await readInput(endpoint, context)
    const make = async (): Promise<Kept<unknown>> => (await handle(input, context.req.raw)) as Kept<unknown>
    return replyJson(context, await this.#kept.ask(url, make))
  }

  /** What is read while it changes may be half of it: nothing of that is kept. */
  async #change(make: () => Promise<Response>): Promise<Response> {
    this.#kept.forget()
    try {
      return await make()
    } finally {
      this.#kept.forget()
    }
  }
}

async function answer(endpoint: Endpoint, handle: AnyHandle, context: Context): Promise<Response> {
  const out = await handle(await readInput(endpoint, context), context.req.raw)
  if (endpoint.events !== undefined) return eventResponse(out as EventSource, context)
  if (endpoint.file !== undefined) return fileResponse(out as FileAnswer, endpoint.file, context)
  return replyJson(context, Buffer.from(JSON.stringify(out)))
}

function fileResponse({ body, name, lasting = false }: FileAnswer, type: string, context: Context): Response {
  const headers: Record<string, string> = {
    'content-type': type,
    'cache-control': lasting ? 'private, max-age=3600' : 'no-store',
    ...(name !== undefined && { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}` }),
    ...(body instanceof Uint8Array && { 'content-length': String(body.length) }),
  }
  if (body instanceof Uint8Array) return new Response(body as Uint8Array<ArrayBuffer>, { headers })
  return new Response(
    streamBody(body, () => outgoingOf(context)?.destroy()),
    { headers },
  )
}
