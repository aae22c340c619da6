// The typed client of the server, and its failures as errors. Only types of the server are imported.
import { type ClientResponse, hc } from 'hono/client'
import type { AppType, Upload } from '../../../src/server/api.ts'
import type { ShownFailure } from './failure.ts'

const client = hc<AppType>(location.origin)

/** Every endpoint: `api.runs[':run'].$get({ param: { run } })`. */
export const api = client.api

/** What the server answered instead of a result; `failure` as a UserError says it. */
export class ApiError extends Error {
  readonly failure: ShownFailure
  constructor(failure: ShownFailure) {
    super(failure.message)
    this.failure = failure
  }
}

/** The JSON of an answer. @throws ApiError when the server refuses or is gone (code `network`) */
export async function answer<T>(asked: Promise<ClientResponse<T, number, 'json'>>): Promise<T> {
  const response = await reached(asked)
  if (!response.ok) throw new ApiError(askAgain(await failureOf(response)))
  return response.json()
}

/** A server that was started anew has another token: loading the page again asks for it. */
function askAgain(failure: ShownFailure): ShownFailure {
  if (failure.code === 'token-missing' || failure.code === 'token-wrong') location.reload()
  return failure
}

async function reached<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch {
    throw new ApiError({ code: 'network', message: '' })
  }
}

async function failureOf(response: { readonly status: number; json: () => Promise<unknown> }): Promise<ShownFailure> {
  const found = (await response.json().catch(() => undefined)) as Partial<ShownFailure> | undefined
  return { code: 'http', message: `HTTP ${response.status}`, ...found }
}

/** Sends one file as it is. `folder` is where it lay, for its name in results. */
export async function sendFile(file: File, kind: Upload['kind'], folder = ''): Promise<Upload> {
  const query = new URLSearchParams({ name: file.name, kind, ...(folder !== '' && { folder }) })
  const response = await reached(fetch(`/api/uploads?${query}`, { method: 'POST', body: file }))
  if (!response.ok) throw new ApiError(askAgain(await failureOf(response)))
  return (await response.json()) as Upload
}

/** The address of a file of the server: every part encoded, queries that are undefined left out. */
export function address(
  parts: readonly (string | number)[],
  query: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const path = `/api/${parts.map((part) => encodeURIComponent(part)).join('/')}`
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  return given.length === 0
    ? path
    : `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}
