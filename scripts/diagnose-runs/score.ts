// Counts, per rule, what it found, missed and cried wolf about on the labelled runs, and says what is not good enough.
import { type FindingCode, findingCodes, findingKinds } from '../../src/diagnose/kinds.ts'
import type { LabelledRun } from './labelled.ts'

/** No rule that is worded as a fact or a shape may raise false alarms on more than this share of the healthy runs. */
export const mostFalseAlarms = 0.05

/** One rule on the whole set. */
export interface RuleScore {
  readonly code: FindingCode
  /** Runs whose label says that it must be found: found, and missed by name. */
  readonly hits: number
  readonly missed: readonly string[]
  /** Runs whose label allows it, and where it came. */
  readonly allowed: number
  /** Runs whose label knows nothing of it, by name. */
  readonly falseOnHealthy: readonly string[]
  readonly falseOnFaulty: readonly string[]
}

export interface SetScore {
  readonly healthy: number
  readonly faulty: number
  readonly rules: readonly RuleScore[]
  /** Healthy runs with an error or a warning in their verdict, and faulty ones that were called healthy. */
  readonly healthyDoubted: readonly string[]
  readonly faultyBelieved: readonly string[]
}

export function scoreSet(runs: readonly LabelledRun[]): SetScore {
  const healthy = runs.filter(({ label }) => label.healthy)
  const faulty = runs.filter(({ label }) => !label.healthy)
  const isGood = ({ diagnosis: { verdict } }: LabelledRun): boolean => verdict === 'healthy' || verdict === 'unclear'
  return {
    healthy: healthy.length,
    faulty: faulty.length,
    rules: findingCodes.map((code) => scoreRule(code, healthy, faulty)).filter((score) => hasSpoken(score)),
    healthyDoubted: namesOf(healthy.filter((run) => !isGood(run))),
    faultyBelieved: namesOf(faulty.filter((run) => isGood(run))),
  }
}

function scoreRule(code: FindingCode, healthy: readonly LabelledRun[], faulty: readonly LabelledRun[]): RuleScore {
  const runs = [...healthy, ...faulty]
  const expecting = runs.filter(({ label }) => label.expect.includes(code))
  const isFalse = ({ label, found }: LabelledRun): boolean =>
    found.includes(code) && !label.expect.includes(code) && !label.allow.includes(code)
  return {
    code,
    hits: expecting.filter(({ found }) => found.includes(code)).length,
    missed: namesOf(expecting.filter(({ found }) => !found.includes(code))),
    allowed: runs.filter(({ label, found }) => found.includes(code) && label.allow.includes(code)).length,
    falseOnHealthy: namesOf(healthy.filter(isFalse)),
    falseOnFaulty: namesOf(faulty.filter(isFalse)),
  }
}

function hasSpoken({ hits, missed, allowed, falseOnHealthy, falseOnFaulty }: RuleScore): boolean {
  return hits + missed.length + allowed + falseOnHealthy.length + falseOnFaulty.length > 0
}

function namesOf(runs: readonly LabelledRun[]): string[] {
  return runs.map(({ name }) => name)
}

/** What the set holds against the rules: a fault that was not found, and a fact or shape that raises a false alarm too often. */
export function complaintsOf({ healthy, rules, faultyBelieved }: SetScore): string[] {
  return [
    ...rules.flatMap(({ code, missed }) => missed.map((name) => `${code} is not found in ${name}`)),
    ...rules
      .filter(({ code }) => findingKinds[code].tier !== 'hint')
      .filter(({ falseOnHealthy }) => falseOnHealthy.length > mostFalseAlarms * healthy)
      .map(({ code, falseOnHealthy }) => `${code} raises a false alarm on ${falseOnHealthy.join(', ')}`),
    ...faultyBelieved.map((name) => `${name} is called healthy`),
  ]
}
