// Jobs outlive their server: finished ones with their results, interrupted ones with a way to start them again; a damaged journal harms nobody.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { constantFrom, json, nat, oneof, sample, string } from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Job } from '../../src/server/api.ts'
import { synthesize } from '../../src/prepare/synth/synthesize.ts'
import { ownIdentity } from '../../src/run/process-identity.ts'
import { testServer, type TestServer } from './harness.ts'

/** A server on the folders of one that ended. */
function again({ options }: TestServer): TestServer {
  const { workdirs, out, uploads, folders } = options
  return testServer({ workdirs, out, uploads, folders })
}

const jobsOf = async (server: TestServer): Promise<readonly Job[]> =>
  ((await server.json('GET', '/api/jobs')) as { jobs: readonly Job[] }).jobs

async function ended(server: TestServer, id: string): Promise<Job> {
  await expect
    .poll(async () => ((await server.json('GET', `/api/jobs/${id}`)) as Job).endedAt, { timeout: 60_000, interval: 20 })
    .toBeDefined()
  return server.json('GET', `/api/jobs/${id}`)
}

async function withData(): Promise<{ server: TestServer; data: string }> {
  const server = testServer()
  const data = join(server.options.folders[0], 'set')
  mkdirSync(data)
  await synthesize(data, { train: 3, test: 2, seed: 5, size: [64, 64] })
  return { server, data }
}

const check = (server: TestServer, data: string): Promise<Job> =>
  server.json('POST', '/api/jobs', { kind: 'check', data, fast: true })

const journalOf = ({ options }: TestServer): string => join(options.out, '.jobs')
const id = (number: number): string => `job${String(number).padStart(9, '0')}`
const dead = { pid: 2 ** 22 + 1, host: ownIdentity().host, pid_space: ownIdentity().pid_space, process_start: '1' }

/** The file of an export that is under way, unless it is said otherwise. */
function writeJob(
  server: TestServer,
  number: number,
  { job = {}, by = dead }: { job?: object; by?: object } = {},
): string {
  mkdirSync(journalOf(server), { recursive: true })
  const path = join(journalOf(server), `job-${id(number)}.json`)
  const open = { id: id(number), kind: 'export', subject: 'exp_1', state: 'running', done: 1, total: 3, skipped: [] }
  const createdAt = new Date(Date.UTC(2026, 0, 5, 14, 0, number)).toISOString()
  const request = { kind: 'export', run: 'exp_1' }
  writeFileSync(path, JSON.stringify({ job: { ...open, createdAt, ...job }, request, server: by }))
  return path
}

describe('after a restart', () => {
  it('a finished job is there with its result', async () => {
    const { server, data } = await withData()
    const before = await ended(server, (await check(server, data)).id)
    server.services.close()
    const next = again(server)
    const { result, ...row } = before
    expect(result).toMatchObject({ kind: 'check', report: { totals: { train: { images: 3 } } } })
    expect(await jobsOf(next)).toEqual([row])
    expect(await next.json('GET', `/api/jobs/${before.id}`)).toEqual(before)
  }, 60_000)

  it('jobs that were under way or waiting are interrupted, and start again under their ids', async () => {
    const { server, data } = await withData()
    const begun = [await check(server, data), await check(server, data), await check(server, data)]
    server.services.close()
    const next = again(server)
    const found = await jobsOf(next)
    expect(found.map(({ state, kind, subject }) => [state, kind, subject])).toEqual(
      begun.map(() => ['interrupted', 'check', data]),
    )
    const [{ id: first }, { id: second }] = begun
    await next.json('POST', `/api/jobs/${first}/restart`)
    expect(await ended(next, first)).toMatchObject({ id: first, state: 'done', result: { kind: 'check' } })
    expect((await jobsOf(next))[0].id).toBe(first)
    expect(await next.json('POST', `/api/jobs/${first}/restart`)).toMatchObject({ state: 'done' })
    expect(await next.json('DELETE', `/api/jobs/${second}`)).toMatchObject({ state: 'cancelled' })
    next.services.close()
    const states = new Map((await jobsOf(again(server))).map((job) => [job.id, job.state]))
    expect(begun.map((job) => states.get(job.id))).toEqual(['done', 'cancelled', 'interrupted'])
  }, 60_000)

  it('what a killed server worked on is interrupted, and what another living one works on is not touched', async () => {
    const server = testServer()
    writeJob(server, 1)
    const path = writeJob(server, 2, { by: ownIdentity() })
    expect(await jobsOf(again(server))).toMatchObject([{ id: id(1), state: 'interrupted', done: 1, total: 3 }])
    expect(existsSync(path)).toBe(true)
  })

  it('a job whose files are gone is not started again, says why, and is still there', async () => {
    const { server, data } = await withData()
    const { id: job } = await check(server, data)
    server.services.close()
    rmSync(data, { recursive: true })
    const next = again(server)
    const answer = await next.ask('POST', `/api/jobs/${job}/restart`)
    expect([answer.ok, await answer.json()]).toMatchObject([false, { code: 'file-missing' }])
    expect((await jobsOf(next))[0].state).toBe('interrupted')
  }, 60_000)

  it('the newest hundred are kept', async () => {
    const server = testServer()
    for (let number = 0; number < 120; number++)
      writeJob(server, number, { job: { state: 'done', endedAt: '2026-01-05T15:00:00.000Z' } })
    const jobs = await jobsOf(again(server))
    expect([jobs.length, jobs[0].id, jobs.at(-1)?.id]).toEqual([100, id(119), id(20)])
    expect(readdirSync(journalOf(server))).toHaveLength(100)
  })
})

describe('a damaged journal', () => {
  it('costs the damaged jobs alone', async () => {
    const server = testServer()
    const whole = writeJob(server, 0, { job: { state: 'done', endedAt: '2026-01-05T15:00:00.000Z' } })
    const text = readFileSync(whole, 'utf8')
    const place = (number: number): string => join(journalOf(server), `job-${id(number)}.json`)
    const damaged = sample(
      oneof(
        nat(text.length - 2).map((length) => text.slice(0, length)),
        json(),
        string(),
        constantFrom(
          'null',
          '[]',
          '{"job":null}',
          text.replace('"export"', '"magic"'),
          text.replace(/"id":"/, '"no":"'),
        ),
      ),
      { seed: 7, numRuns: 60 },
    )
    damaged.forEach((content, index) => writeFileSync(place(index + 1), content))
    mkdirSync(place(100))
    symlinkSync(whole, place(101))
    copyFileSync(whole, join(journalOf(server), 'notes.txt'))
    const quiet = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    expect((await jobsOf(again(server))).map((job) => job.id)).toEqual([id(0)])
    const told = quiet.mock.calls.flat().join('')
    quiet.mockRestore()
    expect(damaged.filter((_, index) => !told.includes(place(index + 1)))).toEqual([])
    expect(told).not.toContain(place(100))
    expect(readdirSync(journalOf(server)).sort()).toEqual(
      [`job-${id(0)}.json`, `job-${id(100)}.json`, `job-${id(101)}.json`, 'notes.txt'].sort(),
    )
  })

  it('with a result of another version keeps the job without it', async () => {
    const server = testServer()
    const result = { kind: 'export', other: 1 }
    writeJob(server, 1, { job: { state: 'done', endedAt: '2026-01-05T15:00:00.000Z', result } })
    const next = again(server)
    const job: Job = await next.json('GET', `/api/jobs/${id(1)}`)
    expect([job.state, job.result]).toEqual(['done', undefined])
  })

  it('that cannot be written costs no job', async () => {
    const quiet = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const { server, data } = await withData()
    writeFileSync(journalOf(server), 'a file where the folder should be')
    expect(await ended(server, (await check(server, data)).id)).toMatchObject({ state: 'done' })
    expect(quiet.mock.calls.flat().join('')).toMatch(/The journal of jobs in .* cannot be written/)
    quiet.mockRestore()
  }, 60_000)
})
