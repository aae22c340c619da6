// The table of runs: one row a run, the columns that decide first, as narrow terminals show no others.
import { shownValue } from '../../run/sweep/parameters.ts'
import type { RunsReport, RunSummary } from '../../tasks/runs/runs.ts'
import { commandLine, countOf, formatBytes, formatDuration, formatScore, shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import type { NextStep } from '../text/next-steps.ts'
import { renderSparkline } from '../text/sparkline.ts'
import { renderTable, type Column } from '../text/table.ts'
import { cut } from '../text/width.ts'
import { runWord } from './run-word.ts'

interface RunColumn extends Column {
  readonly of: (run: RunSummary) => string
}

/** Names, notes and paths are cut to this many columns of the terminal. */
const widestText = 24

const right = 'right'
const columns: readonly RunColumn[] = [
  { title: 'run', least: 19, of: ({ id }) => id },
  { title: 'state', of: stateOf },
  { title: 'F', align: right, of: ({ best }) => formatScore(best?.fScore) },
  { title: 'epochs', align: right, of: ({ epochsDone, epochs }) => `${epochsDone}/${epochs === 0 ? '?' : epochs}` },
  { title: 'name', of: ({ names, tags }) => cut(labelsOf(names, tags), widestText) },
  { title: 'P', align: right, of: ({ best }) => formatScore(best?.precision) },
  { title: 'R', align: right, of: ({ best }) => formatScore(best?.recall) },
  { title: 'loss', align: right, of: ({ loss }) => formatScore(loss) },
  { title: 'course', of: ({ trend }) => trendText(trend) },
  { title: 'sweep', of: ({ sweep }) => (sweep === undefined ? '-' : `${sweep.name} ${sweep.trial}`) },
  { title: 'data', of: ({ dataset }) => datasetText(dataset) },
  { title: 'time', align: right, of: ({ durationSeconds: time }) => (time === undefined ? '-' : formatDuration(time)) },
  { title: 'job', of: ({ job }) => jobText(job) },
  { title: 'size', align: right, of: ({ bytes, archive }) => formatBytes(archive?.bytes ?? bytes) },
  { title: 'note', of: ({ note }) => cut(note.split('\n')[0], widestText) },
]

/** So many columns stand before the settings that a sweep varies. */
const settingsAfter = columns.findIndex(({ title }) => title === 'F') + 1

/** Where all runs are of one sweep, what differs between them. */
function variedColumns(runs: readonly RunSummary[]): RunColumn[] {
  const [first] = runs
  const isOne = runs.every(({ sweep }) => sweep !== undefined && sweep.plan === first.sweep?.plan)
  const names = isOne ? (first.sweep?.varied ?? []) : []
  return names.map((title) => ({ title, of: ({ config }) => shownValue(config[title] ?? '-') }))
}

const shownPaths = new Map<string, string>()

/** Thousands of runs share a few data sets. */
function datasetText(dataset: string | undefined): string {
  if (dataset === undefined) return '-'
  const known = shownPaths.get(dataset)
  if (known !== undefined) return known
  const text = cut(shownPath(dataset), widestText)
  shownPaths.set(dataset, text)
  return text
}

/** `running, 3m 20s left` */
function stateOf({ state, etaSeconds }: RunSummary): string {
  return etaSeconds === undefined ? state.name : `${state.name}, ${formatDuration(etaSeconds)} left`
}

/** `12 on node[1-2]`, `12, requeued 2 times` */
function jobText(job: RunSummary['job']): string {
  if (job?.state === undefined) return job === undefined ? '-' : job.id
  const { id, nodes = '', restarts = 0 } = job
  return `${id}${nodes === '' ? '' : ` on ${nodes}`}${restarts === 0 ? '' : `, requeued ${countOf(restarts, 'time')}`}`
}

function labelsOf(names: readonly string[], tags: readonly string[]): string {
  return [...names, ...tags.map((tag) => `#${tag}`)].join(' ')
}

/** The F-scores, or the losses, marked, of a run with less than two of those. */
function trendText({ of, values }: RunSummary['trend']): string {
  if (values.length === 0) return '-'
  return of === 'f_score' ? renderSparkline(values) : `${renderSparkline(values)} loss`
}

/** The whole table with a line of totals. */
export function renderRuns(report: RunsReport, look: Look): string {
  const { runs } = report
  if (runs.length === 0) return nothingToShow(report)
  // A column that says nothing about any run is no column.
  const reported = [...columns.slice(0, settingsAfter), ...variedColumns(runs), ...columns.slice(settingsAfter)].filter(
    ({ of }, index) => index === 0 || runs.some((run) => !saysNothing(of(run))),
  )
  const rows = runs.map((run) => reported.map(({ of }) => of(run)))
  return `${renderTable(reported, rows, look)}\n\n${look.paint.dim(totalsOf(report))}`
}

function saysNothing(cell: string): boolean {
  return cell === '' || cell === '-'
}

function totalsOf({ runs, matching, total, archived }: RunsReport): string {
  const noun = archived ? 'archived run' : 'run'
  const shown = runs.length < matching ? `${runs.length} (--all for more) of ` : ''
  const filtered = matching < total ? `${matching} of ` : ''
  const running = runs.filter(({ state }) => state.name === 'running').length
  const bytes = runs.reduce((sum, run) => sum + (run.archive?.bytes ?? run.bytes), 0)
  return [
    `${shown}${filtered}${countOf(total, noun)}`,
    ...(running > 0 && !archived ? [`${running} running`] : []),
    formatBytes(bytes),
  ].join(', ')
}

function nothingToShow({ total, archived, workdirs }: RunsReport): string {
  if (total > 0) return `None of ${countOf(total, archived ? 'archived run' : 'run')} meets the condition.`
  return `There are no ${archived ? 'archived runs' : 'runs yet'} in ${shownPath(workdirs)}.`
}

/** A look at the first run, and the first two side by side. */
export function stepsAfterRuns({ runs, archived, total }: RunsReport, program: string): NextStep[] {
  const [first, second] = runs.slice(0, 2).map((run) => (archived ? run.id : runWord(run)))
  if (total === 0) return archived ? [] : [{ does: 'start one', line: commandLine(program, 'train', 'custom_data') }]
  if (first === undefined) return []
  if (archived) return [{ does: 'bring it back', line: commandLine(program, 'restore', first) }]
  const look = { does: 'look at the first', line: commandLine(program, 'show', first) }
  if (second === undefined) return [look]
  return [look, { does: 'compare two', line: commandLine(program, 'compare', first, second) }]
}
