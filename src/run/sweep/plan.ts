// From a sweep to its trials: every combination of a grid, or combinations that are drawn. A pure function of the sweep.
import { createHash } from 'node:crypto'
import { errorDetails } from '../../core/error-details.ts'
import { Random } from '../../core/random.ts'
import { say } from '../../core/say.ts'
import { parseConfig } from '../config.ts'
import { ConfigError, configProblem } from '../config-error.ts'
import { settingNames, type Config, type SettingName } from '../settings/table.ts'
import { describeValues, isListed, valueAt, type Listed, type Parameter } from './parameters.ts'
import { mostTrials, type SweepSpec } from './spec.ts'

/** The settings that a trial does not share with all others. */
export type VariedValues = Readonly<Partial<Record<SettingName, unknown>>>

/** One training of a sweep. */
export interface Trial {
  /** From 1, in the order in which trials are begun. */
  readonly number: number
  /** From 1; trials of one combination differ in their seed alone. */
  readonly combination: number
  /** What this combination has. */
  readonly values: VariedValues
  /** Where the sweep has seeds of its own. */
  readonly seed?: number
}

/** A combination is drawn again so often when it was there before. */
const mostDraws = 200

/**
 * The trials of a sweep: all combinations with the first seed, then with the next.
 * More trials of a random sweep begin with those of fewer.
 * @throws ConfigError where there are too many
 */
export function expandTrials(spec: SweepSpec): Trial[] {
  const { method, parameters, seeds, trials = 0 } = spec
  const size = sizeOf(parameters)
  const count = (method === 'grid' ? size : Math.min(size, trials)) * Math.max(1, seeds.length)
  if (count > mostTrials) throw tooMany(count)
  const combinations = method === 'grid' ? grid(parameters.filter(isListed)) : drawn(spec, Math.min(size, trials))
  const rounds: readonly (number | undefined)[] = seeds.length === 0 ? [undefined] : seeds
  return rounds.flatMap((seed, round) =>
    combinations.map((values, index): Trial => {
      const number = round * combinations.length + index + 1
      return { number, combination: index + 1, values, ...(seed !== undefined && { seed }) }
    }),
  )
}

/** A random sweep that asks for more combinations than there are. */
export interface FewerTrials {
  readonly asked: number
  readonly there: number
}

/** Undefined where every combination that was asked for is there. */
export function fewerThanAsked({ trials: asked = 0 }: SweepSpec, trials: readonly Trial[]): FewerTrials | undefined {
  const there = new Set(trials.map(({ combination }) => combination)).size
  return asked > there ? { asked, there } : undefined
}

/** How many combinations there are; infinitely many where a range has no list. */
function sizeOf(parameters: readonly Parameter[]): number {
  return parameters.reduce((product, one) => product * (isListed(one) ? one.values.length : Infinity), 1)
}

/** The last setting changes first. */
function grid(parameters: readonly Listed[]): VariedValues[] {
  return parameters.reduce<VariedValues[]>(
    (combinations, { name, values }) =>
      combinations.flatMap((before) => values.map((value) => ({ ...before, [name]: value }))),
    [{}],
  )
}

function drawn({ parameters, sample_seed: seed }: SweepSpec, count: number): VariedValues[] {
  if (sizeOf(parameters) <= mostTrials)
    return new Random(seed, 'sweep').shuffled(grid(parameters.filter(isListed))).slice(0, count)
  const known = new Map<string, VariedValues>()
  for (let trial = 0; trial < count; trial++)
    for (let draw = 0; draw < mostDraws; draw++) {
      const random = new Random(seed, 'sweep', trial, draw)
      const values = Object.fromEntries(parameters.map((one) => [one.name, draw1(one, random)]))
      const text = JSON.stringify(values)
      if (known.has(text)) continue
      known.set(text, values)
      break
    }
  return [...known.values()]
}

function draw1(parameter: Parameter, random: Random): unknown {
  if (isListed(parameter)) return random.pick(parameter.values)
  const { min, max, isLog, isWhole } = parameter
  // Every whole number of a range has its full width, the ends too.
  if (isWhole && !isLog) return min + random.int(max - min + 1)
  return valueAt(parameter, random.next())
}

function tooMany(count: number): ConfigError {
  const words = errorDetails['bad-sweep']
  const said = { expected: say(words.expectedFewer, { most: mostTrials }), found: String(count) }
  return new ConfigError([{ ...configProblem('parameters', said), where: '' }], 'bad-sweep')
}

/** Every setting of a trial. @param base the settings that all trials share, complete or not */
export function configOfTrial(
  base: Readonly<Partial<Record<SettingName, unknown>>>,
  { values, seed }: Pick<Trial, 'values' | 'seed'>,
): Config {
  return parseConfig({ ...base, ...values, ...(seed !== undefined && { seed }) })
}

/** The settings that a person chose for the trials; the others may come from the initial weights. */
export function givenIn({ settings, parameters, seeds }: SweepSpec): ReadonlySet<SettingName> {
  const varied = parameters.map(({ name }) => name)
  const chosen = new Set<string>([...Object.keys(settings), ...varied, ...(seeds.length > 0 ? ['seed'] : [])])
  return new Set(settingNames.filter((name) => chosen.has(name)))
}

/**
 * Refuses a sweep with a combination that no training could have.
 * @param place where a setting stands in sweep.yaml
 * @throws ConfigError of the first such trial
 */
export function refuseContradictions(spec: SweepSpec, trials: readonly Trial[], place: (name: string) => string): void {
  for (const trial of trials)
    try {
      configOfTrial(spec.settings, trial)
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      const words = errorDetails['bad-sweep']
      throw new ConfigError(
        error.problems.map((one) => {
          const found = say(words.foundInTrial, { found: one.found, values: describeValues(trial.values) })
          const expected =
            one.chinese?.expected === undefined ? one.expected : { en: one.expected, zh: one.chinese.expected }
          return { ...configProblem(one.key, { expected, found }), where: place(one.key) }
        }),
        'bad-sweep',
      )
    }
}

/** What tells one sweep from another of the same name. */
export function planHash(spec: SweepSpec): string {
  return createHash('sha256').update(JSON.stringify(spec)).digest('hex').slice(0, 16)
}
