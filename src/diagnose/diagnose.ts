// The entry point of the diagnosis: from everything known about a run to findings, signs and a verdict.
import type { RunState } from '../run/state.ts'
import { type DiagnosisContext, evaluationsOf, hasMatchedNothing } from './context.ts'
import { type Facts, type Finding, finding } from './finding.ts'
import { fold } from './fold.ts'
import type { FindingCode, Verdict } from './kinds.ts'
import { type StageResult, checkPipeline, pipelineFinding } from './pipeline.ts'
import { type Reason, isSkipped } from './rule.ts'
import { rules } from './rules.ts'
import { type SignResult, signsOf } from './signs.ts'
import { lossSeries, windowOf } from './windows.ts'

/** What a diagnosis says; plain data. */
export interface Diagnosis {
  readonly verdict: Verdict
  readonly state: RunState
  readonly signs: readonly SignResult[]
  /** The root cause first, then by topic; consequences inside. */
  readonly findings: readonly Finding[]
  /** Stages of the pipeline check that were run; undefined where there was no need. */
  readonly pipeline: readonly StageResult[] | undefined
  /** Rules that looked, and those that could not, with the reason. */
  readonly ran: readonly FindingCode[]
  readonly couldNot: readonly { readonly rule: FindingCode; readonly reason: Reason; readonly facts: Facts }[]
}

/** Looks at a run with every rule. */
export function diagnose(subject: DiagnosisContext): Diagnosis {
  const found: Finding[] = []
  const ran: FindingCode[] = []
  const couldNot: Diagnosis['couldNot'][number][] = []
  for (const { code, check } of rules) {
    const outcome = check(subject)
    if (isSkipped(outcome)) couldNot.push({ rule: code, reason: outcome.skipped, facts: outcome.facts })
    else {
      ran.push(code)
      found.push(...outcome.map((raw) => finding(raw)))
    }
  }
  const pipeline = subject.pipeline === undefined ? undefined : checkPipeline(subject.pipeline)
  for (const raw of pipelineFinding(pipeline ?? []))
    if (!found.some(({ code }) => code === raw.code)) found.push(finding(raw))
  const signs = signsOf(subject)
  const findings = fold(found)
  return { verdict: verdictOf(found, signs), state: subject.state, signs, findings, pipeline, ran, couldNot }
}

function verdictOf(findings: readonly Finding[], signs: readonly SignResult[]): Verdict {
  if (findings.some(({ severity }) => severity === 'error')) return 'unhealthy'
  if (findings.some(({ severity }) => severity === 'warning') || signs.some(({ holds }) => holds === 'no'))
    return 'doubtful'
  // Said before all else that is well: what was trained is not what is kept.
  if (findings.some(({ code }) => code === 'fine-tuning-worse')) return 'no-gain'
  return signs.every(({ holds }) => holds === 'yes') ? 'healthy' : 'unclear'
}

/** Whether the pipeline check should be climbed: the last evaluation matched nothing although the loss falls. */
export function needsPipelineCheck(subject: Pick<DiagnosisContext, 'history'>): boolean {
  const last = evaluationsOf(subject).at(-1)
  const loss = lossSeries(subject)
  if (last === undefined || !hasMatchedNothing(last) || loss.value.length === 0) return false
  return windowOf(loss, 0.75, 1).median < windowOf(loss, 0, 0.25).median
}

/** Every finding with its consequences in one list. */
export function allFindings(findings: readonly Finding[]): Finding[] {
  return findings.flatMap((one) => [one, ...allFindings(one.consequences)])
}
