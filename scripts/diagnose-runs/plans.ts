// Every labelled run, in the order in which they are made.
import { faultyRuns } from './faulty.ts'
import { base, healthyRuns } from './healthy.ts'
import type { RunPlan } from './plan.ts'

export const plans: readonly RunPlan[] = [base, ...faultyRuns, ...healthyRuns]
