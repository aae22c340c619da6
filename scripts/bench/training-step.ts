// Measures training steps, ours and PyTorch's, in turn; each run is a process of its own, so that its peak memory is its own.
import { spawn, spawnSync } from 'node:child_process'
import { findPython, INSTALL_COMMAND } from '../../tests/torch/python.ts'
import { median } from './figures.ts'

/** What each side computes: our step, ours with recomputation, PyTorch's. */
export type Side = 'ours' | 'saving' | 'torch'

export interface StepBench {
  readonly batch: number
  readonly size: number
  /** Counted steps of a process, after three that fill the memory pools. */
  readonly steps: number
  readonly rounds: number
  readonly freeze: 'none' | 'backbone'
  readonly sides: readonly Side[]
  /** Threads of each side; all cores when not given. */
  readonly threads?: number
  /** Processes that keep a core busy beside it all. */
  readonly busy?: number
}

export interface StepResult {
  /** Median of all rounds, and the range. */
  readonly seconds: number
  readonly range: readonly [number, number]
  readonly count: number
  /** Largest of all rounds. */
  readonly peakMb: number
}

interface Measured {
  readonly seconds: readonly number[]
  readonly peakMb: number
}

/** Steps before the counted ones: memory pools grow until then. */
const warmUp = 3

/** Variables of the surroundings for PyTorch, of which the fastest are quoted. */
const torchVariants: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'as it comes': {},
  channels_last: { BENCH_LAYOUT: 'channels_last' },
  'threads bound to cores': { OMP_PROC_BIND: 'close', OMP_PLACES: 'cores' },
  'memory kept': { MALLOC_TRIM_THRESHOLD_: '-1', MALLOC_MMAP_MAX_: '0', MALLOC_TOP_PAD_: '268435456' },
}

/** One process of each side in turn, `rounds` times; PyTorch's as it is fastest here. */
export function benchSteps(bench: StepBench): Partial<Record<Side, StepResult>> {
  const stop = keepBusy(bench.busy ?? 0)
  const measured = new Map<Side, Measured[]>(bench.sides.map((side) => [side, []]))
  try {
    const variables = bench.sides.includes('torch') ? fastestTorch(bench) : {}
    for (let round = 0; round < bench.rounds; round++)
      for (const [side, results] of measured) results.push(measure(side, bench, variables))
  } finally {
    stop()
  }
  return Object.fromEntries([...measured].map(([side, results]) => [side, summarize(results)]))
}

/** Starts processes that do nothing but run; the returned function ends them. */
function keepBusy(count: number): () => void {
  const started = Array.from({ length: count }, () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }))
  return () => {
    for (const process of started) process.kill('SIGKILL')
  }
}

function fastestTorch(bench: StepBench): Readonly<Record<string, string>> {
  const short = { ...bench, steps: 2 }
  const tried = Object.entries(torchVariants).map(([name, variables]) => {
    const seconds = median(measure('torch', short, variables).seconds)
    console.log(`PyTorch, ${name}: ${seconds.toFixed(2)} s/step`)
    return { variables, seconds }
  })
  return tried.reduce((best, one) => (one.seconds < best.seconds ? one : best)).variables
}

function measure(side: Side, { batch, size, steps, freeze, threads = 0 }: StepBench, variables: NodeJS.Dict<string>): Measured {
  const [command, ...words] =
    side === 'torch'
      ? [python(), 'scripts/bench/step_torch.py']
      : [process.execPath, '--import', 'tsx', 'scripts/bench/step-ours.ts']
  const mode = side === 'saving' ? 'save-memory' : 'keep'
  const args = [...words, ...[batch, size, warmUp, steps].map(String), freeze, mode]
  const env = { ...process.env, BENCH_THREADS: String(threads), ...(side === 'torch' && variables) }
  const { stdout, stderr, status } = spawnSync(command, args, { encoding: 'utf8', env })
  if (status !== 0) throw new Error(`${command} ${words.join(' ')} failed:\n${stderr}`)
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measured
}

/** Of the python3 that is measured. */
export function torchVersion(): string {
  return spawnSync(python(), ['-c', 'import torch; print(torch.__version__)'], { encoding: 'utf8' }).stdout.trim()
}

/** A python3 with PyTorch. */
function python(): string {
  const found = findPython(['torch'])
  if (found === undefined) throw new Error(`no python3 with PyTorch: ${INSTALL_COMMAND}`)
  return found
}

function summarize(results: readonly Measured[]): StepResult {
  const all = results.flatMap(({ seconds }) => seconds)
  return {
    seconds: median(all),
    range: [Math.min(...all), Math.max(...all)],
    count: all.length,
    peakMb: Math.max(...results.map(({ peakMb }) => peakMb)),
  }
}
