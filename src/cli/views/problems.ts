// The report of a checked data set: totals, problems grouped by kind, and the verdict.
import type { CheckReport, Severity, SplitTotals } from '../../tasks/check.ts'
import { countOf, shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import { renderTable } from '../text/table.ts'
import { wrap } from '../text/width.ts'

/** As many problems of a kind are listed unless all are wanted. */
export const shownOfAKind = 20

const severities: readonly Severity[] = ['error', 'warning', 'info']
/** Sentences are broken here at the latest. */
const widest = 100

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

/** What a check found out, in words. */
export interface ShownCheck extends Omit<CheckReport, 'problems'> {
  readonly problems: readonly ShownProblem[]
}

/** The whole report of `ocrdet check`; `all: true` lists every problem. */
export function renderCheck(report: ShownCheck, look: Look, options: { readonly all?: boolean } = {}): string {
  const { train, test } = report.totals
  const limit = options.all === true ? Infinity : shownOfAKind
  const groups = renderGroups(report.problems, { root: report.root, limit, look })
  return [
    `Data set ${shownPath(report.root)}`,
    ...(train.pictures + test.pictures > 0 ? [renderTotals(report.totals, look)] : []),
    ...groups,
    renderVerdict(report, look),
  ].join('\n\n')
}

/** What both splits hold, side by side. */
export function renderTotals({ train, test }: CheckReport['totals'], look: Look): string {
  const row = (name: string, of: (totals: SplitTotals) => string): string[] => [name, of(train), of(test)]
  const size = (pixels: readonly [number, number] | undefined): string => pixels?.join('x') ?? '-'
  const columns = [{ title: '' }, { title: 'train', align: 'right' }, { title: 'test', align: 'right' }] as const
  const rows = [
    row('pictures', ({ pictures }) => String(pictures)),
    row('without text', ({ picturesWithoutText }) => String(picturesWithoutText)),
    row('smallest (WxH)', ({ smallest }) => size(smallest)),
    row('largest (WxH)', ({ largest }) => size(largest)),
    row('texts', ({ texts }) => String(texts)),
    row('do not care (###)', ({ ignored }) => String(ignored)),
  ]
  return renderTable(columns, rows, look)
}

/** Problems of one kind together: errors first, within a severity in the order in which the kinds appear. */
function groupProblems(problems: readonly ShownProblem[]): ShownProblem[][] {
  const groups = new Map<string, ShownProblem[]>()
  for (const problem of problems) groups.set(problem.code, [...(groups.get(problem.code) ?? []), problem])
  return severities.flatMap((severity) => [...groups.values()].filter(([first]) => first.severity === severity))
}

/** How groups of problems are shown. */
export interface GroupOptions {
  /** What the paths of the problems are relative to. */
  readonly root: string
  /** So many of a kind are listed. */
  readonly limit: number
  readonly look: Look
}

/** A text for each kind of problem, errors first. */
export function renderGroups(problems: readonly ShownProblem[], options: GroupOptions): string[] {
  return groupProblems(problems).map((group) => renderGroup(group, options))
}

function renderGroup(problems: readonly ShownProblem[], { root, limit, look }: GroupOptions): string {
  const [{ code, severity, next }] = problems
  const color = { error: look.paint.red, warning: look.paint.yellow, info: look.paint.cyan }[severity]
  const shown = problems.slice(0, limit).flatMap((problem) => renderOne(problem, root, look))
  const rest = problems.length - Math.min(problems.length, limit)
  return [
    `${color(severity)} ${look.paint.bold(code)} (${problems.length})`,
    ...shown,
    ...(rest > 0 ? [`  and ${rest} more (--all shows them)`] : []),
    ...wrapped(`What to do: ${next}.`, 2, look),
  ].join('\n')
}

function renderOne(problem: ShownProblem, root: string, look: Look): string[] {
  const { file, line, message, expected, found } = problem
  const path = file === '.' ? shownPath(root) : file
  const place = line === undefined ? path : `${path}:${line}`
  const facts = [
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(found === undefined ? [] : [`found ${found}`]),
  ].join(', ')
  return [`  ${place}`, ...wrapped(facts === '' ? message : `${message}: ${facts}`, 4, look)]
}

function wrapped(text: string, indent: number, { columns }: Look): string[] {
  return wrap(text, Math.min(columns, widest) - indent).map((line) => ' '.repeat(indent) + line)
}

function renderVerdict({ problems, errors, warnings }: ShownCheck, { paint }: Look): string {
  const notes = problems.length - errors - warnings
  const counts = [countOf(errors, 'error'), countOf(warnings, 'warning'), countOf(notes, 'note')].join(', ')
  if (errors > 0) return `${paint.red(counts)}: a training would refuse this data set.`
  if (warnings > 0) return `${paint.yellow(counts)}: a training can start, but look at the warnings first.`
  return `${paint.green(counts)}: ready to train.`
}
