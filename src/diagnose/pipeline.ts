// The pipeline check: when nothing is found although the loss falls, where on the way from labels to scores is everything lost?
import type { Facts, RawFinding } from './finding.ts'
import type { FindingCode } from './kinds.ts'

/** What was measured for the pipeline check; parts that could not be measured are undefined. */
export interface PipelineFacts {
  /** Boxes of the evaluated images, and how many of them are do-not-care. */
  readonly labels: { readonly boxes: number; readonly ignored: number } | undefined
  /** The probability map of a few test images. */
  readonly map: MapFacts | undefined
  /** Boxes that the last evaluation kept. */
  readonly kept: number | undefined
  /** Images that the network looked at but the ground truth does not name, or the other way round. */
  readonly names: { readonly compared: number; readonly differing: readonly string[] } | undefined
  /** How well found boxes cover texts, as they are and when all are scaled by one factor. */
  readonly overlap: OverlapFacts | undefined
}

export interface MapFacts {
  readonly images: number
  readonly binaryThreshold: number
  readonly boxThreshold: number
  /** The highest probability, and how many pixels exceed the threshold. */
  readonly highest: number
  readonly pixelsAbove: number
  /** Regions over the threshold that are large enough, before the score filter, and the best mean probability of one. */
  readonly regions: number
  readonly bestScore: number
}

export interface OverlapFacts {
  readonly boxes: number
  /** The best intersection over union of a found box with a text. */
  readonly best: number
  /** Texts that would be matched if all found boxes were scaled by `scale`. */
  readonly scale: number
  readonly matchedWhenScaled: number
  readonly texts: number
}

/** The stages, in the order in which they are climbed. */
export const stages = ['labels', 'pixels', 'regions', 'scores', 'names', 'sizes', 'overlap'] as const
export type Stage = (typeof stages)[number]

/** One stage: passed, failed, or not known because something to measure it with was missing. */
export interface StageResult {
  readonly stage: Stage
  readonly result: 'passed' | 'failed' | 'unknown'
  readonly facts: Facts
}

/** This share of the texts matched after scaling means that the sizes differ. */
const scaledShare = 0.3

type StageCheck = (facts: PipelineFacts) => Omit<StageResult, 'stage'>

const unknown = { result: 'unknown', facts: {} } as const
const verdict = (passed: boolean, facts: Facts): Omit<StageResult, 'stage'> => ({
  result: passed ? 'passed' : 'failed',
  facts,
})

const stageChecks: Readonly<Record<Stage, StageCheck>> = {
  labels: ({ labels }) => (labels === undefined ? unknown : verdict(labels.ignored < labels.boxes, { ...labels })),
  pixels: ({ map, kept }) => {
    if (map === undefined) return keptAny(kept)
    const { highest, binaryThreshold, pixelsAbove, images } = map
    return verdict(pixelsAbove > 0, { highest, binaryThreshold, pixelsAbove, images })
  },
  regions: ({ map, kept }) => {
    if (map === undefined) return keptAny(kept)
    return verdict(map.regions > 0, { regions: map.regions, pixelsAbove: map.pixelsAbove })
  },
  scores: ({ map, kept }) => {
    if (map === undefined) return keptAny(kept)
    const { bestScore, boxThreshold, regions } = map
    return verdict(bestScore >= boxThreshold, { bestScore, boxThreshold, regions })
  },
  names: ({ names }) => {
    if (names === undefined) return unknown
    const { compared, differing } = names
    return verdict(differing.length === 0, { compared, differing: differing.length, first: differing[0] ?? '' })
  },
  sizes: ({ overlap }) => {
    if (overlap === undefined || overlap.boxes === 0) return unknown
    const { scale, matchedWhenScaled, texts } = overlap
    return verdict(matchedWhenScaled < scaledShare * texts, { scale, matchedWhenScaled, texts })
  },
  overlap: ({ overlap }) => {
    if (overlap === undefined || overlap.boxes === 0) return unknown
    return verdict(overlap.best > 0.5, { best: overlap.best, boxes: overlap.boxes })
  },
}

/** Boxes that came through every filter prove that pixels, regions and scores are there. */
function keptAny(kept: number | undefined): Omit<StageResult, 'stage'> {
  return kept !== undefined && kept > 0 ? { result: 'passed', facts: { kept } } : unknown
}

/** Every stage up to and including the first that fails. */
export function checkPipeline(facts: PipelineFacts): StageResult[] {
  const results: StageResult[] = []
  for (const stage of stages) {
    const result = { stage, ...stageChecks[stage](facts) }
    results.push(result)
    if (result.result === 'failed') break
  }
  return results
}

/** What a failed stage is called among the findings. */
const codes = {
  labels: 'labels-all-ignored',
  pixels: 'map-below-threshold',
  regions: 'no-region-large-enough',
  scores: 'scores-below-threshold',
  names: 'names-differ',
  sizes: 'sizes-differ',
  overlap: 'boxes-miss-texts',
} as const satisfies Readonly<Record<Stage, FindingCode>>

/** Findings of the pipeline check, some of which a rule finds too. */
export type PipelineCode = (typeof codes)[Stage]

/** What they explain. */
export const pipelineConsequences = {
  'names-differ': ['f-score-zero', 'no-best-model'],
  'sizes-differ': ['f-score-zero', 'no-best-model'],
  'map-below-threshold': ['f-score-zero', 'no-best-model', 'still-improving'],
  'no-region-large-enough': ['f-score-zero', 'no-best-model', 'still-improving'],
  'scores-below-threshold': ['f-score-zero', 'no-best-model', 'still-improving'],
  'boxes-miss-texts': ['f-score-zero', 'no-best-model', 'still-improving'],
} as const satisfies Readonly<Record<Exclude<PipelineCode, 'labels-all-ignored'>, readonly FindingCode[]>>

/** The finding that the pipeline check ends with; none when no stage failed. */
export function pipelineFinding(results: readonly StageResult[]): RawFinding[] {
  const failed = results.find(({ result }) => result === 'failed')
  if (failed === undefined) return []
  // the facts of a stage are those that the words of its finding mention; `tests/diagnose/pipeline.test.ts` fills them in
  return [{ code: codes[failed.stage], evidence: [], facts: failed.facts } as unknown as RawFinding]
}
