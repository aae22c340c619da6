// Detects on many images through the built server and samples the memory of all its processes: it must stay flat (Linux only).
// npm run load:batch -- [--images 500] [--size 256] [--input 320]
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Job, Upload } from '../src/server/api.ts'
import { synthesize } from '../src/prepare/synth/synthesize.ts'
import { defaultDetectorSettings } from '../src/detect/settings.ts'
import { exportOnnx } from '../src/export/onnx.ts'
import { initialParameters } from '../src/model/init.ts'
import { childrenOf, memoryOf, startServer } from './bench/built-server.ts'
import { median } from './bench/figures.ts'

const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '500' },
    size: { type: 'string', default: '256' },
    input: { type: 'string', default: '320' },
  },
})
const [images, side, input] = [values.images, values.size, values.input].map(Number)
/** Between two samples, in milliseconds. */
const sampleMs = 250
/** Times that the memory in the last quarter may be of that in the second. */
const mostGrowth = 1.1
/** Uploads at a time, as the page has. */
const atOnce = 4

interface Sample {
  readonly done: number
  /** Resident megabytes. */
  readonly server: number
  readonly worker: number
  /** Milliseconds that the server took to answer. */
  readonly answer: number
}

const root = realpathSync(mkdtempSync(join(tmpdir(), 'ocrdet-batch-')))
const modelPath = join(root, 'outputs', `model_${input}x${input}.onnx`)
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

async function json<T>(asked: Promise<Response>): Promise<T> {
  const response = await asked
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

async function upload(url: string): Promise<string[]> {
  const folder = join(root, 'data', 'train_images')
  const names = readdirSync(folder)
  const ids: string[] = []
  let next = 0
  const work = async (): Promise<void> => {
    for (let index = next++; index < images; index = next++) {
      const body = readFileSync(join(folder, names[index % names.length])) as Uint8Array<ArrayBuffer>
      const address = `${url}/api/uploads?kind=image&name=${index}.jpg&folder=many`
      ids[index] = (await json<Upload>(fetch(address, { method: 'POST', body }))).id
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return ids
}

/** Runs the batch and samples until it ends. */
async function sampled(url: string, server: string): Promise<{ readonly job: Job; readonly samples: Sample[] }> {
  const uploads = await upload(url)
  const others = new Set(childrenOf(server))
  const body = JSON.stringify({ kind: 'detect', uploads, model: modelPath, threshold: 0.5 })
  let job = await json<Job>(fetch(`${url}/api/jobs`, { method: 'POST', body }))
  const samples: Sample[] = []
  while (job.state === 'waiting' || job.state === 'running') {
    await pause(sampleMs)
    const workers = childrenOf(server).filter((child) => !others.has(child))
    const worker = Math.max(0, ...workers.map(memoryOf))
    const asked = performance.now()
    job = await json<Job>(fetch(`${url}/api/jobs/${job.id}`))
    samples.push({ done: job.done, server: memoryOf(server), worker, answer: performance.now() - asked })
  }
  return { job, samples }
}

function report({ job, samples }: { readonly job: Job; readonly samples: readonly Sample[] }, seconds: number): void {
  const result = job.result?.kind === 'detect' ? job.result : undefined
  console.log(
    `${result?.images} images of ${side}x${side}, input ${input}: ${seconds.toFixed(0)} s, ${result?.texts} texts, ${result?.failed} failed (${job.state})`,
  )
  const quarters = [0, 1, 2, 3].map((quarter) =>
    samples.filter(({ done, worker }) => worker > 0 && Math.min(3, Math.floor((4 * done) / images)) === quarter),
  )
  for (const part of ['server', 'worker'] as const) {
    const held = quarters.map((some) => median(some.map((sample) => sample[part])))
    const peak = Math.max(...samples.map((sample) => sample[part]))
    const growth = held[3] / held[1]
    const flat = growth <= mostGrowth
    console.log(
      `${part}: medians of the quarters ${held.map((megabytes) => megabytes.toFixed(0)).join(', ')} MB, peak ${peak.toFixed(0)} MB; last over second ${growth.toFixed(2)}${flat ? '' : `, more than ${mostGrowth}`}`,
    )
    if (!flat) process.exitCode = 1
  }
  const answers = samples.map(({ answer }) => answer)
  console.log(
    `the server answered in ${median(answers).toFixed(0)} ms (median), ${Math.max(...answers).toFixed(0)} ms (most)`,
  )
  if (job.state !== 'done' || result?.failed !== 0) process.exitCode = 1
}

await synthesize(join(root, 'data'), { train: 50, test: 1, seed: 1, size: [side, side] })
const model = exportOnnx({
  values: initialParameters(1),
  settings: defaultDetectorSettings,
  size: [input, input],
  dynamic: false,
  provenance: { source: 'fresh weights' },
})
mkdirSync(join(root, 'outputs'))
writeFileSync(modelPath, model)
const { child, url } = await startServer(root)
try {
  const started = performance.now()
  const course = await sampled(url, String(child.pid))
  report(course, (performance.now() - started) / 1000)
} finally {
  child.kill('SIGKILL')
  rmSync(root, { recursive: true, force: true })
}
