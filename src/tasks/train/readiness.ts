// What speaks against a training before it is started: a data set that cannot be used, too few images or steps, texts too small for the network.
import { inputSizes } from '../../core/input-size.ts'
import { fewestSteps } from '../../diagnose/rules/few-steps.ts'
import { startsFromScratch } from '../../run/initial-weights.ts'
import type { Config } from '../../run/settings/table.ts'
import { checkInBoth, type CheckInBoth, type ProblemGroup } from '../data/check-in-both.ts'

export interface ReadinessTask {
  readonly config: Config
  /** Folders that no path of the data set may lead out of. */
  readonly within?: readonly string[]
}

export interface Readiness {
  /** Errors of the data set; a training refuses to start with any. */
  readonly errors: number
  /** The first few kinds of them. */
  readonly problems: readonly ProblemGroup[]
  /** Splits with fewer images than make sense. */
  readonly fewImages: readonly ProblemGroup[]
  readonly steps?: { readonly planned: number; readonly needed: number; readonly epochs: number }
  readonly smallTexts?: SmallTexts
}

/** Texts that the network cannot learn at the chosen input size. */
interface SmallTexts {
  readonly texts: number
  readonly of: number
  /** Network pixels. */
  readonly least: number
  /** Height and width of a network for which nine of ten texts are large enough; absent where none is. */
  readonly better?: readonly [number, number]
}

/** Kinds of problems that are told, and of each the places. */
const mostTold = 3
/** A smaller share of texts that are too small is usual, and no reason for another size. */
const noticedShare = 0.1

/** Looks at the data set by the headers of its images alone: seconds for thousands. */
export async function readinessOf({ config, within }: ReadinessTask): Promise<Readiness> {
  const { train_data_dir: data, input_size: inputSize, min_text_size: minTextSize } = config
  const check = await checkInBoth({ data, inputSize, minTextSize, fast: true, ...(within && { within }) })
  const steps = stepsOf(config, check)
  const smallTexts = smallTextsOf(config, check)
  return {
    errors: check.errors,
    problems: firstOf(check.groups.filter(({ severity }) => severity === 'error')),
    fewImages: check.errors > 0 ? [] : check.groups.filter(({ code }) => code === 'few-images'),
    ...(steps !== undefined && { steps }),
    ...(smallTexts !== undefined && { smallTexts }),
  }
}

/** The first few kinds, with the first few places of each. */
function firstOf(groups: readonly ProblemGroup[]): ProblemGroup[] {
  return groups.slice(0, mostTold).map((group) => ({ ...group, problems: group.problems.slice(0, mostTold) }))
}

function stepsOf(config: Config, { totals }: CheckInBoth): Readiness['steps'] {
  const iterations = Math.ceil(totals.train.images / config.batch_size)
  const planned = iterations * config.num_epochs
  const needed = fewestSteps(startsFromScratch(config))
  return planned === 0 || planned >= needed ? undefined : { planned, needed, epochs: Math.ceil(needed / iterations) }
}

function smallTextsOf({ input_size: size, min_text_size: least }: Config, check: CheckInBoth): SmallTexts | undefined {
  const { texts: all, ignored, textHeights } = check.totals.train
  if (textHeights === undefined) return undefined
  const { tooSmall: texts, low } = textHeights
  const of = all - ignored
  if (texts <= of * noticedShare) return undefined
  const better = enlarged(size, least / low)
  return { texts, of, least, ...(better !== undefined && { better }) }
}

/** The size at which a text is `factor` times as large; undefined where no network is that large. */
export function enlarged(size: readonly [number, number], factor: number): readonly [number, number] | undefined {
  const { max, multipleOf } = inputSizes
  const [height, width] = size.map((side) => Math.ceil((side * factor) / multipleOf) * multipleOf)
  return height <= max && width <= max && factor > 1 ? [height, width] : undefined
}
