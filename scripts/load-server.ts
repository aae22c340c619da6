// Loads the built server while a training runs: many clients of the event stream and many requests a second, in turn with none.
// npm run load:server -- [--seconds 60] [--clients 200] [--rate 50] [--rounds 2] [--pace 2] [--paths /api/system,/api/runs/:run]
// With --pace, nothing is trained: a log grows by so many steps a second, and only the server's own time is told.
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Launch } from '../src/server/api.ts'
import { synthesize } from '../src/prepare/synth/synthesize.ts'
import { readHeartbeat } from '../src/run/heartbeat.ts'
import { childrenOf, memoryOf, startServer } from './bench/built-server.ts'
import { growRun } from './bench/growing-run.ts'
import { askSteadily, watch } from './bench/server-clients.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    clients: { type: 'string', default: '200' },
    rate: { type: 'string', default: '50' },
    rounds: { type: 'string', default: '2' },
    pace: { type: 'string' },
    paths: {
      type: 'string',
      default: '/api/runs,/api/runs/:run,/api/runs/:run/log?count=100,/api/runs/:run/curves,/api/system',
    },
  },
})
const [seconds, clients, rate, rounds] = [values.seconds, values.clients, values.rate, values.rounds].map(Number)

const root = realpathSync(mkdtempSync(join(tmpdir(), 'ocrdet-load-')))
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** Seconds of a core. */
interface Used {
  readonly user: number
  readonly system: number
}

/** What a process has used (Linux: fields 14 and 15 of stat, in hundredths). */
function usedBy(pid: string): Used {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { user: Number(fields[11]) / 100, system: Number(fields[12]) / 100 }
}

/** What the server and its workers have used. Trainings are no workers. */
function usedByServer({ pid }: ChildProcess): { readonly server: Used; readonly workers: Used } {
  const isWorker = (child: string): boolean => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('server/work')
  const workers = childrenOf(String(pid)).filter(isWorker).map(usedBy)
  const sum = (part: keyof Used): number => workers.reduce((total, one) => total + one[part], 0)
  return { server: usedBy(String(pid)), workers: { user: sum('user'), system: sum('system') } }
}

/** `0.103 (user 0.071, system 0.032)` of a core. */
function shareOf(before: Used, after: Used): string {
  const [user, system] = [after.user - before.user, after.system - before.system].map((used) => used / seconds)
  return `${(user + system).toFixed(3)} (user ${user.toFixed(3)}, system ${system.toFixed(3)})`
}

/** Median milliseconds of a step in the lines of the log after `from`. */
function stepTime(log: string, from: number): number {
  const lines = readFileSync(log, 'utf8').split('\n').slice(from).join('\n')
  const times = [...lines.matchAll(/Compute: (\d+) ms/g)].map(([, ms]) => Number(ms)).sort((a, b) => a - b)
  return times[times.length >> 1] ?? Number.NaN
}

const lineCount = (log: string): number => readFileSync(log, 'utf8').split('\n').length - 1

/** Follows and asks for `seconds`, and tells what it cost. */
async function load({ child, url }: { readonly child: ChildProcess; readonly url: string }, run: string) {
  const addresses = values.paths.split(',').map((path) => url + path.replace(':run', run))
  const watchers = await watch(`${url}/api/runs/${run}/events`, clients)
  await askSteadily(addresses, { seconds: 3, rate }) // what the first ones load and compile is no part of it
  Object.assign(watchers.received, { bytes: 0, events: 0, pieces: 0 })
  const [before, own] = [usedByServer(child), process.cpuUsage()]
  const { times, errors } = await askSteadily(addresses, { seconds, rate })
  const [after, { user, system }] = [usedByServer(child), process.cpuUsage(own)]
  const { bytes, events, pieces } = watchers.received
  watchers.close()
  const at = (share: number): string => `${(times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1)} ms`
  console.log(
    `${times.length} requests, ${errors} errors; median ${at(0.5)}, 95 % ${at(0.95)}, 99 % ${at(0.99)}, most ${at(1)}`,
  )
  console.log(`${clients} clients received ${events} events in ${pieces} pieces, ${(bytes / 1e6).toFixed(2)} MB`)
  console.log(`of a core used the server ${shareOf(before.server, after.server)},`)
  console.log(`its workers ${shareOf(before.workers, after.workers)},`)
  console.log(`the clients here ${shareOf({ user: 0, system: 0 }, { user: user / 1e6, system: system / 1e6 })}`)
}

async function startTraining(url: string): Promise<string> {
  const data = join(root, 'data')
  await synthesize(data, { train: 64, test: 2, seed: 1, size: [256, 256] })
  const settings = {
    train_data_dir: data,
    batch_size: 2,
    input_size: [160, 160],
    num_epochs: 1000,
    eval_interval: 1000,
  }
  const body = JSON.stringify({ settings })
  const launch = (await (await fetch(`${url}/api/trainings`, { method: 'POST', body })).json()) as Launch
  if (launch.run === undefined) throw new Error(`no training began: ${JSON.stringify(launch)}`)
  return launch.run
}

const workdirs = join(root, 'workdirs')
const server = await startServer(root)
const pid = String(server.child.pid)
let run = ''
const growing = values.pace === undefined ? undefined : growRun(workdirs, Number(values.pace))
try {
  run = growing?.run ?? (await startTraining(server.url))
  const log = join(workdirs, run, 'log.txt')
  while (Number.isNaN(stepTime(log, 0))) await pause(200)
  for (let round = 1; round <= rounds; round++) {
    const quietFrom = lineCount(log)
    await pause(growing === undefined ? (seconds * 1000) / 2 : 2000)
    const [loadedFrom, memory] = [lineCount(log), memoryOf(pid)]
    const quiet = stepTime(log, quietFrom)
    console.log(`round ${round}`)
    await load(server, run)
    const loaded = stepTime(log, loadedFrom)
    if (growing === undefined)
      console.log(`step ${quiet} ms alone, ${loaded} ms under load (${((loaded / quiet - 1) * 100).toFixed(1)} %)`)
    console.log(`memory of the server: ${memory.toFixed(0)} MB before, ${memoryOf(pid).toFixed(0)} MB after`)
  }
} finally {
  growing?.stop()
  const heartbeat = readHeartbeat(join(workdirs, run, 'heartbeat.json'))
  if (growing === undefined && heartbeat !== undefined) process.kill(heartbeat.pid, 'SIGKILL')
  server.child.kill('SIGKILL')
  rmSync(root, { recursive: true, force: true })
}
