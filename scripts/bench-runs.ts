// Times `ocrdet runs` on ten thousand run folders, without and with its cache (`npm run bench:runs [-- count]`).
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseConfig, renderConfigYaml } from '../src/run/config.ts'
import { runIdOf } from '../src/run/layout.ts'
import { renderLogLine, type LogLine } from '../src/run/log-line.ts'

const count = Number(process.argv[2] ?? 10_000)
const rounds = 5
/** As the article's example: 456 pictures in batches of 8, five epochs, a [TRAIN] line every fifth iteration. */
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
  const table = { cold: cliTimes(() => rmSync(cache, { recursive: true, force: true })), warm: cliTimes(() => {}) }
  for (const [name, times] of Object.entries(table)) report(`ocrdet runs, ${name}`, times)
  report(
    'ocrdet runs --where, warm',
    cliTimes(() => {}, ['--where', 'f_score>0.7 and learning_rate<0.01']),
  )
  const [before, after] = taskTimes()
  report('the task alone, cold', before)
  report('the task alone, warm', after)
} finally {
  if (process.env['KEEP'] === undefined) rmSync(root, { recursive: true })
  else console.log(root)
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

/** Milliseconds of the built program as a process of its own, its output thrown away. */
function cliTimes(prepare: () => void, words: readonly string[] = []): number[] {
  return Array.from({ length: rounds }, () => {
    prepare()
    const begun = performance.now()
    const main = resolve('dist/cli/main.js')
    const ended = spawnSync(process.execPath, [main, 'runs', '--workdirs', workdirs, ...words], {
      env: { ...process.env, OCRDET_CACHE: cache },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    if (ended.status !== 0) throw new Error(`ocrdet runs ended with ${ended.status}`)
    return performance.now() - begun
  })
}

/** Milliseconds of the task in a process of its own: its first call without a cache, then four with one. */
function taskTimes(): [cold: number[], warm: number[]] {
  rmSync(cache, { recursive: true, force: true })
  const script = `
    const { listRunTable } = await import(${JSON.stringify(resolve('dist/tasks/runs.js'))})
    const times = []
    for (let round = 0; round < ${rounds}; round++) {
      const begun = performance.now()
      if (listRunTable({ workdirs: ${JSON.stringify(workdirs)} }).runs.length !== ${count}) throw new Error('not all')
      times.push(performance.now() - begun)
    }
    console.log(JSON.stringify(times))`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, OCRDET_CACHE: cache },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
  const times = JSON.parse(stdout) as number[]
  return [times.slice(0, 1), times.slice(1)]
}

function report(name: string, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b)
  const shown = (value: number): string => `${value.toFixed(0)} ms`
  const range = `${shown(sorted[0])} to ${shown(sorted[sorted.length - 1])}`
  console.log(`${name}: median ${shown(sorted[sorted.length >> 1])} of ${sorted.length} (${range})`)
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1)
}
