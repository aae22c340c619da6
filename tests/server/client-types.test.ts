// The types that a client gets: answers and inputs follow the table of endpoints.
import { hc } from 'hono/client'
import { expect, expectTypeOf, it } from 'vitest'
import type { AppType, Result, RunRow } from '../../src/server/api.ts'

it('types answers and inputs for the client of hono', async () => {
  const asked: string[] = []
  const client = hc<AppType>('http://localhost', {
    fetch: (url: string | URL | Request) => {
      asked.push(url instanceof Request ? url.url : url.toString())
      return Promise.resolve(Response.json({ runs: [], total: 0, tags: [] }))
    },
  })
  const list = await (await client.api.runs.$get({ query: { sort: '-f_score' } })).json()
  expectTypeOf(list.runs).toEqualTypeOf<RunRow[]>()
  expectTypeOf(list).toEqualTypeOf<Result<'listRuns'>>()
  const log = await client.api.runs[':run'].log.$get({ param: { run: 'latest' }, query: { count: '10' } })
  expectTypeOf((await log.json()).matching).toEqualTypeOf<number>()
  // @ts-expect-error -- the run is missing
  await client.api.runs[':run'].log.$get({ query: {} }).catch(() => undefined)
  await client.api.trainings.$post({ json: { settings: { batch_size: 2 } } })
  expect(asked.slice(0, 2)).toEqual([
    'http://localhost/api/runs?sort=-f_score',
    'http://localhost/api/runs/latest/log?count=10',
  ])
})
