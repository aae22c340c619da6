// A sweep on the disk: a folder with its plan, which never changes, and run folders that say which trial they are.
import { copyFileSync, existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { commandLine } from '../../core/command-line.ts'
import { errorDetails } from '../../core/error-details.ts'
import { UserError } from '../../core/errors.ts'
import { explaining, isFileThere, makeFolder, writeFileAtomic } from '../../core/files.ts'
import { say } from '../../core/say.ts'
import { isFields, readState, type StateForm } from '../../core/state-file.ts'
import { starterName } from '../../core/starter-name.ts'
import type { CheckOptions } from '../../data/check.ts'
import { hasErrors } from '../../data/problems.ts'
import { scratchName } from '../../run/initial-weights.ts'
import type { SettingName } from '../../run/settings/table.ts'
import { closest } from '../../run/suggest.ts'
import { writeMembership } from '../../run/sweep/membership.ts'
import { configOfTrial, givenIn, planHash, type Trial } from '../../run/sweep/plan.ts'
import { readSweepFile, type ReadSweep } from '../../run/sweep/read.ts'
import type { SweepSpec } from '../../run/sweep/spec.ts'
import { DatasetError } from '../data/load-data.ts'
import { initialWeights } from '../train/initial-weights.ts'
import { checkData } from '../train/prepare.ts'
import { prepareRun } from '../train/start.ts'

/** What plan.json holds. */
export interface SweepPlan {
  readonly spec: SweepSpec
  /** Tells it from another sweep of that name; the runs have it too. */
  readonly hash: string
  /** The settings of all trials, complete as they were when the sweep began; `init` names the very file. */
  readonly settings: Readonly<Partial<Record<SettingName, unknown>>>
  readonly trials: readonly Trial[]
}

/** A sweep with its place. */
export interface Sweep extends SweepPlan {
  readonly name: string
  /** Absolute. */
  readonly folder: string
  /** The folder of its runs, absolute. */
  readonly workdirs: string
}

/** Sweeps lie here in the folder of runs. */
const sweepsName = 'sweeps'
const planName = 'plan.json'

export interface OpenOptions {
  /** A sweep.yaml, or the name or the folder of a sweep that was started. */
  readonly reference: string
  readonly workdirs: string
  readonly data?: string | undefined
  readonly name?: string | undefined
}

/**
 * The sweep that a person means, new or not; nothing is written.
 * @throws ConfigError for a sweep.yaml with mistakes; UserError `sweep-unknown`, `sweep-other`
 */
export async function openSweep({ reference, workdirs, ...options }: OpenOptions): Promise<Sweep> {
  if (!isFileThere(reference)) return readSweep(findSweep(reference, workdirs))
  const read = readSweepFile(reference, options)
  const folder = join(resolve(workdirs), sweepsName, read.spec.name)
  if (!existsSync(join(folder, planName))) return { ...placeOf(folder), ...(await planOf(read, workdirs)) }
  const known = readSweep(folder)
  refuseOther(known, read.spec)
  return known
}

/** Where a sweep has its name from. */
function placeOf(folder: string): Pick<Sweep, 'name' | 'folder' | 'workdirs'> {
  return { name: basename(folder), folder, workdirs: dirname(dirname(folder)) }
}

/** The sweep that a folder holds. @throws UserError `sweep-unknown`, `state-damaged` */
export function readSweep(folder: string): Sweep {
  const path = join(folder, planName)
  if (!existsSync(path)) throw unknownSweep(folder, dirname(dirname(resolve(folder))))
  return { ...placeOf(resolve(folder)), ...readState(path, planForm) }
}

/** Enough to tell a plan from anything else; it is written at once, and never changed. */
const planForm: StateForm<SweepPlan> = {
  isWhole: ({ spec, hash, settings, trials }) =>
    isFields(spec) &&
    isFields(spec['settings']) &&
    Array.isArray(spec['seeds']) &&
    Array.isArray(spec['parameters']) &&
    typeof hash === 'string' &&
    isFields(settings) &&
    Array.isArray(trials) &&
    trials.every((one) => isFields(one) && typeof one['number'] === 'number' && isFields(one['values'])),
  next: say(errorDetails['state-damaged'].nextSweep),
}

/** The folder of a sweep that was started, by name or path. @throws UserError `sweep-unknown` */
export function findSweep(reference: string, workdirs: string): string {
  const candidates = [join(resolve(workdirs), sweepsName, reference), resolve(reference)]
  const folder = candidates.find((one) => existsSync(join(one, planName)))
  if (folder === undefined) throw unknownSweep(reference, workdirs)
  return folder
}

/** Whether a sweep of that name was started. */
export function isSweep(name: string, workdirs: string): boolean {
  return existsSync(join(resolve(workdirs), sweepsName, name, planName))
}

/** The sweeps that were started. */
export function sweepNames(workdirs: string): string[] {
  const folder = join(resolve(workdirs), sweepsName)
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((name) => isSweep(name, workdirs))
}

/** The error `sweep-unknown`. */
export function unknownSweep(reference: string, workdirs: string): UserError {
  const words = errorDetails['sweep-unknown']
  const names = sweepNames(workdirs)
  const [guess] = closest(reference, names)
  return new UserError({
    code: 'sweep-unknown',
    message: say(words.message, { reference }),
    expected: say(words.expected),
    found: names.length === 0 ? say(words.foundNone) : say(words.found, { names: names.join(', ') }),
    where: resolve(workdirs),
    ...(guess !== undefined && { next: say(words.next, { guess }) }),
  })
}

/** @throws UserError `sweep-other` */
function refuseOther({ spec, name, folder, workdirs }: Sweep, asked: SweepSpec): void {
  const what = differences(spec, asked)
  if (what.length === 0) return
  const words = errorDetails['sweep-other']
  throw new UserError({
    code: 'sweep-other',
    message: say(words.message, { name }),
    expected: say(words.expected),
    found: say(words.found, { what: what.join(', ') }),
    where: folder,
    next: say(words.next, {
      other: `${name}-2`,
      command: commandLine('ocrdet', 'sweep', name, '--workdirs', workdirs),
    }),
  })
}

/** Keys whose values differ, those of the settings one by one: `parameters`, `settings.num_epochs`. */
function differences(before: SweepSpec, now: SweepSpec): string[] {
  const differing = <T extends object>(a: T, b: T): string[] => {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<string & keyof T>
    return [...keys].filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]))
  }
  return differing(before, now).flatMap((key) =>
    key === 'settings' ? differing(before.settings, now.settings).map((name) => `settings.${name}`) : [key],
  )
}

/** `latest` means another run tomorrow: the plan has the file that it means today. */
async function planOf({ spec, trials }: ReadSweep, workdirs: string): Promise<SweepPlan> {
  const known = new Map<string, string>()
  const resolved = async (init: unknown): Promise<unknown> => {
    if (typeof init !== 'string' || init === starterName || init === scratchName || init === '') return init
    if (!known.has(init)) known.set(init, (await initialWeights({ init, seed: 0 }, workdirs)).init)
    return known.get(init)
  }
  const complete: Trial[] = []
  for (const trial of trials)
    complete.push({
      ...trial,
      values: { ...trial.values, ...(trial.values.init !== undefined && { init: await resolved(trial.values.init) }) },
    })
  const settings = {
    ...configOfTrial(spec.settings, { values: {} }),
    init: await resolved(spec.settings.init ?? starterName),
  }
  return { spec, hash: planHash(spec), settings, trials: complete }
}

/**
 * Refuses once a data set that every trial would refuse.
 * @throws DatasetError with every error
 */
export async function refuseBrokenData(
  { settings, trials }: Pick<Sweep, 'settings' | 'trials'>,
  options: Pick<CheckOptions, 'onProgress' | 'signal'> = {},
): Promise<void> {
  const config = configOfTrial(settings, trials[0])
  const { problems } = await checkData(config, options)
  if (hasErrors(problems)) throw new DatasetError(config.train_data_dir, problems)
}

/** Makes the folder of a new sweep; nothing changes in that of one that was started. */
export function keepSweep({ folder, spec, hash, settings, trials }: Sweep, yaml: string): void {
  if (existsSync(join(folder, planName))) return
  makeFolder(folder)
  if (isFileThere(yaml)) explaining(yaml, 'copy', () => copyFileSync(yaml, join(folder, 'sweep.yaml')))
  const plan: SweepPlan = { spec, hash, settings, trials }
  writeFileAtomic(join(folder, planName), `${JSON.stringify(plan)}\n`)
}

/** The trial of a number, from 1. */
export function trialOf({ trials }: Pick<SweepPlan, 'trials'>, number: number): Trial {
  return trials[number - 1]
}

/** The run folder of a trial that has none: its configuration is there, and its training can begin. @returns its path */
export function prepareTrial(sweep: Sweep, number: number): Promise<string> {
  const { name, workdirs, settings, spec, hash } = sweep
  const trial = trialOf(sweep, number)
  const config = configOfTrial(settings, trial)
  return prepareRun({ config, given: givenIn(spec), workdirs }, (folder) =>
    writeMembership(folder, { name, trial: trial.number, varied: variedIn(spec), plan: hash }),
  )
}

/** The settings that are not the same in all trials. */
export function variedIn({ parameters, seeds }: SweepSpec): SettingName[] {
  const several = parameters.filter((one) => !('values' in one) || one.values.length > 1).map(({ name }) => name)
  return seeds.length > 1 ? [...several, 'seed'] : several
}
