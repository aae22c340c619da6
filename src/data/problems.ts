// A problem of a data set as data, and its words. The kinds are in problem-kinds.ts, the words in problem-words.ts.
import type { InBoth, Language } from '../core/language.ts'
import { severities, type ProblemCode, type ProblemFacts, type Severity } from './problem-kinds.ts'
import { problemWords } from './problem-words.ts'
import type { Say, Words } from './words/table.ts'

export type { ProblemCode, Severity } from './problem-kinds.ts'

/** Something a person should know about one place of a data set; `Problem<'zero-area'>` is one of that kind. */
export type Problem<Code extends ProblemCode = ProblemCode> = {
  readonly [C in Code]: {
    readonly code: C
    readonly severity: Severity
    /** Path relative to the data set, with forward slashes; `.` is the folder itself. */
    readonly file: string
    /** Line in the file, from 1, where it concerns one line. */
    readonly line?: number
    readonly facts: ProblemFacts[C]
  }
}[Code]

/** A problem whose place is not known yet, code and facts side by side: what a rule returns. */
export type Finding<Code extends ProblemCode = ProblemCode> = {
  readonly [C in Code]: { readonly code: C } & ProblemFacts[C]
}[Code]

/** Puts a finding into its place. */
export function problem<Code extends ProblemCode>(finding: Finding<Code>, file: string, line?: number): Problem<Code> {
  const { code, ...facts } = finding
  const placed = { code, severity: severities[code], file, ...(line !== undefined && { line }), facts }
  // Code and facts come from one finding, so they belong together; the type of a rest of a union forgets it.
  return placed as unknown as Problem<Code>
}

/** A problem in one language, ready to be shown or sent. */
export interface DescribedProblem {
  readonly code: ProblemCode
  readonly severity: Severity
  readonly file: string
  readonly line?: number
  /** One sentence without a final full stop. */
  readonly message: string
  /** A short noun phrase. */
  readonly expected?: string
  /** A short noun phrase. */
  readonly found?: string
  /** What to do, as an instruction without a final full stop. */
  readonly next: string
  /** What the words were made of, for programs. */
  readonly facts: Readonly<Record<string, unknown>>
}

/** The problem with its words. */
export function describeProblem<Code extends ProblemCode>(
  problem: Problem<Code>,
  language: Language = 'en',
): DescribedProblem {
  const { code, severity, file, line, facts } = problem
  const words: Words<ProblemFacts[Code]> = problemWords[code][language]
  const worded = (say: Say<ProblemFacts[Code]>): string => (typeof say === 'string' ? say : say(facts, file))
  return {
    code,
    severity,
    file,
    ...(line !== undefined && { line }),
    message: worded(words.message),
    ...(words.expected !== undefined && { expected: worded(words.expected) }),
    ...(words.found !== undefined && { found: worded(words.found) }),
    next: worded(words.next),
    facts: inEnglish(facts),
  }
}

/** What is said of a problem, in both languages. */
export function problemInBoth(problem: Problem): ProblemInBoth {
  const [en, zh] = [describeProblem(problem, 'en'), describeProblem(problem, 'zh')]
  const [expected, found] = (['expected', 'found'] as const).map((name): InBoth<string> | undefined => {
    const [inEnglish, inChinese] = [en[name], zh[name]]
    return inEnglish === undefined || inChinese === undefined ? undefined : { en: inEnglish, zh: inChinese }
  })
  return {
    message: { en: en.message, zh: zh.message },
    ...(expected && { expected }),
    ...(found && { found }),
    next: { en: en.next, zh: zh.next },
  }
}

/** The words of a problem. */
export interface ProblemInBoth {
  readonly message: InBoth<string>
  readonly expected?: InBoth<string>
  readonly found?: InBoth<string>
  readonly next: InBoth<string>
}

/** The facts as programs get them: what is said in both languages, in English. */
function inEnglish(facts: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, plain(fact)]))
}

function plain(fact: unknown): unknown {
  if (typeof fact !== 'object' || fact === null || Array.isArray(fact)) return fact
  return 'en' in fact && 'zh' in fact ? fact.en : inEnglish(fact)
}

/** Whether any of the problems keeps a training from starting. */
export function hasErrors(problems: readonly { readonly severity: Severity }[]): boolean {
  return problems.some(({ severity }) => severity === 'error')
}

/** `train_gts/1.txt:3` */
export function placeOf({ file, line }: { readonly file: string; readonly line?: number }): string {
  return line === undefined ? file : `${file}:${line}`
}

/** A problem in three lines or fewer: severity, place and message; expected and found; what to do. */
export function renderProblem(problem: Problem, language: Language = 'en'): string {
  const { severity, message, expected, found, next } = describeProblem(problem, language)
  const label = { en: ['expected', 'found', 'next'], zh: ['期望', '实际', '处理'] }[language]
  const facts = [
    ...(expected === undefined ? [] : [`${label[0]}: ${expected}`]),
    ...(found === undefined ? [] : [`${label[1]}: ${found}`]),
  ].join('; ')
  return [
    `${severity} ${placeOf(problem)} ${message}`,
    ...(facts === '' ? [] : [`  ${facts}`]),
    `  ${label[2]}: ${next}`,
  ].join('\n')
}
