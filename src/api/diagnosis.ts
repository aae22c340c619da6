// Diagnosing a run from a program, with rules of one's own beside the built-in ones.
import type { Language } from '../core/language.ts'
import type { Verdict } from '../diagnose/kinds.ts'
import type { Evidence, Finding as FoundFinding } from '../diagnose/finding.ts'
import type { Severity, Tier } from '../diagnose/kinds.ts'
import type { Sign } from '../diagnose/signs.ts'
import { findingWords } from '../diagnose/words/findings.ts'
import { sayWith } from '../diagnose/words/language.ts'
import { reasonWords, signWords, verdictWords } from '../diagnose/words/others.ts'
import { remedyWords } from '../diagnose/words/remedies.ts'
import { defaultWorkdirs } from '../run/layout.ts'
import type { RunState } from '../run/state.ts'
import { type DiagnoseReport, type DiagnosisSource, examine } from '../tasks/runs/diagnose.ts'
import type { RunsFolder, Stoppable } from './options.ts'
import { contentOf, type RunContent } from './runs.ts'

/** What a rule of one's own finds. */
export interface RuleFinding {
  /** `error`: the run is of no use as it is; `warning`: it suffers; `info`: good to know. */
  readonly severity: Severity
  /** A few words. */
  readonly title: string
  /** One sentence with the numbers. */
  readonly message: string
  /** What to do, as an instruction. */
  readonly remedy: string
  /** Log lines, settings or pieces of curves that it rests on. */
  readonly evidence?: readonly Evidence[]
}

/** A rule of one's own: a pure function of what a run says. */
export interface DiagnosisRule {
  /** In kebab case, unlike the built-in ones (docs/reference/findings.md). */
  readonly code: string
  /** Findings (none: all is well), or why the rule cannot tell. */
  readonly check: (run: RunContent) => readonly RuleFinding[] | { readonly skipped: string }
}

/** A finding with its words. */
export interface Finding extends Required<RuleFinding> {
  readonly code: string
  /** `fact`: quoted from log or run folder; `shape`: seen in the curves, so only possible; `hint`: advice; `custom`: of one's own rule. */
  readonly tier: Tier | 'custom'
  /** Findings that follow from this one. */
  readonly consequences: readonly Finding[]
}

/** What a diagnosis says. */
export interface Diagnosis {
  /** The run or the log that was looked at. */
  readonly source: DiagnosisSource
  readonly state: RunState
  /** `no-gain`: no fault was found, and no epoch is better than the initial weights. `unclear`: no problem was found, but the log is too short to judge. */
  readonly verdict: Verdict
  /** The verdict in a sentence. */
  readonly summary: string
  /** The four signs of a healthy training. */
  readonly signs: readonly { readonly sign: Sign; readonly holds: 'yes' | 'no' | 'unknown'; readonly label: string }[]
  /** The root cause first; those of one's own rules last. */
  readonly findings: readonly Finding[]
  /** Rules that could not tell, and why. */
  readonly skipped: readonly { readonly code: string; readonly reason: string }[]
}

/** What to diagnose, and how. */
export interface DiagnoseOptions extends RunsFolder, Stoppable {
  /** A run (folder, id, name, `latest`), or the path of a log file; `latest` unless given. */
  readonly run?: string
  /** Language of the words; `en` unless given. */
  readonly language?: Language
  /** Rules of one's own, which look after the built-in ones. */
  readonly rules?: readonly DiagnosisRule[]
}

/**
 * Diagnoses a run, live or over, or a log alone: is the training healthy, what is wrong, and what to do. Nothing is changed.
 * @throws UserError `run-unknown`, `run-none` and others when there is no such run or log; the signal's reason; what a rule throws
 */
export async function diagnose(options: DiagnoseOptions = {}): Promise<Diagnosis> {
  const { run = 'latest', workdirs = defaultWorkdirs, language = 'en', rules = [], signal } = options
  signal?.throwIfAborted()
  const { context, report } = await examine({ reference: run, workdirs })
  signal?.throwIfAborted()
  const content = contentOf(context)
  const own = rules.map(({ code, check }) => ({ code, outcome: check(content) }))
  const findings = own.flatMap(({ code, outcome }) =>
    'skipped' in outcome ? [] : outcome.map((one) => custom(code, one)),
  )
  const verdict = worst(report.verdict, findings)
  return {
    source: report.source,
    state: report.state,
    verdict,
    summary: verdictWords[verdict][language],
    signs: report.signs.map(({ sign, holds }) => ({ sign, holds, label: signWords[sign][language] })),
    findings: [...report.findings.map((finding) => worded(finding, language)), ...findings],
    skipped: [
      ...skippedIn(report, language),
      ...own.flatMap(({ code, outcome }) => ('skipped' in outcome ? [{ code, reason: outcome.skipped }] : [])),
    ],
  }
}

function worded(finding: FoundFinding, language: Language): Finding {
  const { code, tier, severity, facts, evidence, remedy, consequences } = finding
  const { title, says } = findingWords[code][language]
  return {
    code,
    tier,
    severity,
    title,
    message: sayWith(says, facts),
    remedy: remedyWords[remedy][language],
    evidence,
    consequences: consequences.map((one) => worded(one, language)),
  }
}

function custom(code: string, finding: RuleFinding): Finding {
  return { evidence: [], ...finding, code, tier: 'custom', consequences: [] }
}

/** A finding of one's own counts as much as a built-in one. */
function worst(verdict: Verdict, findings: readonly Finding[]): Verdict {
  const has = (severity: Severity): boolean => findings.some((finding) => finding.severity === severity)
  if (verdict === 'unhealthy' || has('error')) return 'unhealthy'
  return has('warning') ? 'doubtful' : verdict
}

function skippedIn({ couldNot }: DiagnoseReport, language: Language): { code: string; reason: string }[] {
  return couldNot.map(({ rule, reason, facts }) => ({
    code: rule,
    reason: sayWith(reasonWords[reason][language], facts),
  }))
}
