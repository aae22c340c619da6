// Settings that belong to weights: a training takes them over from its initial weights, unless it is told otherwise.
import type { DetectorSettings } from '../../detect/settings.ts'
import { settings, type Config } from '../../run/settings/table.ts'
import type { OptionName } from '../models/detector-options.ts'

/** The settings that travel with weights, and where they stand in a file; how images are padded is a matter of speed. */
const carried = {
  resize: ({ preprocessing }) => preprocessing.resize,
  short_side: ({ preprocessing }) => preprocessing.shortSide,
  binary_threshold: ({ postProcessing }) => postProcessing.binaryThreshold,
  box_threshold: ({ postProcessing }) => postProcessing.boxThreshold,
  unclip_ratio: ({ postProcessing }) => postProcessing.unclipRatio,
  max_candidates: ({ postProcessing }) => postProcessing.maxCandidates,
  box_type: ({ postProcessing }) => postProcessing.output,
} satisfies { [Name in Exclude<OptionName, 'input_size' | 'padding'>]: (settings: DetectorSettings) => Config[Name] }

type CarriedName = keyof typeof carried
const carriedNames = Object.keys(carried) as CarriedName[]

export interface Carried {
  readonly config: Config
  /** Settings that came from the weights and are not the defaults, as `binary_threshold 0.4`. */
  readonly taken: readonly string[]
  /** What the training was told otherwise, as `binary_threshold is 0.2 here and 0.4 in the initial weights`. */
  readonly differing: readonly string[]
}

/**
 * The configuration with the settings of its initial weights.
 * @param given the settings that a person chose, by flag, file or form; they stay
 */
export function carrySettings(
  asked: Config,
  weights: DetectorSettings | undefined,
  given: ReadonlySet<string>,
): Carried {
  // A threshold that a person chose is not chosen anew.
  const isTold = given.has('binary_threshold') && !given.has('tune_threshold')
  const config = isTold ? { ...asked, tune_threshold: false } : asked
  if (weights === undefined) return { config, taken: [], differing: [] }
  const values = carriedNames.map((name) => ({ name, value: carried[name](weights), reported: given.has(name) }))
  const taken = values.filter(({ reported }) => !reported)
  const changed = taken.filter(({ name, value }) => value !== settings[name].default)
  const differing = values.filter(({ name, value, reported }) => reported && value !== config[name])
  const size = weights.preprocessing.size
  return {
    config: { ...config, ...Object.fromEntries(taken.map(({ name, value }) => [name, value])) },
    taken: changed.map(({ name, value }) => `${name} ${value}`),
    differing: [
      ...differing.map(({ name, value }) => `${name} is ${config[name]} here and ${value} in the initial weights`),
      ...(size.join('x') === config.input_size.join('x')
        ? []
        : [`input_size is ${config.input_size.join('x')} here and ${size.join('x')} in the initial weights`]),
    ],
  }
}
