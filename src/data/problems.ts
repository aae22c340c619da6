// A problem of a data set as data, and its few lines of text. The kinds are in problem-kinds.ts.
import { problemKinds, type ProblemCode, type ProblemKind, type Severity } from './problem-kinds.ts'

export type { ProblemCode, Severity } from './problem-kinds.ts'

/** Something a person should know about one place of a data set. */
export interface Problem {
  readonly code: ProblemCode
  readonly severity: Severity
  /** Path relative to the data set, with forward slashes; `.` is the folder itself. */
  readonly file: string
  /** Line in the file, from 1, where it concerns one line. */
  readonly line?: number
  /** One sentence without a final full stop. */
  readonly message: string
  /** A short noun phrase. */
  readonly expected?: string
  /** A short noun phrase. */
  readonly found?: string
  /** What to do, as an instruction. */
  readonly next: string
}

/** The facts of one case of a problem kind. */
export interface Facts {
  readonly expected?: string
  readonly found?: string
}

/** A problem whose place is not known yet: what a rule returns. */
export interface Finding extends Facts {
  readonly code: ProblemCode
}

/** Puts a finding into its place; severity, message and remedy come from the table of kinds. */
export function problem(finding: Finding, file: string, line?: number): Problem {
  const kind: ProblemKind = problemKinds[finding.code]
  return {
    code: finding.code,
    severity: kind.severity,
    file,
    ...(line === undefined ? {} : { line }),
    message: kind.message(file),
    ...(finding.expected === undefined ? {} : { expected: finding.expected }),
    ...(finding.found === undefined ? {} : { found: finding.found }),
    next: kind.next,
  }
}

/** Whether any of the problems keeps a training from starting. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error')
}

/** `train_gts/1.txt:3` */
export function placeOf({ file, line }: Problem): string {
  return line === undefined ? file : `${file}:${line}`
}

/** A problem in three lines or fewer: severity, place and message; expected and found; what to do. */
export function renderProblem(problem: Problem): string {
  const facts = [
    ...(problem.expected === undefined ? [] : [`expected: ${problem.expected}`]),
    ...(problem.found === undefined ? [] : [`found: ${problem.found}`]),
  ].join('; ')
  return [
    `${problem.severity} ${placeOf(problem)} ${problem.message}`,
    ...(facts === '' ? [] : [`  ${facts}`]),
    `  next: ${problem.next}`,
  ].join('\n')
}
