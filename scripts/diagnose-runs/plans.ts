// Every labelled run, in the order in which they are made: right and wrong by turns, so that a part of them is a sample of all.
import { faultyRuns } from './faulty.ts'
import { base, healthyRuns } from './healthy.ts'
import type { RunPlan } from './plan.ts'

const rounds = Math.max(faultyRuns.length, healthyRuns.length)

export const plans: readonly RunPlan[] = [
  base,
  ...Array.from({ length: rounds }, (_, round) => [
    ...faultyRuns.slice(round, round + 1),
    ...healthyRuns.slice(round, round + 1),
  ]).flat(),
]
