// Makes the labelled runs that the diagnosis is measured on, by really training small ones, right and wrong.
// npm run make:diagnose-runs -- [--work <folder>] [--only <name>,<name>] [--labels]
import { spawn } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { makeDataSet } from './diagnose-runs/data-sets.ts'
import { type RunPlan, common, startWeights } from './diagnose-runs/plan.ts'
import { plans } from './diagnose-runs/plans.ts'
import { needsPipelineCheck } from '../src/diagnose/diagnose.ts'
import { measurePipeline } from '../src/tasks/runs/diagnose/measure-pipeline.ts'
import { subjectOfRun } from '../src/tasks/runs/diagnose/subject.ts'
import type { TrainOneTask } from './diagnose-runs/train-one.ts'

const { values } = parseArgs({
  options: {
    work: { type: 'string', default: join(tmpdir(), 'ocrdet-diagnose-runs') },
    out: { type: 'string', default: fileURLToPath(new URL('../tests/fixtures/diagnose-runs', import.meta.url)) },
    only: { type: 'string' },
    labels: { type: 'boolean', default: false },
  },
})
const out = resolve(values.out)
const only = values.only?.split(',')
mkdirSync(values.work, { recursive: true })
process.chdir(values.work) // paths in the logs are relative to it

/** Files of a run folder that the labelled set keeps. */
const kept = ['log.txt', 'config.yaml', 'eval_results/predictions.json', 'eval_results/ground_truth.json']

const trainOne = fileURLToPath(new URL('diagnose-runs/train-one.ts', import.meta.url))

for (const plan of plans) {
  if (only !== undefined && !only.includes(plan.name)) continue
  const folder = join(out, plan.name)
  if (!existsSync(join(folder, 'log.txt')) && !values.labels) {
    const started = performance.now()
    await make(plan, folder)
    console.log(`${plan.name}: ${((performance.now() - started) / 1000).toFixed(0)} s`)
  }
  if (existsSync(folder)) writeFileSync(join(folder, 'label.json'), `${JSON.stringify(plan.label, null, 2)}\n`)
}

async function make(plan: RunPlan, folder: string): Promise<void> {
  const workdirs = `runs/${plan.name}`
  rmSync(workdirs, { recursive: true, force: true })
  const settings = { ...common, ...plan.settings, train_data_dir: await makeDataSet(plan.data) }
  await runProcess({ workdirs, settings }, plan)
  if (plan.resumeTo !== undefined) await runProcess({ workdirs, settings, resumeTo: plan.resumeTo }, {})
  if (!existsSync(workdirs)) return console.log(`${plan.name}: no run came of it`)
  const [id] = readdirSync(workdirs)
  const run = join(workdirs, id)
  keepWeights(plan, run)
  await keepFacts(run, folder)
  for (const name of kept)
    if (existsSync(join(run, name)))
      writeFileSync(join(folder, name), withoutMachine(readFileSync(join(run, name), 'utf8')))
  rmSync(workdirs, { recursive: true })
}

/** What the diagnosis sees of a run beside its texts: its checkpoints, and what the pipeline check measures with them. */
async function keepFacts(folder: string, out: string): Promise<void> {
  const { subject, run, differing } = subjectOfRun(folder, new Date(8.64e15))
  const checkpoints = run.checkpoints.map(({ name, kind }) => ({ name, kind }))
  const pipeline = needsPipelineCheck(subject)
    ? await measurePipeline({ run, evaluated: subject.evaluated, differing })
    : undefined
  mkdirSync(join(out, 'eval_results'), { recursive: true })
  writeFileSync(join(out, 'measured.json'), `${JSON.stringify({ checkpoints, pipeline }, null, 2)}\n`)
}

/** Paths become relative to the working folder, and the name of this machine's kernel goes: neither matters to a diagnosis. */
function withoutMachine(text: string): string {
  return text.replaceAll(`${process.cwd()}/`, '').replace(/^( *platform: \w+) \S+ (\w+)$/m, '$1 $2')
}

function keepWeights({ name }: RunPlan, run: string): void {
  if (name !== 'base') return
  mkdirSync('weights', { recursive: true })
  for (const [weights, file] of Object.entries(startWeights))
    copyFileSync(join(run, 'checkpoints', file), `weights/${weights}.pth`)
}

/** Runs one training to its end, whatever that is, and lets the planned event happen. */
function runProcess(task: TrainOneTask, { event, limits, data }: Partial<RunPlan>): Promise<void> {
  const node = [process.execPath, '--import', import.meta.resolve('tsx'), trainOne, JSON.stringify(task)]
  const limit = `${limits?.addressMb === undefined ? '' : `ulimit -v ${limits.addressMb * 1024}; `}${limits?.fileMb === undefined ? '' : `ulimit -f ${limits.fileMb * 1024}; `}`
  const child = spawn('bash', ['-c', `${limit}exec "$@"`, 'bash', ...node], { stdio: ['ignore', 'pipe', 'pipe'] })
  let pending = event
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
    if (pending === undefined || !pending.at.test(text)) return
    const { does } = pending
    pending = undefined
    if (does === 'stop') child.kill('SIGTERM')
    else if (does === 'kill') child.kill('SIGKILL')
    else spoil(`data/${data}`, does)
  })
  child.stderr.resume()
  return new Promise((finish) => child.on('close', () => finish()))
}

/** Damages or removes test images under a running training. */
function spoil(root: string, does: 'spoil' | 'remove'): void {
  for (const name of readdirSync(join(root, 'test_images')))
    if (does === 'remove') rmSync(join(root, 'test_images', name))
    else truncateSync(join(root, 'test_images', name), 700)
}
