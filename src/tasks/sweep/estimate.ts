// What the trainings of a sweep will take on this machine, before the first of them begins.
import { existsSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Config } from '../../run/settings/table.ts'
import { configOfTrial } from '../../run/sweep/plan.ts'
import type { SweepSpec } from '../../run/sweep/spec.ts'
import { trainedCount } from '../train/trained-count.ts'
import { estimateTraining, type TimeEstimate } from '../train/estimate.ts'
import { trialOf, type Sweep } from './sweep.ts'

export interface SweepEstimate {
  /** Of all trials, one after the other; undefined when the data set has no images that can be counted. */
  readonly seconds: number | undefined
  /** Of each, in the order of the numbers. */
  readonly each: readonly number[]
  readonly basis?: Pick<TimeEstimate, 'basis' | 'run'>
  /** Of the checkpoints that all trials leave, and what is free where the runs lie. */
  readonly bytes: number
  readonly free: number
}

/** What a training leaves on the disk: the best weights, and, unless only those are kept, whole states with the optimizer's sums and the mean of the weights. */
export function checkpointBytes(
  { optimizer, ema, save_every, num_epochs }: Config,
  keep: SweepSpec['keep_checkpoints'] = 'all',
): number {
  if (keep === 'best') return 4 * trainedCount()
  const state = 1 + (optimizer === 'SGD' ? 1 : 2) + (ema > 0 ? 1 : 0)
  const states = 2 + (save_every === 0 ? 0 : Math.floor(num_epochs / save_every))
  return 4 * trainedCount() * (1 + states * state)
}

/** Free bytes of the disk on which a folder lies, or will. */
function freeBytes(folder: string): number {
  if (!existsSync(folder)) return freeBytes(dirname(folder))
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** @param numbers the trials to do */
export async function estimateSweep(sweep: Sweep, numbers: readonly number[]): Promise<SweepEstimate> {
  const { settings, workdirs, spec } = sweep
  const configs = numbers.map((number) => configOfTrial(settings, trialOf(sweep, number)))
  const bytes = configs.reduce((sum, config) => sum + checkpointBytes(config, spec.keep_checkpoints), 0)
  const disk = { bytes, free: freeBytes(workdirs) }
  if (configs.length === 0) return { seconds: 0, each: [], ...disk }
  const { time, variantSeconds: each } = await estimateTraining({ config: configs[0], variants: configs, workdirs })
  if (time === undefined) return { seconds: undefined, each: [], ...disk }
  const { basis, run } = time
  const seconds = each.reduce((sum, one) => sum + one, 0)
  return { seconds, each, basis: { basis, ...(run !== undefined && { run }) }, ...disk }
}
