// Measures training steps, ours and PyTorch's, in turn; each run is a process of its own, so that its peak memory is its own.
import { spawnSync } from 'node:child_process'
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

/** One process of each side in turn, `rounds` times. */
export function benchSteps(bench: StepBench): Partial<Record<Side, StepResult>> {
  const measured = new Map<Side, Measured[]>(bench.sides.map((side) => [side, []]))
  for (let round = 0; round < bench.rounds; round++)
    for (const [side, results] of measured) results.push(measure(side, bench))
  return Object.fromEntries([...measured].map(([side, results]) => [side, summarize(results)]))
}

function measure(side: Side, { batch, size, steps, freeze }: StepBench): Measured {
  const [command, ...words] =
    side === 'torch'
      ? [python(), 'scripts/bench/step_torch.py']
      : [process.execPath, '--import', 'tsx', 'scripts/bench/step-ours.ts']
  const mode = side === 'saving' ? 'save-memory' : 'keep'
  const args = [...words, ...[batch, size, warmUp, steps].map(String), freeze, mode]
  const { stdout, stderr, status } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${words.join(' ')} failed:\n${stderr}`)
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measured
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
