// A newcomer's way over a real socket: check, estimate, train in a process that outlives the server, watch, stop, resume, detect,
// export, verify, batch with a broken file.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Detection, Job, JobRequest, Launch, Result, RunPage } from '../../src/server/api.ts'
import { readHeartbeat } from '../../src/run/heartbeat.ts'
import { processOf } from '../../src/run/process-identity.ts'
import { synthesize } from '../../src/prepare/synth/synthesize.ts'
import { bmpOf } from '../data/bmp-files.ts'
import { PROGRAM, temporaryFolder } from '../tasks/training.ts'

interface Served {
  readonly child: ChildProcess
  readonly url: string
}

const root = realpathSync(temporaryFolder())
const data = join(root, 'data')
let served: Served
let run = ''

/** Starts the built program as a person would. */
function serve(): Promise<Served> {
  const child = spawn(process.execPath, [resolve(PROGRAM), 'serve', '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NO_COLOR: '1' },
  })
  return new Promise((resolve, reject) => {
    child.on('exit', () => reject(new Error('the server ended')))
    child.stdout.on('data', (chunk: Buffer) => {
      const url = /WebUI 服务地址: (\S+)/.exec(chunk.toString())?.[1]
      if (url !== undefined) resolve({ child, url })
    })
  })
}

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const isBytes = body instanceof Uint8Array
  const sent = body === undefined ? {} : { body: isBytes ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) }
  const response = await fetch(`${served.url}${path}`, { method, ...sent })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

async function until<T>(what: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 2000; tries++) {
    const value = await what()
    if (holds(value)) return value
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error('it never came true')
}

/** Starts a job and waits for its end. */
async function job(request: JobRequest): Promise<Job> {
  const { id } = await ask<Job>('POST', '/api/jobs', request)
  return until(
    () => ask<Job>('GET', `/api/jobs/${id}`),
    ({ state }) => state !== 'waiting' && state !== 'running',
  )
}

const stateOf = async (): Promise<string> => (await ask<RunPage>('GET', `/api/runs/${run}`)).row.state.name

beforeAll(async () => {
  mkdirSync(data)
  await synthesize(data, { train: 8, test: 2, seed: 5, size: [64, 64] })
  served = await serve()
}, 60_000)

afterAll(() => {
  served.child.removeAllListeners('exit')
  served.child.kill('SIGKILL')
  // a training of a failed test would go on for long
  const heartbeat = readHeartbeat(join(root, 'workdirs', run, 'heartbeat.json'))
  if (heartbeat !== undefined && !heartbeat.closed && processOf(heartbeat) === 'alive')
    process.kill(heartbeat.pid, 'SIGKILL')
  rmSync(root, { recursive: true, force: true })
})

it('checks the data set and estimates the training', async () => {
  const { result } = await job({ kind: 'check', data, fast: false })
  expect(result).toMatchObject({ kind: 'check', report: { errors: 0, totals: { train: { images: 8 } } } })
  const settings = { train_data_dir: data, batch_size: 2, input_size: [64, 64], num_epochs: 100 }
  expect(await ask('POST', '/api/trainings/estimate', { settings })).toMatchObject({
    problems: [],
    memory: { fits: true },
    time: { iterations: 4, steps: 400, basis: 'measured' },
    samples: { train: 8, test: 2 },
  })
}, 60_000)

it('starts a training that outlives the server, and says where it is', async () => {
  const small = { batch_size: 8, input_size: [64, 64], min_text_size: 2, num_threads: 1, num_workers: 1 }
  const settings = { train_data_dir: data, ...small, num_epochs: 500, eval_interval: 500, seed: 3 }
  let launch = await ask<Launch>('POST', '/api/trainings', { settings })
  launch = await until(
    () => ask<Launch>('GET', `/api/trainings/${launch.id}`),
    ({ state }) => state !== 'starting',
  )
  expect(launch.state).toBe('started')
  run = launch.run ?? ''
  const stream = await fetch(`${served.url}/api/runs/${run}/events`)
  const reader = (stream.body ?? new ReadableStream()).getReader()
  let reported = ''
  while (!/\[TRAIN\] Epoch 1\/500, Iter 0\/1/.test(reported))
    reported += Buffer.from((await reader.read()).value as Uint8Array).toString()
  served.child.removeAllListeners('exit')
  served.child.kill('SIGKILL')
  served = await serve()
  expect(await stateOf()).toBe('running')
  const lines = readFileSync(join(root, 'workdirs', run, 'log.txt'), 'utf8').split('\n').length
  await until(
    () => Promise.resolve(readFileSync(join(root, 'workdirs', run, 'log.txt'), 'utf8').split('\n').length),
    (now) => now > lines,
  )
}, 120_000)

it('stops it, and goes on for one epoch more', async () => {
  await ask('POST', `/api/runs/${run}/stop`)
  await until(stateOf, (state) => state !== 'running')
  expect(await stateOf()).toBe('stopped')
  const log = readFileSync(join(root, 'workdirs', run, 'log.txt'), 'utf8')
  const epoch = Number([...log.matchAll(/\[TRAIN\] Epoch (\d+)\//g)].at(-1)?.[1])
  // The process outlives the closing line of its log by a moment.
  const stopAgain = async () => {
    const answer = await fetch(`${served.url}/api/runs/${run}/stop`, { method: 'POST' })
    return (await answer.json()) as { code?: string }
  }
  await until(stopAgain, ({ code }) => code === 'run-not-running')
  await ask('POST', `/api/runs/${run}/resume`, { numEpochs: epoch + 1 })
  await until(stateOf, (state) => state === 'finished' || state === 'failed')
  expect(await stateOf()).toBe('finished')
}, 120_000)

it('tells why a training does not start', async () => {
  const empty = join(root, 'empty')
  mkdirSync(empty)
  const launch = await ask<Launch>('POST', '/api/trainings', { settings: { train_data_dir: empty, init: data } })
  const ended = await until(
    () => ask<Launch>('GET', `/api/trainings/${launch.id}`),
    ({ state }) => state !== 'starting',
  )
  expect(ended).toMatchObject({ state: 'failed', failure: { code: 'run-not-one', messageZh: expect.any(String) } })
}, 60_000)

async function uploaded(name: string, bytes: Uint8Array): Promise<string> {
  return (await ask<{ id: string }>('POST', `/api/uploads?kind=image&name=${encodeURIComponent(name)}`, bytes)).id
}

it('detects, and tries thresholds without the network', async () => {
  const rows = Array.from({ length: 40 }, () => Array.from({ length: 60 }, () => [250, 250, 250] as const))
  const upload = await uploaded('扫描.bmp', bmpOf(rows, { bits: 24 }))
  const detection = await ask<Detection>('POST', '/api/detections', { upload, model: run, threshold: 0.2 })
  expect(detection).toMatchObject({ name: '扫描.bmp', width: 60, height: 40, thresholds: { threshold: 0.2 } })
  const again = await ask<{ boxesMs: number }>(
    'GET',
    `/api/detections/${detection.id}/texts?threshold=0.01&boxThreshold=0`,
  )
  expect(again.boxesMs).toBeLessThan(detection.times.networkMs + 1000)
  const reading = await ask('GET', `/api/detections/${detection.id}/reading?threshold=0.2`)
  const texts = detection.texts.map(() => ({}))
  expect(reading).toMatchObject({ recognizer: 'PP-OCRv4', texts, json: { success: true } })
  for (const [part, type] of [
    ['image', 'image/jpeg'],
    ['map', 'image/png'],
    ['drawing', 'image/png'],
  ])
    expect((await fetch(`${served.url}/api/detections/${detection.id}/${part}`)).headers.get('content-type')).toBe(type)
}, 60_000)

it('detects on a batch, passing over a broken file, and packs the results', async () => {
  const image = readFileSync(join(data, 'test_images', readdirSync(join(data, 'test_images'))[0]))
  const uploads = [
    await uploaded('a.png', image),
    await uploaded('broken.jpg', Buffer.from('no image')),
    await uploaded('b.png', image),
  ]
  const { result, skipped } = await job({ kind: 'detect', uploads, paths: [], model: run })
  expect(result).toMatchObject({ kind: 'detect', images: 3, failed: 1 })
  expect(skipped).toMatchObject([{ what: 'broken.jpg' }])
  const output = result?.kind === 'detect' ? result.output : ''
  expect(output).toMatch(/^outputs_\d{14}/)
  expect(await ask('GET', `/api/outputs/${output}`)).toMatchObject({
    failed: 1,
    results: [{ image: 'a.png' }, { image: 'broken.jpg', success: false }, { image: 'b.png' }],
  })
  expect((await fetch(`${served.url}/api/outputs/${output}/images/2`)).status).toBe(200)
  const searched = await ask('GET', `/api/outputs/${output}?search=B.PNG`)
  expect(searched).toMatchObject({ found: 1, results: [{ index: 2 }] })
  const csv = await fetch(`${served.url}/api/outputs/${output}/texts`)
  expect([csv.headers.get('content-type'), (await csv.text()).split(',')[0]]).toEqual(['text/csv', 'image'])
  const zip = Buffer.from(await (await fetch(`${served.url}/api/outputs/${output}/zip`)).arrayBuffer())
  expect(zip.toString('latin1')).toContain(`${output}/json/result.json`)
}, 60_000)

it('exports a file named after its run, verifies it, and explains it', async () => {
  const request = { kind: 'export', run, size: [96, 96], dynamic: false } as const
  const exported = await job({ ...request, existing: 'refuse' })
  const file = `${run}_96x96.onnx`
  expect(exported.result).toMatchObject({ kind: 'export', file })
  const { exports } = await ask<Result<'listExports'>>('GET', '/api/exports')
  const { models } = await ask<Result<'listModels'>>('GET', '/api/models')
  const [{ origin, verification }] = exports
  expect(origin).toMatchObject({ source: run, size: [96, 96], dynamic: false, threshold: 0.2 })
  expect(verification).toBeUndefined()
  expect(models.find(({ label }) => label === file)).toMatchObject({ threshold: 0.2, inputSize: [96, 96] })
  const verified = await job({ kind: 'verify', file })
  expect(verified.result).toMatchObject({ kind: 'verify', passed: true, images: 2 })
  expect(await ask('GET', '/api/exports')).toMatchObject({ exports: [{ verification: { passed: true } }] })
  const { python } = await ask<{ python: string }>('GET', `/api/exports/${file}/snippets`)
  expect(python).toContain('height, width = 96, 96')
}, 60_000)

it('replaces no exported file unless it is asked to, and keeps the proof in the file', async () => {
  const request = { kind: 'export', run, size: [96, 96], dynamic: false } as const
  const refused = await job({ ...request, existing: 'refuse' })
  expect(refused).toMatchObject({ state: 'failed', failure: { code: 'target-not-empty', found: `${run}_96x96.onnx` } })
  const second = await job({ ...request, existing: 'rename' })
  expect(second.result).toMatchObject({ file: `${run}_96x96_2.onnx` })
  rmSync(join(root, 'outputs', `${run}_96x96.verify.json`))
  const { exports } = await ask<Result<'listExports'>>('GET', '/api/exports')
  expect(exports.map(({ name, verification }) => [name, verification?.['passed']])).toEqual([
    [`${run}_96x96_2.onnx`, undefined],
    [`${run}_96x96.onnx`, true],
  ])
}, 60_000)
