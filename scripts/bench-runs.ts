// Times `ocrdet runs` on ten thousand run folders, without and with its cache (`npm run bench:runs [-- count]`).
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseConfig, renderConfigYaml } from '../src/run/config.ts'
import { runIdOf } from '../src/run/layout.ts'
import { renderLogLine, type LogLine } from '../src/run/log-line.ts'

const count = Number(process.argv[2] ?? 10_000)
const rounds = 5
/** As the article's example: 456 images in batches of 8, five epochs, a [TRAIN] line every fifth iteration. */
const [epochs, iters, every] = [5, 57, 5]

/** Of a process that has done with its run on this machine. */
const heartbeat = JSON.stringify({
  pid: 4_000_000,
  host: hostname(),
  pid_space: '',
  process_start: '',
  time: new Date(2026, 0, 5, 14, 40).toISOString(),
  longest_silence_ms: 1000,
  closed: true,
})

const root = mkdtempSync(join(tmpdir(), 'ocrdet-bench-runs-'))
const workdirs = join(root, 'workdirs')
const cache = join(root, 'cache')
const started = performance.now()
for (let index = 0; index < count; index++) makeRunFolder(index)
console.log(`${count} runs of ${logOf(0).split('\n').length} log lines made in ${seconds(started)} s`)

try {
  const forget = (): void => rmSync(cache, { recursive: true, force: true })
  const keep = (): void => {}
  report('ocrdet runs, cold', cliTimes([], forget))
  report('ocrdet runs, warm', cliTimes([], keep))
  report('ocrdet runs --all, cold', cliTimes(['--all'], forget))
  report('ocrdet runs --all, warm', cliTimes(['--all'], keep))
  report('ocrdet runs --where, warm', cliTimes(['--where', 'f_score>0.7 and learning_rate<0.01'], keep))
  report('ocrdet --version (what starting takes)', cliTimes(undefined, keep))
  const [before, after] = taskTimes()
  report('all rows without printing, cold', before)
  report('all rows without printing, warm', after)
} finally {
  rmSync(root, { recursive: true })
}

function makeRunFolder(index: number): void {
  const folder = join(workdirs, runIdOf(new Date(2026, 0, 1, 0, 0, index * 7)))
  for (const name of ['checkpoints', 'eval_results', 'tensorboard']) mkdirSync(join(folder, name), { recursive: true })
  const config = parseConfig({
    train_data_dir: '/data/receipts',
    learning_rate: 0.001 * (1 + (index % 20)),
    seed: index,
  })
  writeFileSync(join(folder, 'config.yaml'), renderConfigYaml(config, { data_hash: 'a'.repeat(64) }))
  writeFileSync(join(folder, 'log.txt'), logOf(index))
  for (const name of ['best_model.pth', 'last_model.pth']) writeFileSync(join(folder, 'checkpoints', name), 'weights')
  writeFileSync(join(folder, 'heartbeat.json'), heartbeat)
  const longAgo = new Date(Date.now() - 3_600_000)
  for (const name of ['log.txt', 'config.yaml', 'checkpoints', '']) utimesSync(join(folder, name), longAgo, longAgo)
}

function logOf(index: number): string {
  const lines: LogLine[] = [
    { kind: 'start', at: '2026-01-05 14:30:22' },
    { kind: 'device', device: 'cpu' },
    { kind: 'loading', path: '/data/receipts' },
    { kind: 'samples', train: 456, test: 120 },
  ]
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (let iter = 0; iter < iters; iter += every) lines.push(trainLine(epoch, iter))
    const fScore = Math.min(0.99, (0.3 + 0.1 * epoch) * (0.8 + 0.02 * (index % 20)))
    lines.push({ kind: 'val', epoch, fScore, precision: fScore, recall: fScore, valLoss: 2, elapsedSeconds: 9 })
  }
  lines.push({ kind: 'completed' })
  return lines.map((line) => `${renderLogLine(line)}\n`).join('')
}

function trainLine(epoch: number, iter: number): LogLine {
  const loss = 4 / (epoch + iter / iters)
  const parts = { lossBinary: loss / 2, lossThresh: loss / 4, lossDice: loss / 4 }
  const pace = { dataMs: 3, computeMs: 812, imagesPerSecond: 9.8, memoryGb: 3.1 }
  return { kind: 'train', epoch, epochs, iter, iters, loss, learningRate: 0.007, ...parts, ...pace }
}

/** What a process took: time on the clock, and of the processors, which counts on a machine that others use too. */
interface Taken {
  readonly clock: number
  readonly processor: number
}

/** The built program as a process of its own, its output thrown away; `ocrdet --version` without words. */
function cliTimes(words: readonly string[] | undefined, prepare: () => void): Taken[] {
  const main = resolve('dist/cli/main.js')
  const all = words === undefined ? ['--version'] : ['runs', '--workdirs', workdirs, ...words]
  return Array.from({ length: rounds }, () => {
    prepare()
    const [clock, before] = [performance.now(), childTime()]
    const { status } = spawnSync(process.execPath, [main, ...all], {
      env: { ...process.env, OCRDET_CACHE: cache },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    if (status !== 0) throw new Error(`ocrdet ${all.join(' ')} ended with ${status}`)
    return { clock: performance.now() - clock, processor: childTime() - before }
  })
}

/** Processor milliseconds of all children that ended: fields 16 and 17 of /proc/self/stat, in hundredths of a second. */
function childTime(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ')
  return 10 * (Number(fields[13]) + Number(fields[14]))
}

/** Milliseconds of the task in a process of its own: its first call without a cache, then four with one. */
function taskTimes(): [cold: Taken[], warm: Taken[]] {
  rmSync(cache, { recursive: true, force: true })
  const script = `
    const { listRunTable } = await import(${JSON.stringify(resolve('dist/tasks/runs/runs.js'))})
    const times = []
    for (let round = 0; round <= ${rounds}; round++) {
      const [clock, cpu] = [performance.now(), process.cpuUsage()]
      if (listRunTable({ workdirs: ${JSON.stringify(workdirs)} }).runs.length !== ${count}) throw new Error('not all')
      const { user, system } = process.cpuUsage(cpu)
      times.push({ clock: performance.now() - clock, processor: (user + system) / 1000 })
    }
    console.log(JSON.stringify(times))`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, OCRDET_CACHE: cache },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
  const times = JSON.parse(stdout) as Taken[]
  return [times.slice(0, 1), times.slice(1)]
}

function report(name: string, times: readonly Taken[]): void {
  const sorted = times.map(({ clock }) => clock).sort((a, b) => a - b)
  const processor = times.map((taken) => taken.processor).sort((a, b) => a - b)
  const shown = (values: readonly number[], at: number): string => `${values[at].toFixed(0)} ms`
  const range = `${shown(sorted, 0)} to ${shown(sorted, sorted.length - 1)}`
  const middle = sorted.length >> 1
  console.log(`${name}: ${shown(sorted, middle)} (${range}), processor ${shown(processor, middle)}`)
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1)
}
