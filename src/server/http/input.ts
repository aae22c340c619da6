// Checks what comes in with a request against the schemas of its endpoint.
import { errorDetails } from '../../core/error-details.ts'
import { type Text, UserError } from '../../core/errors.ts'
import { say } from '../../core/say.ts'
import type { z } from '../../core/schema.ts'
import type { Endpoint } from '../contract/endpoint.ts'
import { plainText } from '../contract/common.ts'
import type { Context } from './hono.ts'

const words = errorDetails['bad-input']

/** Larger JSON is no request of ours: ten thousand ids of uploads take a third of it. */
export const maxJsonBytes = 1_000_000

/** Parameters, query and body, each checked. @throws UserError bad-input, bad-json */
export async function readInput(endpoint: Endpoint, context: Context) {
  const params: Record<string, string> = {}
  for (const [name, value] of Object.entries(context.req.param() as Record<string, string>))
    params[name] = check(plainText, value, name) as string
  const query = endpoint.query && check(endpoint.query, context.req.query(), 'query')
  const body = endpoint.body && check(endpoint.body, await readJson(context.req.raw), 'body')
  return { params, query, body }
}

function check(schema: z.ZodType, value: unknown, where: string): unknown {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const path = [where, ...issue.path.map(String)].join('.')
  throw new UserError({
    code: 'bad-input',
    message: say(words.message, { path }),
    expected: expectedBy(issue),
    found: shown(valueAt(value, issue.path)),
    where: path,
    next: say(errorDetails['bad-input'].next),
  })
}

function expectedBy(issue: z.core.$ZodIssue): Text {
  if (issue.code === 'invalid_value') return say(words.expectedOneOf, { list: issue.values.map(String).join(', ') })
  if (issue.code === 'unrecognized_keys') return say(words.expectedNo, { keys: issue.keys.join(', ') })
  return issue.message.replace(/^Invalid input: expected /, '').replace(/, received .*$/, '')
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  )
}

/** The value as JSON, cut short: a request may be long and full of anything. */
function shown(value: unknown): Text {
  if (value === undefined) return say(words.foundNothing)
  const text = JSON.stringify(value) ?? typeof value
  return text.length > 80 ? `${text.slice(0, 80)}...` : text
}

async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBytes(request, maxJsonBytes)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new UserError({
      code: 'bad-json',
      message: say(errorDetails['bad-json'].message),
      expected: say(errorDetails['bad-json'].expected),
      found: bytes.length === 0 ? say(errorDetails['bad-json'].found) : String(cause).replace(/^\w+: /, ''),
      where: 'body',
      cause,
    })
  }
}

async function readBytes(request: Request, max: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of chunksOf(request)) {
    bytes += chunk.length
    if (bytes > max) throw tooLarge(max)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The body of a request as it comes. */
export async function* chunksOf(request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader()
  if (reader === undefined) return
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value as Uint8Array
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

export function tooLarge(max: number): UserError {
  return new UserError({
    code: 'upload-too-large',
    message: say(errorDetails['upload-too-large'].message),
    expected: say(errorDetails['upload-too-large'].expected, { max }),
    found: say(errorDetails['upload-too-large'].found),
  })
}
