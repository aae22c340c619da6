// Every answer that a test gets is held against the table of endpoints: what is declared, and nothing that is not.
import { expect } from 'vitest'
import { endpoints } from '../../src/server/contract/endpoints.ts'
import type { Endpoint } from '../../src/server/contract/endpoint.ts'
import { failure } from '../../src/server/contract/common.ts'

const all: readonly Endpoint[] = Object.values(endpoints)

/** The endpoint that a request goes to; the paths with fewer parameters come first, as in the router. */
export function endpointOf(method: string, path: string): Endpoint | undefined {
  const parts = new URL(path, 'http://localhost').pathname.split('/')
  const fits = (endpoint: Endpoint): boolean => {
    const wanted = endpoint.path.split('/')
    return wanted.length === parts.length && wanted.every((part, i) => part.startsWith(':') || part === parts[i])
  }
  return all
    .filter((endpoint) => endpoint.method === method.toLowerCase() && fits(endpoint))
    .toSorted((a, b) => a.path.split(':').length - b.path.split(':').length)[0]
}

/** Fails where a JSON answer has another form than its endpoint declares, or a key that it does not declare. */
export async function holdToContract(method: string, path: string, response: Response): Promise<void> {
  const endpoint = endpointOf(method, path)
  if (endpoint === undefined || response.headers.get('content-type')?.startsWith('application/json') !== true) return
  const schema = response.ok ? endpoint.result : failure
  if (schema === undefined) return
  const answered: unknown = await response.clone().json()
  expect(schema.parse(answered), `${method} ${path}`).toEqual(answered)
}
