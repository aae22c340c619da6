// Kills worker processes of a server, one kind after the other, while requests that need them are on the way.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WorkerProcess } from '../../src/server/work/process.ts'
import { listen } from '../../src/server/http/listen.ts'
import { addRun, testServer, trainLines } from './harness.ts'

export interface KillReport {
  readonly kills: number
  /** Answers while workers were killed, by code; `ok` for those that came through. */
  readonly answers: Readonly<Record<string, number>>
  /** Times that the server answered no more after a kill. */
  readonly deaths: number
  /** What a request after the last kill is answered. */
  readonly afterwards: string
}

const kinds = ['reader', 'examiner', 'detector', 'job'] as const
export type WorkerKind = (typeof kinds)[number]
export const workerKinds: readonly WorkerKind[] = kinds

/** Requests that are kept open at a time. */
const load = 12
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Kills one kind of worker so many times under load, through a real socket. */
export async function killWorkers(kind: WorkerKind, times: number): Promise<KillReport> {
  const server = testServer()
  const run = addRun(server, { log: trainLines([2, 1.5, 1]) })
  writeFileSync(join(run, 'notes.json'), '{"note": "", "tags": []}')
  const { server: http, port } = await listen(server.app, { host: '127.0.0.1', port: 0, orNext: false })
  const ask = async (path: string, init?: RequestInit): Promise<{ code: string; body: Record<string, unknown> }> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, init)
    const body = (await response.json()) as Record<string, unknown>
    return { code: response.ok ? 'ok' : String(body['code']), body }
  }
  const { services } = server
  const worker: WorkerProcess | undefined = kind === 'job' ? undefined : services[kind]
  const pidsNow = (): number[] => (worker === undefined ? services.jobs.pids : [worker.pid ?? 0].filter(Boolean))
  const answers: Record<string, number> = {}
  const count = (code: string): void => void (answers[code] = (answers[code] ?? 0) + 1)
  const keepAsking = async (isOver: () => boolean, number: number): Promise<void> => {
    while (!isOver()) count((await askFor(kind, ask, number)).code)
  }
  let deaths = 0
  let isOver = false
  const asking = Array.from({ length: kind === 'job' ? 3 : load }, (_, number) => keepAsking(() => isOver, number))
  for (let kill = 0; kill < times; kill++) {
    while (pidsNow().length === 0) await pause(2)
    await pause(20 + (kill % 5) * 80)
    for (const pid of pidsNow()) killQuietly(pid)
    const alive = await ask('/api/system').catch(() => undefined)
    if (alive?.code !== 'ok') deaths++
  }
  isOver = true
  for (const { id } of services.jobs.list()) services.jobs.cancel(id)
  await Promise.all(asking)
  const { code: afterwards } = await askFor(kind, ask, undefined)
  http.closeAllConnections()
  await new Promise((closed) => http.close(closed))
  return { kills: times, answers, deaths, afterwards }
}

type Ask = (path: string, init?: RequestInit) => Promise<{ code: string; body: Record<string, unknown> }>

/** Something that the kind of worker is needed for. @param number of the client; undefined for something short */
async function askFor(kind: WorkerKind, ask: Ask, number: number | undefined): ReturnType<Ask> {
  if (kind === 'reader') return ask(`/api/runs/latest/${number === 1 ? 'curves' : 'log?count=50'}`)
  if (kind === 'examiner') return ask('/api/runs/latest/diagnosis')
  if (kind === 'detector') return ask('/api/detections/none/texts')
  const long = { kind: 'demo-data', dir: `made_${number}_${performance.now()}` }
  const body = JSON.stringify(number === undefined ? { kind: 'restore', archive: 'none' } : long)
  const { body: job } = await ask('/api/jobs', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  })
  for (;;) {
    const { body: now } = await ask(`/api/jobs/${String(job['id'])}`)
    if (now['endedAt'] !== undefined)
      return { code: (now['failure'] as { code?: string } | undefined)?.code ?? 'ok', body: now }
    await pause(20)
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it has ended by itself
  }
}
