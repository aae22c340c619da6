// Whether one way to detect is better than another on these pictures, or only seems so: a paired bootstrap over the pictures.
import { Random } from '../core/random.ts'
import { scoresOf } from '../geometry/icdar.ts'

/** Counts of every picture under several ways to detect: `matched[picture][way]` and so on; `truths[picture]` is the same for all. */
export interface PairedCounts {
  readonly truths: readonly number[]
  readonly matched: readonly Int32Array[]
  readonly detections: readonly Int32Array[]
}

/** What a change of the way is worth. */
export interface Noise {
  /** F-score of the better way less that of the current one. */
  readonly gain: number
  /** In so many of a hundred drawings of the pictures the gain lies between these. */
  readonly interval: readonly [low: number, high: number]
  readonly confidence: number
  readonly resamples: number
  readonly seed: number
  /** Mean gain on pictures that were not drawn, by the way that was best on the drawn ones: what can be expected of new pictures. */
  readonly gainElsewhere: number
  /** The whole interval is above 0, and so is the gain elsewhere. */
  readonly beyondNoise: boolean
}

const seed = 0
const resamples = 1000
/** For choosing anew in each: every one looks at all ways on all pictures. */
const choices = 200
const confidence = 0.95
/** With fewer pictures the drawings differ too little to tell anything. */
export const fewestPictures = 5

/** Undefined with fewer than `fewestPictures`. The same counts give the same answer on every machine. */
export function noiseOf(counts: PairedCounts, current: number, best: number): Noise | undefined {
  const pictures = counts.truths.length
  if (pictures < fewestPictures) return undefined
  const random = new Random(seed, 'bootstrap', pictures)
  const gains = Float64Array.from({ length: resamples }, () => {
    const drawn = draw(random, pictures)
    return fScoreAt(counts, best, drawn) - fScoreAt(counts, current, drawn)
  }).sort()
  const at = (share: number): number => gains[Math.round(share * (resamples - 1))]
  const interval = [at((1 - confidence) / 2), at((1 + confidence) / 2)] as const
  const all = new Uint32Array(pictures).fill(1)
  const gain = fScoreAt(counts, best, all) - fScoreAt(counts, current, all)
  const gainElsewhere = meanGainElsewhere(counts, current, random)
  const beyondNoise = interval[0] > 0 && gainElsewhere > 0
  return { gain, interval, confidence, resamples, seed, gainElsewhere, beyondNoise }
}

/** How often each picture is drawn when as many are drawn as there are, with putting back. */
function draw(random: Random, pictures: number): Uint32Array {
  const times = new Uint32Array(pictures)
  for (let drawn = 0; drawn < pictures; drawn++) times[random.int(pictures)]++
  return times
}

function meanGainElsewhere(counts: PairedCounts, current: number, random: Random): number {
  const pictures = counts.truths.length
  let sum = 0
  for (let choice = 0; choice < choices; choice++) {
    const drawn = draw(random, pictures)
    const others = drawn.map((times) => (times === 0 ? 1 : 0))
    const scores = fScores(counts, drawn)
    const chosen = scores[current] === Math.max(...scores) ? current : scores.indexOf(Math.max(...scores))
    sum += fScoreAt(counts, chosen, others) - fScoreAt(counts, current, others)
  }
  return sum / choices
}

/** Pooled F-score of one way, each picture counted as often as `times` says. */
function fScoreAt({ truths, matched, detections }: PairedCounts, way: number, times: Uint32Array): number {
  const total = { matched: 0, truths: 0, detections: 0 }
  for (let picture = 0; picture < times.length; picture++) {
    total.matched += times[picture] * matched[picture][way]
    total.truths += times[picture] * truths[picture]
    total.detections += times[picture] * detections[picture][way]
  }
  return scoresOf(total).fScore
}

/** Pooled F-scores of all ways, picture by picture so that the counts are read in the order in which they lie. */
function fScores({ truths, matched, detections }: PairedCounts, times: Uint32Array): number[] {
  const found = new Float64Array(matched[0].length)
  const boxes = new Float64Array(matched[0].length)
  let texts = 0
  for (let picture = 0; picture < times.length; picture++) {
    if (times[picture] === 0) continue
    texts += times[picture] * truths[picture]
    for (let way = 0; way < found.length; way++) {
      found[way] += times[picture] * matched[picture][way]
      boxes[way] += times[picture] * detections[picture][way]
    }
  }
  return Array.from(
    found,
    (matches, way) => scoresOf({ matched: matches, truths: texts, detections: boxes[way] }).fScore,
  )
}
