// What speaks against a training before it is started: a data set that cannot be used, too few images or steps, texts too small for the network.
import { fewestSteps } from '../../diagnose/rules/few-steps.ts'
import { startsFromScratch } from '../../run/initial-weights.ts'
import type { Config } from '../../run/settings/table.ts'
import { lookAt, type LookedAt } from '../data/check.ts'
import { groupProblems, type ProblemGroup } from '../data/check-in-both.ts'
import { smallTextsOf } from '../data/small-texts.ts'

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
  /** Height and width of a network for which nearly all are large enough; absent where none is. */
  readonly better?: readonly [number, number]
}

/** Kinds of problems that are told, and of each the places. */
const mostTold = 3
/** A smaller share of texts that are too small is usual, and no reason for another size. */
const noticedShare = 0.1

/** Looks at the data set by the headers of its images alone: seconds for thousands. */
export async function readinessOf({ config, within }: ReadinessTask): Promise<Readiness> {
  const { train_data_dir: data, input_size: inputSize, min_text_size: minTextSize } = config
  const look = await lookAt({ data, inputSize, minTextSize, fast: true, ...(within && { within }) })
  const { errors } = look.report
  const groups = groupProblems(look.check.problems, new Map())
  const steps = stepsOf(config, look)
  const smallTexts = smallTextsIn(look)
  return {
    errors,
    problems: firstOf(groups.filter(({ severity }) => severity === 'error')),
    fewImages: errors > 0 ? [] : groups.filter(({ code }) => code === 'few-images'),
    ...(steps !== undefined && { steps }),
    ...(smallTexts !== undefined && { smallTexts }),
  }
}

/** The first few kinds, with the first few places of each. */
function firstOf(groups: readonly ProblemGroup[]): ProblemGroup[] {
  return groups.slice(0, mostTold).map((group) => ({ ...group, problems: group.problems.slice(0, mostTold) }))
}

function stepsOf(config: Config, { check: { totals } }: LookedAt): Readiness['steps'] {
  const iterations = Math.ceil(totals.train.images / config.batch_size)
  const planned = iterations * config.num_epochs
  const needed = fewestSteps(startsFromScratch(config))
  return planned === 0 || planned >= needed ? undefined : { planned, needed, epochs: Math.ceil(needed / iterations) }
}

function smallTextsIn(look: LookedAt): Readiness['smallTexts'] {
  const { images, totals, view } = look.check
  const of = (['train', 'test'] as const).reduce((sum, split) => sum + totals[split].texts - totals[split].ignored, 0)
  const small = smallTextsOf(images, view)
  if (small === undefined || small.count <= of * noticedShare) return undefined
  const { count: texts, least, better } = small
  return { texts, of, least, ...(better?.isEnough === true && { better: better.input }) }
}
