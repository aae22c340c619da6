// What the trainings of a sweep will take on this machine, before the first of them begins.
import { configOfTrial } from '../../run/sweep/plan.ts'
import { estimateTraining, type TimeEstimate } from '../train/estimate.ts'
import type { Sweep } from './sweep.ts'

export interface SweepEstimate {
  /** Of all trials, one after the other; undefined when the data set has no images that can be counted. */
  readonly seconds: number | undefined
  /** Of each, in the order of the numbers. */
  readonly each: readonly number[]
  readonly basis?: Pick<TimeEstimate, 'basis' | 'run'>
}

/** @param numbers the trials to do */
export async function estimateSweep(
  { settings, trials, workdirs }: Sweep,
  numbers: readonly number[],
): Promise<SweepEstimate> {
  const configs = numbers.map((number) => configOfTrial(settings, trials[number - 1]))
  if (configs.length === 0) return { seconds: 0, each: [] }
  const { time, variantSeconds: each } = await estimateTraining({ config: configs[0], variants: configs, workdirs })
  if (time === undefined) return { seconds: undefined, each: [] }
  const { basis, run } = time
  const seconds = each.reduce((sum, one) => sum + one, 0)
  return { seconds, each, basis: { basis, ...(run !== undefined && { run }) } }
}
