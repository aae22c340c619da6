// A finding as data: its code, the evidence for it, and the thresholds it was measured with. Its words are in words/.
import type { FillValues, WithFacts } from '../core/fill-in.ts'
import type { Measure } from './measures.ts'
import type { findingWords } from './words/findings.ts'
import { type FindingCode, type RemedyCode, type Severity, type Tier, type Topic, findingKinds } from './kinds.ts'

/** A piece of a curve with its middle value, so that a person can look it up and a screen can draw it. */
export interface Window {
  /** First and last global step, or epoch where the measure is not per step. */
  readonly from: number
  readonly to: number
  /** First and last line of the log. */
  readonly lines: readonly [first: number, last: number]
  readonly points: number
  readonly median: number
}

/** What a finding rests on. */
export type Evidence =
  /** A line of the log. */
  | { readonly kind: 'line'; readonly line: number; readonly text: string }
  /** Two pieces of a curve that were compared. */
  | { readonly kind: 'windows'; readonly measure: Measure; readonly before: Window; readonly after: Window }
  /** A setting of config.yaml, or the rate in the log. */
  | { readonly kind: 'setting'; readonly name: string; readonly value: string }

/** Numbers and names that the words of a finding mention. */
export type Facts = FillValues

/** What a rule found: `RawFinding<'few-steps'>` has the facts that the words of that kind mention. */
export type RawFinding<Code extends FindingCode = FindingCode> = {
  readonly [C in Code]: FoundPart & { readonly code: C } & WithFacts<(typeof findingWords)[C]['en']['says']>
}[Code]

/** Severity, tier, topic and remedy come from the table of kinds unless the rule says otherwise. */
interface FoundPart {
  readonly severity?: Severity
  readonly remedy?: RemedyCode
  readonly evidence: readonly Evidence[]
  /** The limits that decided, by name. */
  readonly thresholds?: Readonly<Record<string, number>>
}

/** A finding of a diagnosis. */
export interface Finding {
  readonly code: FindingCode
  readonly tier: Tier
  readonly severity: Severity
  readonly topic: Topic
  readonly evidence: readonly Evidence[]
  readonly facts: Facts
  readonly thresholds: Readonly<Record<string, number>>
  readonly remedy: RemedyCode
  /** Findings that follow from this one. */
  readonly consequences: readonly Finding[]
}

/** Fills in what is the same for all findings of a kind. */
export function finding({ code, severity, remedy, evidence, facts = {}, thresholds = {} }: RawFinding): Finding {
  const kind = findingKinds[code]
  return {
    code,
    tier: kind.tier,
    severity: severity ?? kind.severity,
    topic: kind.topic,
    evidence,
    facts,
    thresholds,
    remedy: remedy ?? kind.remedy,
    consequences: [],
  }
}

/** A line of the log as evidence. */
export function quote({ line, text }: { readonly line: number; readonly text: string }): Evidence {
  return { kind: 'line', line, text }
}

/** A line of the log that may not be there, as evidence. */
export function quoteOf(message: { readonly line: number; readonly text: string } | undefined): Evidence[] {
  return message === undefined ? [] : [quote(message)]
}

/** More lines are counted, not quoted. */
const maxQuoted = 5

/** The first few of many lines as evidence. */
export function quoteSome(messages: readonly { readonly line: number; readonly text: string }[]): Evidence[] {
  return messages.slice(0, maxQuoted).map((message) => quote(message))
}
