// Loads the built server while a training runs: many clients of the event stream and many requests a second, in turn with none.
// npm run load:server -- [--seconds 60] [--clients 200] [--rate 50]
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Launch } from '../src/server/api.ts'
import { synthesize } from '../src/prepare/synth/synthesize.ts'
import { readHeartbeat } from '../src/run/heartbeat.ts'
import { childrenOf, memoryOf, startServer } from './bench/built-server.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    clients: { type: 'string', default: '200' },
    rate: { type: 'string', default: '50' },
  },
})
const seconds = Number(values.seconds)
const clients = Number(values.clients)
const rate = Number(values.rate)

const root = realpathSync(mkdtempSync(join(tmpdir(), 'ocrdet-load-')))
const data = join(root, 'data')
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** Processor seconds that the server and its workers have used (Linux: fields 14 and 15 of stat, in hundredths). Trainings are no workers. */
function processorSeconds({ pid }: ChildProcess): number {
  const isWorker = (child: string): boolean => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('server/work')
  const used = [String(pid), ...childrenOf(String(pid)).filter(isWorker)].map((process) => {
    const stat = readFileSync(`/proc/${process}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  })
  return used.reduce((sum, one) => sum + one, 0)
}

/** Median milliseconds of a step in the lines of the log after `from`. */
function stepTime(log: string, from: number): number {
  const lines = readFileSync(log, 'utf8').split('\n').slice(from).join('\n')
  const times = [...lines.matchAll(/Compute: (\d+) ms/g)].map(([, ms]) => Number(ms)).sort((a, b) => a - b)
  return times[times.length >> 1] ?? Number.NaN
}

const lineCount = (log: string): number => readFileSync(log, 'utf8').split('\n').length - 1

async function load(url: string, run: string) {
  const stop = new AbortController()
  let received = 0
  for (let count = 0; count < clients; count++) {
    const response = await fetch(`${url}/api/runs/${run}/events`, { signal: stop.signal })
    const read = async (): Promise<void> => {
      for await (const chunk of response.body ?? []) received += (chunk as Uint8Array).length
    }
    read().catch(() => undefined)
  }
  const paths = [
    '/api/runs',
    `/api/runs/${run}`,
    `/api/runs/${run}/log?count=100`,
    `/api/runs/${run}/curves`,
    '/api/system',
  ]
  const times: number[] = []
  const asking: Promise<void>[] = []
  let errors = 0
  const ask = async (path: string): Promise<void> => {
    const started = performance.now()
    const response = await fetch(url + path).catch(() => undefined)
    await response?.arrayBuffer()
    times.push(performance.now() - started)
    if (response?.ok !== true) errors++
  }
  for (let count = 0; count < seconds * rate; count++) {
    asking.push(ask(paths[count % paths.length]))
    await pause(1000 / rate)
  }
  await Promise.all(asking)
  stop.abort()
  times.sort((a, b) => a - b)
  const at = (share: number): string => `${times[Math.floor((times.length - 1) * share)].toFixed(0)} ms`
  console.log(
    `${times.length} requests, ${errors} errors; median ${at(0.5)}, 95 % ${at(0.95)}, 99 % ${at(0.99)}, most ${at(1)}`,
  )
  console.log(`${clients} clients received ${(received / 1e6).toFixed(2)} MB`)
}

await synthesize(data, { train: 64, test: 2, seed: 1, size: [256, 256] })
const { child, url } = await startServer(root)
let run = ''
try {
  const settings = {
    train_data_dir: data,
    batch_size: 2,
    input_size: [160, 160],
    num_epochs: 1000,
    eval_interval: 1000,
  }
  const body = JSON.stringify({ settings })
  const launch = (await (await fetch(`${url}/api/trainings`, { method: 'POST', body })).json()) as Launch
  run = launch.run ?? ''
  const log = join(root, 'workdirs', run, 'log.txt')
  while (stepTime(log, 0) !== stepTime(log, 0)) await pause(200)
  for (const round of [1, 2]) {
    const quietFrom = lineCount(log)
    await pause((seconds * 1000) / 2)
    const quiet = stepTime(log, quietFrom)
    const [loadedFrom, before, used] = [lineCount(log), memoryOf(String(child.pid)), processorSeconds(child)]
    const own = process.cpuUsage()
    await load(url, run)
    const { user, system } = process.cpuUsage(own)
    const loaded = stepTime(log, loadedFrom)
    const ours = ((user + system) / 1e6 / seconds).toFixed(2)
    const theirs = ((processorSeconds(child) - used) / seconds).toFixed(2)
    console.log(`the server and its workers used ${theirs} of a core, the clients here ${ours}`)
    console.log(
      `round ${round}: step ${quiet} ms alone, ${loaded} ms under load (${((loaded / quiet - 1) * 100).toFixed(1)} %)`,
    )
    console.log(
      `memory of the server: ${before.toFixed(0)} MB before, ${memoryOf(String(child.pid)).toFixed(0)} MB after`,
    )
  }
} finally {
  const heartbeat = readHeartbeat(join(root, 'workdirs', run, 'heartbeat.json'))
  if (heartbeat !== undefined) process.kill(heartbeat.pid, 'SIGKILL')
  child.kill('SIGKILL')
  rmSync(root, { recursive: true, force: true })
}
