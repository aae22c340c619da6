// The table of endpoints against whatever a client sends: a mistake is answered as a mistake, in the one form that failures have.
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { endpoints } from '../../src/server/contract/endpoints.ts'
import type { Endpoint } from '../../src/server/contract/endpoint.ts'
import { addRun, testServer } from './harness.ts'

const named = Object.entries(endpoints as Readonly<Record<string, Endpoint>>)

/** Streams never end, and an upload takes any bytes; both have tests of their own. */
const asked = named.filter(([, { events, upload }]) => events === undefined && upload === undefined)

/** What people, scripts and scanners put into an address. */
const hostile = fc.oneof(
  fc.constantFrom(
    'latest',
    '0',
    '-1',
    '1e9',
    'NaN',
    '..',
    '%2e%2e',
    'a b',
    '实验',
    '<b>',
    "' or 1=1",
    '\u202e',
    '.',
    '~',
  ),
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
)
const anyQuery = fc.dictionary(
  fc.constantFrom('count', 'start', 'side', 'epoch', 'sort', 'where', 'data', 'q'),
  hostile,
)
/** Nothing in it starts work: `kind` is never one of a job, and no setting has such a name. */
const anyBody = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom({}, [], null, { settings: [] }, { settings: { batch_size: 'x' } }, { kind: 'other' }, { note: 5 }),
)

it('has every path and method once', () => {
  const places = named.map(([, { method, path }]) => `${method} ${path.replaceAll(/:\w+/g, ':')}`)
  expect(new Set(places).size).toBe(places.length)
})

it.each(asked)('%s answers anything that is sent, and never with a bug', async (_name, { method, path, body }) => {
  const server = testServer()
  addRun(server, { log: ['[TRAIN] Epoch 1/2, Iter 0/1, Loss: 1.0, LR: 0.007000'] })
  await fc.assert(
    fc.asyncProperty(
      fc.array(hostile, { minLength: 3, maxLength: 3 }),
      anyQuery,
      anyBody,
      async (words, query, sent) => {
        let next = 0
        const filled = path.replaceAll(/:\w+/g, () => encodeURIComponent(words[next++]))
        const address = `${filled}?${new URLSearchParams(query).toString()}`
        const response = await server.ask(method, address, body === undefined ? undefined : JSON.stringify(sent))
        expect(response.status, `${method} ${address} ${JSON.stringify(sent)}`).toBeLessThan(500)
        await response.body?.cancel()
      },
    ),
    { numRuns: 12, seed: 7 },
  )
})
