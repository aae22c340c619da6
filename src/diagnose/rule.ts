// The shape of a rule: it looks at a case and returns what it found, or why it cannot tell.
import type { ValuesArgument } from '../core/fill-in.ts'
import type { reasonWords } from './words/others.ts'
import type { DiagnosisContext } from './context.ts'
import type { Facts, RawFinding } from './finding.ts'
import type { FindingCode } from './kinds.ts'

/** Why a rule could not run. */
export type Reason = keyof typeof reasonWords

/** A rule that could not run. */
export interface Skipped {
  readonly skipped: Reason
  readonly facts: Facts
}

/** What a look at a case gives: findings (none: all is well), or the reason why nothing can be said. */
export type Outcome<Code extends FindingCode = FindingCode> = readonly RawFinding<Code>[] | Skipped

/** One rule: it finds one kind of thing. */
export interface Rule<Code extends FindingCode = FindingCode> extends Cause {
  readonly code: Code
  readonly check: (subject: DiagnosisContext) => Outcome<Code>
}

/** What comes of the thing that is found. */
export interface Cause {
  /** Findings that it explains: they stand below it. */
  readonly consequences?: readonly FindingCode[]
}

/** Says why a rule cannot run. */
export function skipped<R extends Reason>(
  reason: R,
  ...[facts = {}]: ValuesArgument<(typeof reasonWords)[R]['en']>
): Skipped {
  return { skipped: reason, facts }
}

export function isSkipped(outcome: Outcome): outcome is Skipped {
  return 'skipped' in outcome
}
