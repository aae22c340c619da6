// Everything that is measured on a graphics card, in a few minutes: speed beside PyTorch, agreement with the CPU, growth of memory, and cores.
// npm run bench:gpu [-- --tiny --device cuda --only detection,programs]
// --tiny tries the script itself where there is no card: small images, few steps; targets are then not judged.
// --only measures some parts: speeds, memoryFetchedAnew, halfSpeed, detection, programs, agreement, growth, cores.
// --device cuda measures the CUDA provider, once installed, in the place of WebGPU.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { graphicsCards } from '../src/tasks/train/graphics-card.ts'
import { readProfile } from '../src/graph/profile.ts'
import { findPython } from '../tests/torch/python.ts'
import { median, verdict } from './bench/figures.ts'
import type { DeviceSteps, DeviceStepsResult } from './bench/step-on-device.ts'

const { values } = parseArgs({
  options: {
    tiny: { type: 'boolean', default: false },
    device: { type: 'string', default: 'webgpu' },
    only: { type: 'string' },
  },
})
const provider = values.device === 'cuda' ? 'cuda' : 'webgpu'
const full = values.tiny ? 32 : 640
const half = values.tiny ? 32 : 320
const [few, many] = values.tiny ? [1, 2] : [2, 8]
const counted = values.tiny ? 1 : 5
/** First steps compile the card's programs and fill memory pools. */
const warmUp = values.tiny ? 0 : 3
/** No measurement may eat the time of the others. */
const timeout = values.tiny ? 500_000 : 60_000
const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const program = (path: string, what: object): string[] => ['--import', 'tsx', beside(path), JSON.stringify(what)]

/** Undefined where it fails or takes too long, which is said. */
function steps(what: DeviceSteps): DeviceStepsResult | undefined {
  return parsed(
    process.execPath,
    program('bench/step-on-device.ts', what),
    `${what.provider}, batch ${what.batch}, ${what.size}x${what.size}`,
  )
}

function torch(batch: number, size: number): DeviceStepsResult | undefined {
  const python = findPython(['torch'])
  if (python === undefined) return undefined
  const words = [beside('bench/step_torch.py'), ...[batch, size, warmUp, counted].map(String), 'none', 'keep', 'cuda']
  return parsed(python, words, `PyTorch, batch ${batch}, ${size}x${size}`)
}

function parsed(command: string, words: readonly string[], name: string): DeviceStepsResult | undefined {
  const { stdout, stderr, status, signal } = spawnSync(command, words, { encoding: 'utf8', timeout })
  if (status === 0) return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as DeviceStepsResult
  console.log(`${name}: not measured (${signal ?? stderr.trim().split('\n').at(-1) ?? status})`)
  return undefined
}

const imagesPerSecond = (batch: number, { seconds }: DeviceStepsResult, skipped: number): number =>
  batch / median(seconds.slice(skipped))
const shown = (value: number | undefined): string => (value === undefined ? '-' : value.toFixed(value < 10 ? 2 : 1))
const judge = (name: string, value: number, target: number, atLeast: boolean): void => {
  if (!values.tiny) verdict({ name, value, target, atLeast })
}

function speeds(): void {
  console.log('\nimages/s, one training step with SGD, float32      ocrdet    PyTorch')
  for (const [batch, size] of [
    [few, full],
    [many, full],
    [many, half],
  ]) {
    const ours = steps({ provider, batch, size, steps: warmUp + counted })
    const theirs = torch(batch, size)
    const [own, other] = [ours && imagesPerSecond(batch, ours, warmUp), theirs && imagesPerSecond(batch, theirs, 0)]
    console.log(`  batch ${batch}, ${size}x${size}`.padEnd(48), shown(own).padStart(8), shown(other).padStart(10))
    if (own !== undefined && batch === many && size === full) judge('images/s at batch 8, 640x640', own, 30, true)
  }
}

/** What it brings that the card's memory is kept from step to step (docs/decisions/0412). */
function memoryFetchedAnew(): void {
  const ours = steps({ provider, batch: many, size: full, steps: warmUp + counted, keepsMemory: false })
  const own = ours && imagesPerSecond(many, ours, warmUp)
  console.log(`  batch ${many}, ${full}x${full}, memory fetched anew`.padEnd(48), shown(own).padStart(8))
}

/** The same in float16; where the card has none, it is said. */
function halfSpeed(): void {
  const ours = steps({ provider, batch: many, size: full, steps: warmUp + counted, precision: 'float16' })
  const own = ours && imagesPerSecond(many, ours, warmUp)
  console.log(`  batch ${many}, ${full}x${full}, float16`.padEnd(48), shown(own).padStart(8))
  if (own !== undefined) judge('images/s at batch 8, 640x640, float16', own, 60, true)
}

/** Images a second of the network alone, as detection and evaluation run it, one by one and in batches, and what a batch saves. */
function detection(): void {
  console.log('\nimages/s, detection, the network alone             ocrdet   dispatches an image')
  for (const batch of [1, many]) {
    const what = { provider, batch, size: full, runs: warmUp + counted }
    const name = `${provider}, detection, batch ${batch}, ${full}x${full}`
    const found = parsed(process.execPath, program('bench/detect-on-device.ts', what), name)
    const folder = mkdtempSync(join(tmpdir(), 'profile-'))
    const looked = { ...what, runs: 1, profile: join(folder, 'p') }
    const kernels = parsed(process.execPath, program('bench/detect-on-device.ts', looked), name) && kernelsIn(folder)
    const speed = found && imagesPerSecond(batch, found, warmUp)
    const dispatches = kernels === undefined || kernels === 0 ? '-' : (kernels / batch).toFixed(1)
    console.log(`  batch ${batch}, ${full}x${full}`.padEnd(48), shown(speed).padStart(8), dispatches.padStart(21))
  }
}

const kernelsIn = (folder: string): number =>
  readdirSync(folder).reduce((sum, name) => sum + readProfile(join(folder, name)).kernels.length, 0)

function agreement(): void {
  const what = { batch: few, size: half, steps: values.tiny ? 2 : 10 }
  const [card, processor] = [steps({ ...what, provider }), steps({ ...what, provider: 'cpu' })]
  if (card === undefined || processor === undefined) return
  const deviations = card.losses.map((loss, step) => Math.abs(loss - processor.losses[step]) / processor.losses[step])
  const largest = Math.max(...deviations)
  console.log(`\nlargest deviation of the loss from the CPU's in ${what.steps} steps: ${largest.toExponential(1)}`)
  judge('deviation of the loss', largest, 1e-3, false)
}

function growth(): void {
  const count = values.tiny ? 2 : 200
  const result = steps({ provider, batch: few, size: half, steps: count })
  const [early, late] = result?.memory ?? []
  if (early === undefined || late === undefined) return console.log('\nmemory of the card: nvidia-smi does not tell')
  console.log(`\nmemory of the card after 10 and ${count} steps: ${early} and ${late} MiB`)
  judge('growth of memory, MiB', late - early, 0, false)
}

/** Dispatches of one step, and the programs that take longest on the card. */
function programs(): void {
  const folder = mkdtempSync(join(tmpdir(), 'profile-'))
  const [batch, count] = [few, values.tiny ? 1 : 2]
  if (steps({ provider, batch, size: full, steps: count, profile: join(folder, 'p') }) === undefined) return
  const profiles = readdirSync(folder).map((name) => readProfile(join(folder, name)))
  const [nodes, kernels] = [profiles.flatMap((one) => one.nodes), profiles.flatMap((one) => one.kernels)]
  const onProcessor = nodes.filter(({ provider }) => provider === 'cpu').length
  const copies = nodes.filter(({ op }) => op.startsWith('Memcpy')).length
  const total = kernels.reduce((sum, { ms }) => sum + ms, 0) / count
  console.log(
    `\na step of ${batch} at ${full}x${full}, by the runtime's profile: ${kernels.length / count} dispatches,`,
  )
  console.log(`  ${onProcessor} nodes on the processor, ${copies} copies, ${total.toFixed(1)} ms on the card`)
  const sums = new Map<string, number>()
  for (const { op, program, ms } of kernels) {
    const name = op === program ? op : `${op}'s ${program}`
    sums.set(name, (sums.get(name) ?? 0) + ms / count)
  }
  const longest = [...sums].toSorted(([, a], [, b]) => b - a).slice(0, 12)
  for (const [name, ms] of longest) console.log(`  ${ms.toFixed(2).padStart(8)} ms  ${name}`)
}

function cores(): void {
  const all = availableParallelism()
  console.log(`\nthe processor (${cpus()[0]?.model ?? 'unknown'}, ${all} cores), batch ${few}, ${full}x${full}:`)
  for (const threads of [1, 2, 4, 8, 16].filter((count) => count <= all)) {
    const result = steps({ provider: 'cpu', batch: few, size: full, steps: 3, threads })
    if (result !== undefined)
      console.log(`  ${threads} threads: ${median(result.seconds.slice(1)).toFixed(2)} s a step`)
  }
}

const sections = { speeds, memoryFetchedAnew, halfSpeed, detection, programs, agreement, growth, cores }
const only = values.only === undefined ? Object.keys(sections) : values.only.split(',')

console.log(`graphics card: ${graphicsCards().join(', ') || 'none that the system names'}, provider: ${provider}`)
for (const [name, measure] of Object.entries(sections)) if (only.includes(name)) measure()
