// How the trials of a sweep stand, and which is the best: read from the run folders each time.
import { existsSync } from 'node:fs'
import { listArchives } from '../../run/archive/sidecar.ts'
import { idOfFolder, runPaths } from '../../run/layout.ts'
import { summarizeEntries, summarizeRun } from '../../run/list/list.ts'
import type { RunSummary } from '../../run/list/summary.ts'
import { listRuns } from '../../run/resolve.ts'
import { startOfRun } from '../../run/started-at.ts'
import type { RunStateName } from '../../run/state-names.ts'
import { readMembership } from '../../run/sweep/membership.ts'
import type { Trial, VariedValues } from '../../run/sweep/plan.ts'
import type { Metric } from '../../run/sweep/spec.ts'
import { trialOf, variedIn, type Sweep } from './sweep.ts'

/** `waiting`: not begun; the others as those of runs. */
export type TrialState = 'waiting' | RunStateName

/** A trial with what became of it. */
export interface TrialReport {
  readonly trial: number
  readonly combination: number
  readonly values: VariedValues
  readonly seed?: number
  readonly state: TrialState
  /** Its run: id, and folder unless it is archived. */
  readonly run?: string
  readonly folder?: string
  readonly job?: string
  /** The sweep's metric, and all three scores, of its best evaluation. */
  readonly score?: number
  readonly fScore?: number
  readonly precision?: number
  readonly recall?: number
  /** F-score of the initial weights. */
  readonly initial?: number
  readonly epochsDone: number
  readonly seconds?: number
  /** Of a trial that failed. */
  readonly error?: string
}

/** The trials of one combination, which differ in their seed alone. */
export interface CombinationReport {
  readonly combination: number
  readonly values: VariedValues
  /** Trials with a score. */
  readonly count: number
  readonly mean: number
  /** Sample standard deviation; undefined for a single trial. */
  readonly deviation?: number
}

export interface SweepReport {
  readonly name: string
  readonly folder: string
  readonly workdirs: string
  readonly metric: Metric
  /** The settings that are not the same in all trials. */
  readonly varied: readonly string[]
  /** In the order of the plan. */
  readonly trials: readonly TrialReport[]
  readonly counts: Readonly<Partial<Record<TrialState, number>>>
  /** With several seeds, the best mean first; otherwise empty. */
  readonly combinations: readonly CombinationReport[]
  /** The finished trial with the highest score; with several seeds, that of the best combination. */
  readonly best?: TrialReport
}

/** Reads how all trials stand; Slurm is asked once, where a trial has a job. */
export function reportOf(sweep: Sweep): SweepReport {
  const { name, folder, workdirs, spec, trials, hash } = sweep
  const runs = runsOf({ workdirs, hash })
  const reports = trials.map((trial) => reportOfTrial(trial, runs.get(trial.number), spec.metric))
  const counts: Partial<Record<TrialState, number>> = {}
  for (const { state } of reports) counts[state] = (counts[state] ?? 0) + 1
  const combinations = spec.seeds.length > 1 ? combined(reports) : []
  const best = bestOf(reports, combinations)
  const found = { counts, combinations, ...(best !== undefined && { best }) }
  return { name, folder, workdirs, metric: spec.metric, varied: variedIn(spec), trials: reports, ...found }
}

/** One trial by its run folder, read anew. */
export function reportOfFolder(sweep: Sweep, number: number, folder: string): TrialReport {
  const entry = { id: idOfFolder(folder), folder, names: [], startedAt: startOfRun(folder) }
  return reportOfTrial(trialOf(sweep, number), summarizeRun(entry), sweep.spec.metric)
}

/** The run folders of the trials that have one, by number; nothing else is read. */
export function foldersOf({ workdirs, hash }: Pick<Sweep, 'workdirs' | 'hash'>): ReadonlyMap<number, string> {
  const known = listRuns(workdirs).flatMap(({ folder }) => {
    const place = readMembership(folder)
    return place?.plan === hash ? [[place.trial, folder] as const] : []
  })
  return new Map(known.toReversed()) // of two of one trial, the newer
}

/** The run of each trial by its number; of several the one that is finished, else the newest. Archived ones count. */
function runsOf({ workdirs, hash }: Pick<Sweep, 'workdirs' | 'hash'>): Map<number, RunSummary> {
  const own = listRuns(workdirs).filter(({ folder }) => readMembership(folder)?.plan === hash)
  const archived = listArchives(workdirs).flatMap(({ summary }) => (summary.sweep?.plan === hash ? [summary] : []))
  const runs = new Map<number, RunSummary>()
  for (const run of [...summarizeEntries(own, workdirs, { cache: false }), ...archived]) {
    const trial = run.sweep?.trial
    if (trial === undefined) continue
    const before = runs.get(trial)
    if (before === undefined || (before.state.name !== 'finished' && run.state.name === 'finished'))
      runs.set(trial, run)
  }
  return runs
}

function reportOfTrial(trial: Trial, run: RunSummary | undefined, metric: Metric): TrialReport {
  const { number, ...planned } = trial
  if (run === undefined) return { trial: number, ...planned, state: 'waiting', epochsDone: 0 }
  const { id, state, best, initial, job, durationSeconds, epochsDone, archive, folder } = run
  const isBegun = archive !== undefined || job !== undefined || existsSync(runPaths(folder).log)
  const score = best === undefined ? undefined : { f_score: best.fScore, ...best }[metric]
  return {
    trial: number,
    ...planned,
    state: isBegun || state.name !== 'dead' ? state.name : 'waiting',
    run: id,
    ...(archive === undefined && { folder }),
    ...(job !== undefined && { job: job.id }),
    ...(score !== undefined && { score }),
    ...(best !== undefined && { fScore: best.fScore }),
    ...(best?.precision !== undefined && { precision: best.precision }),
    ...(best?.recall !== undefined && { recall: best.recall }),
    ...(initial !== undefined && { initial: initial.fScore }),
    epochsDone,
    ...(durationSeconds !== undefined && { seconds: durationSeconds }),
    ...(state.error !== undefined && { error: state.error }),
  }
}

type Scored = TrialReport & { readonly score: number }

function isScored(trial: TrialReport): trial is Scored {
  return trial.state === 'finished' && trial.score !== undefined
}

/** The mean over seeds of every combination of which a trial is finished. */
export function combined(trials: readonly TrialReport[]): CombinationReport[] {
  const groups = new Map<number, Scored[]>()
  for (const trial of trials.filter(isScored))
    groups.set(trial.combination, [...(groups.get(trial.combination) ?? []), trial])
  return [...groups.values()]
    .map((group) => {
      const [{ combination, values }] = group
      const mean = group.reduce((sum, { score }) => sum + score, 0) / group.length
      const squares = group.reduce((sum, { score }) => sum + (score - mean) ** 2, 0)
      const deviation = group.length > 1 && { deviation: Math.sqrt(squares / (group.length - 1)) }
      return { combination, values, count: group.length, mean, ...deviation }
    })
    .sort((a, b) => b.mean - a.mean || a.combination - b.combination)
}

function bestOf(trials: readonly TrialReport[], combinations: readonly CombinationReport[]): TrialReport | undefined {
  const [first] = combinations
  return trials
    .filter(isScored)
    .filter(({ combination }) => first === undefined || combination === first.combination)
    .sort((a, b) => b.score - a.score || a.trial - b.trial)
    .at(0)
}

/** Trials that are to be begun or gone on with: not those that are finished, going on, or failed (unless asked for). */
export function trialsToDo({ trials }: Pick<SweepReport, 'trials'>, retryFailed: boolean): TrialReport[] {
  const states: readonly TrialState[] = ['waiting', 'stopped', 'dead', ...(retryFailed ? (['failed'] as const) : [])]
  return trials.filter(({ state }) => states.includes(state))
}
