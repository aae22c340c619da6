// Problems of a data set, grouped by kind, each with its place, and one remedy for all of a kind.
import type { Language } from '../../core/language.ts'
import type { Severity } from '../../tasks/data/check.ts'
import { countOf, shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { textWidth, wrap } from '../text/width.ts'
import { checkWords, moreNote } from './check-words.ts'

/** As many problems of a kind are listed unless all are wanted. */
export const shownOfAKind = 20

const severities: readonly Severity[] = ['error', 'warning', 'info']
/** Sentences are broken here at the latest. */
export const widest = 100

/** In front of a group. */
const severityNames: Readonly<Record<Language, Readonly<Record<Severity, string>>>> = {
  en: { error: 'error', warning: 'warning', info: 'info' },
  zh: { error: '错误', warning: '警告', info: '提示' },
}

/** `2 errors`. */
export const severityCount: Readonly<Record<Language, (severity: Severity, count: number) => string>> = {
  en: (severity, count) => countOf(count, severity === 'info' ? 'note' : severity),
  zh: (severity, count) => `${count} 个${severityNames.zh[severity]}`,
}

/** A problem in words. */
export interface ShownProblem {
  readonly code: string
  readonly severity: Severity
  /** Relative to the data set; `.` is the folder itself. */
  readonly file: string
  readonly line?: number
  readonly message: string
  readonly expected?: string
  readonly found?: string
  /** What to do; one text for all problems of a kind. */
  readonly next: string
}

/** Problems of one kind together: errors first, within a severity in the order in which the kinds appear. */
function groupProblems(problems: readonly ShownProblem[]): ShownProblem[][] {
  const groups = new Map<string, ShownProblem[]>()
  for (const problem of problems) {
    const group = groups.get(problem.code)
    if (group === undefined) groups.set(problem.code, [problem])
    else group.push(problem)
  }
  return severities.flatMap((severity) => [...groups.values()].filter(([first]) => first.severity === severity))
}

/** How groups of problems are shown. */
export interface GroupOptions {
  /** What the paths of the problems are relative to. */
  readonly root: string
  /** So many of a kind are listed. */
  readonly limit: number
  readonly look: Look
  /** Language of the words around the problems, which come in words already; English by default. */
  readonly language?: Language
}

/** A text for each kind of problem, errors first. */
export function renderGroups(problems: readonly ShownProblem[], options: GroupOptions): string[] {
  return groupProblems(problems).map((group) => renderGroup(group, options))
}

/** What all problems of a kind have in common is said once, above their places. */
function renderGroup(problems: readonly ShownProblem[], options: GroupOptions): string {
  const { limit, look, language = 'en' } = options
  const [{ code, severity, next }] = problems
  const color = { error: look.paint.red, warning: look.paint.yellow, info: look.paint.cyan }[severity]
  const shared = sharedFacts(problems)
  const own = factNames.filter((name) => !shared.includes(name))
  const rest = problems.length - Math.min(problems.length, limit)
  return [
    `${color(severityNames[language][severity])} ${look.paint.bold(code)} (${problems.length})`,
    ...(shared.length === 0 ? [] : wrapped(sayFacts(problems[0], shared, language), 2, look)),
    ...problems.slice(0, limit).flatMap((problem) => renderPlace(problem, own, options)),
    ...(rest > 0 ? [`    ${moreNote[language](rest)}`] : []),
    ...wrapped(`${checkWords.whatToDo[language]}${next}${language === 'en' ? '.' : '。'}`, 2, look),
  ].join('\n')
}

const factNames = ['message', 'expected', 'found'] as const
type FactName = (typeof factNames)[number]

/** The message and what follows it, as far as they are the same for all. */
function sharedFacts(problems: readonly ShownProblem[]): readonly FactName[] {
  const isShared = (name: FactName): boolean => problems.every((problem) => problem[name] === problems[0][name])
  return isShared('message') ? factNames.filter(isShared) : []
}

/** `Not a number: expected a number, found "x"`, as much of it as is wanted. */
function sayFacts(problem: ShownProblem, names: readonly FactName[], language: Language): string {
  const facts = (['expected', 'found'] as const)
    .filter((name) => names.includes(name) && problem[name] !== undefined)
    .map((name) => `${checkWords[name][language]} ${problem[name]}`)
    .join(language === 'en' ? ', ' : '，')
  if (!names.includes('message')) return facts
  return facts === '' ? problem.message : `${problem.message}${language === 'en' ? ': ' : '：'}${facts}`
}

/** The place, and what is to be said of it alone: beside it where there is room, else below. */
function renderPlace(
  problem: ShownProblem,
  own: readonly FactName[],
  { root, look, language = 'en' }: GroupOptions,
): string[] {
  const { file, line } = problem
  const path = file === '.' ? shownPath(root) : file
  const place = `    ${line === undefined ? path : `${path}:${line}`}`
  const text = sayFacts(problem, own, language)
  if (text === '') return [place]
  const beside = `${place}  ${text}`
  return textWidth(beside) <= Math.min(look.columns, widest) ? [beside] : [place, ...wrapped(text, 6, look)]
}

function wrapped(text: string, indent: number, { columns }: Look): string[] {
  return wrap(text, Math.min(columns, widest) - indent).map((line) => ' '.repeat(indent) + line)
}
