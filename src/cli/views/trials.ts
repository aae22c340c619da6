// What is told of a sweep: the trials before it starts, each as it ends, and the table of settings against scores.
import { describeValues, shownValue } from '../../run/sweep/parameters.ts'
import type { FewerTrials } from '../../run/sweep/plan.ts'
import type { SubmittedSweep } from '../../tasks/sweep/array.ts'
import type { SweepEstimate } from '../../tasks/sweep/estimate.ts'
import type { SweepReport, TrialReport } from '../../tasks/sweep/status.ts'
import type { StoppedSweep } from '../../tasks/sweep/stop.ts'
import { commandLine, countOf, formatBytes, formatDuration, formatScore, shownPath } from '../text/format.ts'
import type { Look } from '../text/look.ts'
import type { NextStep } from '../text/next-steps.ts'
import { renderTable } from '../text/table.ts'
import { wrap } from '../text/width.ts'
import { renderStopped } from './jobs.ts'

/** More rows than a person reads; `--json` has all. */
const shownTrials = 50
/** Failed trials that are quoted. */
const shownFailures = 5

/** As wide as what stands before the best trial. */
const bestIndent = ' '.repeat(8)

const metricTitles = { f_score: 'F', precision: 'P', recall: 'R' } as const

export interface SweepPreview extends SweepEstimate {
  readonly name: string
  readonly folder: string
  /** What would be done. */
  readonly trials: readonly TrialReport[]
  readonly fewer?: FewerTrials | undefined
  /** Of a job array. */
  readonly script?: string
}

/** Every trial that would be done with its settings and its time. */
export function renderPreview({ trials, each, script, ...preview }: SweepPreview, look: Look): string {
  if (trials.length === 0) return `Nothing is left to do in the sweep ${preview.name}.`
  const names = [...new Set(trials.flatMap(({ values }) => Object.keys(values)))]
  const hasSeeds = trials.some(({ seed }) => seed !== undefined)
  const rows = trials
    .slice(0, shownTrials)
    .map(({ trial, values, seed }, index) => [
      String(trial),
      each[index] === undefined ? '?' : `about ${formatDuration(each[index])}`,
      ...names.map((name) => shownValue((values as Readonly<Record<string, unknown>>)[name])),
      ...(hasSeeds ? [String(seed)] : []),
    ])
  const titles = ['trial', 'time', ...names, ...(hasSeeds ? ['seed'] : [])]
  const table = renderTable(
    titles.map((title) => ({ title })),
    rows,
    look,
  )
  const rest = trials.length > shownTrials ? [`and ${trials.length - shownTrials} more (--json has all)`] : []
  const parts = [renderStart({ ...preview, count: trials.length }), '', table, ...rest]
  return [...parts, ...(script === undefined ? [] : ['', script.trimEnd()])].join('\n')
}

interface Starting extends Omit<SweepEstimate, 'each'> {
  readonly name: string
  /** Trials to do. */
  readonly count: number
  /** Combinations that were asked for, where there are fewer. */
  readonly fewer?: FewerTrials | undefined
}

/** `Sweep rates: 12 trials to do, about 3h 20m one after the other (at the pace of exp_...); 4.1 GB of checkpoints` */
export function renderStart({ name, count, fewer, seconds, basis, bytes, free }: Starting): string {
  const from = basis?.run === undefined ? 'at the speed of this machine, just measured' : `at the pace of ${basis.run}`
  const time = seconds === undefined ? '' : `, about ${formatDuration(seconds)} one after the other (${from})`
  const room = bytes < free ? '' : `, of which only ${formatBytes(free)} are free: some trials will fail`
  const asked =
    fewer === undefined
      ? ''
      : `\nsweep.yaml asks for ${fewer.asked} combinations; there are ${fewer.there}, and all are tried.`
  return `Sweep ${name}: ${countOf(count, 'trial')} to do${time}; ${formatBytes(bytes)} of checkpoints${room}${asked}`
}

/** A line for a trial that ended. */
export function renderTrialEnd(
  trial: TrialReport,
  { of, look: { paint } }: { readonly of: number; readonly look: Look },
): string {
  const { trial: number, run = '', state, fScore, seconds, values, seed, error } = trial
  const settings = describeValues({ ...values, ...(seed !== undefined && { seed }) })
  const result = state === 'finished' ? `F ${formatScore(fScore)}` : state === 'failed' ? paint.red('failed') : state
  const time = seconds === undefined ? [] : [formatDuration(seconds)]
  const why = error === undefined || state === 'finished' ? '' : `\n  ${error}`
  return `${[`Trial ${number}/${of}`, run, result, ...time, settings].join('  ')}${why}`
}

/** The live line: what each training is at. */
export function renderQueue(
  trainings: ReadonlyMap<number, string>,
  { done, of }: { readonly done: number; readonly of: number },
): string {
  return [`${done} of ${of} done`, ...[...trainings].map(([trial, at]) => `trial ${trial}${at}`)].join('; ')
}

/** The table of settings against scores, the best first, and what it says. */
export function renderSweep(report: SweepReport, look: Look): string {
  const { name, trials, counts, folder } = report
  const states = Object.entries(counts).map(([state, count]) => `${count} ${state}`)
  const sorted = trials.toSorted((a, b) => (b.score ?? -1) - (a.score ?? -1) || a.trial - b.trial)
  const rest = trials.length > shownTrials ? [`and ${trials.length - shownTrials} more (--json has all)`] : []
  return [
    `${look.paint.bold(`Sweep ${name}`)}: ${countOf(trials.length, 'trial')}, ${states.join(', ')}`,
    '',
    trialTable(report, sorted.slice(0, shownTrials), look),
    ...rest,
    ...(report.combinations.length === 0 ? [] : ['', combinationTable(report, look)]),
    ...conclusions(report, look),
    '',
    `${look.paint.bold('Folder')}  ${shownPath(folder)}`,
  ].join('\n')
}

function trialTable({ varied, metric }: SweepReport, trials: readonly TrialReport[], look: Look): string {
  const scores = (['f_score', 'precision', 'recall'] as const).toSorted((a) => (a === metric ? -1 : 0))
  const ofTrial = { f_score: 'fScore', precision: 'precision', recall: 'recall' } as const
  const hasTime = trials.some(({ seconds }) => seconds !== undefined)
  const columns = [
    { title: 'trial' },
    ...scores.map((score) => ({ title: metricTitles[score], align: 'right' as const })),
    ...varied.map((title) => ({ title })),
    { title: 'state' },
    { title: 'run' },
    ...(hasTime ? [{ title: 'time', align: 'right' as const }] : []),
  ]
  const rows = trials.map((trial) => {
    const { seconds, run = '-', state, values, seed } = trial
    const all: Readonly<Record<string, unknown>> = { ...values, ...(seed !== undefined && { seed }) }
    return [
      String(trial.trial),
      ...scores.map((score) => formatScore(trial[ofTrial[score]])),
      ...varied.map((name) => shownValue(all[name])),
      state,
      run,
      ...(hasTime ? [seconds === undefined ? '-' : formatDuration(seconds)] : []),
    ]
  })
  return renderTable(columns, rows, look)
}

/** Mean and spread over the seeds. */
function combinationTable({ combinations, metric, varied }: SweepReport, look: Look): string {
  const names = varied.filter((name) => name !== 'seed')
  const columns = [
    { title: `mean ${metricTitles[metric]}` },
    { title: 'trials', align: 'right' as const },
    ...names.map((title) => ({ title })),
  ]
  const rows = combinations.slice(0, shownTrials).map(({ mean, deviation, count, values }) => {
    const all: Readonly<Record<string, unknown>> = values
    const spread = deviation === undefined ? '' : ` ± ${formatScore(deviation)}`
    return [`${formatScore(mean)}${spread}`, String(count), ...names.map((name) => shownValue(all[name]))]
  })
  return renderTable(columns, rows, look)
}

function conclusions({ best, trials, metric }: SweepReport, look: Look): string[] {
  const { paint } = look
  const failed = trials.filter(({ state }) => state === 'failed')
  const rest = failed.length > shownFailures ? [`  and ${failed.length - shownFailures} more`] : []
  const failures = failed
    .slice(0, shownFailures)
    .map(({ trial, error = '' }) => `${paint.red('failed')}  trial ${trial}: ${error}`)
  return [...(best === undefined ? [] : ['', ...bestLines(best, metric, look)]), ...failures, ...rest]
}

function bestLines(best: TrialReport, metric: SweepReport['metric'], { paint, columns }: Look): string[] {
  const { trial, run = '', score, initial, values, seed, fScore } = best
  const settings = describeValues({ ...values, ...(seed !== undefined && { seed }) })
  const before = initial === undefined ? '' : ` (initial weights: F ${formatScore(initial)})`
  const facts = `trial ${trial}, ${run}: ${metricTitles[metric]} ${formatScore(score)}${before}, ${settings}`
  const [first, ...others] = wrap(facts, columns - bestIndent.length)
  const lines = [`${paint.bold('Best')}    ${first}`, ...others.map((rest) => `${bestIndent}${rest}`)]
  const isGain = initial === undefined || fScore === undefined || fScore > initial
  return isGain ? lines : [...lines, paint.yellow('It is no better than the initial weights.')]
}

/** What one would do with the sweep now. */
export function stepsAfterSweep(report: SweepReport, program: string): NextStep[] {
  const { name, trials, counts, best, workdirs } = report
  const elsewhere = shownPath(workdirs) === 'workdirs' ? [] : ['--workdirs', shownPath(workdirs)]
  const line = (...words: readonly string[]): string => commandLine(program, ...words, ...elsewhere)
  const left = (counts.waiting ?? 0) + (counts.stopped ?? 0) + (counts.dead ?? 0)
  const failed = trials.find(({ state, folder }) => state === 'failed' && folder !== undefined)
  const second = trials
    .filter(({ state, run }) => state === 'finished' && run !== best?.run)
    .toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))
    .at(0)?.run
  return [
    ...(left > 0 ? [{ does: 'go on with what is left', line: line('sweep', name) }] : []),
    ...(failed?.run === undefined ? [] : [{ does: 'see why the first failed', line: line('diagnose', failed.run) }]),
    ...((counts.failed ?? 0) > 0
      ? [{ does: 'try the failed trials again', line: line('sweep', name, '--retry-failed') }]
      : []),
    ...(best?.run !== undefined && second !== undefined
      ? [{ does: 'compare the two best', line: line('compare', best.run, second) }]
      : []),
    ...(best?.run === undefined ? [] : [{ does: 'export the best', line: line('export', best.run) }]),
    { does: 'list its runs', line: line('runs', '--sweep', name) },
  ]
}

/** The job array that works on it. */
export function renderSubmittedSweep({ job, name, folder, trials }: SubmittedSweep, { paint }: Look): string {
  if (job === undefined) return `Nothing is left to submit in the sweep ${name}.`
  return [
    `${paint.bold('Job   ')}  ${job}, ${countOf(trials, 'task')} of an array`,
    `${paint.bold('Folder')}  ${shownPath(folder)}`,
  ].join('\n')
}

export function stepsAfterSubmit({ name, job }: SubmittedSweep, program: string): NextStep[] {
  const status = { does: 'see how its trials stand', line: commandLine(program, 'sweep', name, '--status') }
  return job === undefined
    ? [status]
    : [status, { does: 'stop all of it cleanly', line: commandLine(program, 'stop', name) }]
}

/** A sweep that was asked to stop. */
export function renderStoppedSweep({ name, stopped }: StoppedSweep): string {
  return [`Sweep ${name}: no other training begins.`, ...stopped.map((one) => renderStopped(one))].join('\n')
}
