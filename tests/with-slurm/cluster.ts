// A Slurm of two nodes on this machine, in a folder of its own: munge, slurmctld and two slurmd, each with a port of its own.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe } from 'vitest'
import { tinyDataset } from '../tasks/training.ts'
import { isInstalled, programs } from '../with-mpi/programs.ts'

/** Only root may start the daemons for itself. */
const canHaveSlurm =
  isInstalled(programs.Slurm) && isInstalled(programs.munge) && isInstalled('slurmd') && process.getuid?.() === 0

interface Daemons {
  /** What the programs of Slurm, and ours, find it by. */
  readonly env: Readonly<Record<string, string>>
  /** Ends its daemons, then its folder goes. */
  readonly stop: () => Promise<void>
}

/** Starts it, and waits until both nodes are idle. */
async function startDaemons(): Promise<Daemons> {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-slurm-'))
  chmodSync(folder, 0o755) // munge refuses a socket that others cannot reach
  const at = (name: string): string => join(folder, name)
  for (const name of ['state', 'spool']) mkdirSync(at(name))
  writeFileSync(at('munge.key'), randomBytes(1024), { mode: 0o400 })
  const ports = await freePorts(3)
  writeFileSync(at('slurm.conf'), configuration(folder, ports))
  const env = { SLURM_CONF: at('slurm.conf'), PATH: `${process.env['PATH']}:/usr/sbin:/sbin` }
  const files = ['key-file', 'pid-file', 'log-file', 'seed-file'].map((kind) => `--${kind}=${at(mungeFiles[kind])}`)
  start('munged', ['--force', `--socket=${at('munge.socket')}`, ...files], env)
  start('slurmctld', ['-i', '-c'], env)
  for (const node of ['node1', 'node2']) start('slurmd', ['-N', node], env)
  const stop = async (): Promise<void> => {
    for (const name of ['slurmd-node1.pid', 'slurmd-node2.pid', 'slurmctld.pid', 'munged.pid']) await end(at(name))
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
  try {
    await until(
      () => (slurm(env, 'sinfo', '-h', '-N', '-o', '%N %T').match(/ idle/g) ?? []).length === 2,
      'two idle nodes',
    )
  } catch (error) {
    await stop()
    throw error
  }
  return { env, stop }
}

const mungeFiles: Readonly<Record<string, string>> = {
  'key-file': 'munge.key',
  'pid-file': 'munged.pid',
  'log-file': 'munged.log',
  'seed-file': 'munge.seed',
}

/** Credentials are short-lived, as a requeued job waits for the old one to expire. */
function configuration(folder: string, [controller, ...nodes]: readonly number[]): string {
  const host = hostname()
  return `ClusterName=test
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${controller}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${folder}/munge.socket,cred_expire=6
CredType=cred/munge
StateSaveLocation=${folder}/state
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdPidFile=${folder}/slurmd-%n.pid
SlurmdLogFile=${folder}/slurmd-%n.log
SlurmdSpoolDir=${folder}/spool/%n
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=2,bf_interval=2
JobRequeue=1
ReturnToService=2
${nodes.map((port, index) => `NodeName=node${index + 1} NodeHostname=${host} NodeAddr=127.0.0.1 Port=${port} CPUs=2 RealMemory=1000`).join('\n')}
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`
}

function start(program: string, words: readonly string[], env: Daemons['env']): void {
  const { status, stderr, error } = spawnSync(program, words, { env: { ...process.env, ...env }, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program}: ${stderr || String(error)}`)
}

/** What a program of Slurm prints; a controller that is too busy to answer says nothing of a job. */
function slurm(env: Daemons['env'], program: string, ...words: readonly string[]): string {
  const { stdout, stderr } = spawnSync(program, words, { env: { ...process.env, ...env }, encoding: 'utf8' })
  return stdout === '' && stderr !== '' && !/invalid job id/i.test(stderr) ? stderr : stdout
}

async function end(pidFile: string): Promise<void> {
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, 'utf8'))
  signal(pid, 'SIGTERM')
  await until(() => !signal(pid, 0), `the end of ${pidFile}`)
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false // ended
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = createServer()
      return new Promise<typeof server>((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
    }),
  )
  return Promise.all(
    servers.map((server) => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      return new Promise<number>((resolve) => server.close(() => resolve(port)))
    }),
  )
}

/** Waits for something, and says what it waited for when it takes too long. */
export async function until(holds: () => boolean, what: string, seconds = 120): Promise<void> {
  for (let tries = 0; tries < seconds * 4; tries++) {
    if (holds()) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`waited in vain for ${what}`)
}

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** The cluster, as tests use it. */
export interface Cluster {
  /** Runs a program on it. */
  readonly run: (...words: readonly string[]) => Promise<Ended>
  /** Runs our built program on it. */
  readonly ocrdet: (...words: readonly string[]) => Promise<Ended>
  /** What a program of Slurm prints. */
  readonly slurm: (program: string, ...words: readonly string[]) => string
  /** The state of a job, or of a task of an array; empty once it has left the queue. */
  readonly stateOf: (job: string) => string
  /** A data set of four images and its test images. */
  readonly data: string
}

/** Tests on a cluster of their own, which lives as long as they do; left out where there can be none. */
export function describeOnCluster(title: string, tests: (cluster: () => Cluster) => void): void {
  describe.skipIf(!canHaveSlurm)(title, () => {
    let daemons: Daemons
    let cluster: Cluster
    beforeAll(async () => {
      daemons = await startDaemons()
      cluster = clusterOf(daemons, await tinyDataset(4))
    })
    afterAll(() => daemons.stop())
    tests(() => cluster)
  })
}

function clusterOf({ env }: Daemons, data: string): Cluster {
  const run = (...words: readonly string[]): Promise<Ended> => started(words, env)
  return {
    run,
    ocrdet: (...words) => run(process.execPath, 'dist/cli/main.js', ...words),
    slurm: (program, ...words) => slurm(env, program, ...words),
    stateOf: (job) => slurm(env, 'squeue', '-h', '-r', '-j', job, '-o', '%T').trim(),
    data,
  }
}

function started([file, ...words]: readonly string[], env: Daemons['env']): Promise<Ended> {
  const child = spawn(file, words, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const written = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (written.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (written.err += chunk.toString()))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...written })))
}
