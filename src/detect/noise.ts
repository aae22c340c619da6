// Whether one way to detect is better than another on these images, or only seems so: a paired bootstrap over the images.
import { Random } from '../core/random.ts'
import { scoresOf } from '../geometry/icdar.ts'

/** Counts of every image under several ways to detect: `matched[image][way]` and so on; `groundTruths[image]` is the same for all. */
export interface PairedCounts {
  readonly groundTruths: readonly number[]
  readonly matched: readonly Int32Array[]
  readonly detections: readonly Int32Array[]
}

/** What a change of the way is worth. */
export interface Noise {
  /** F-score of the better way less that of the current one. */
  readonly gain: number
  /** In so many of a hundred drawings of the images the gain lies between these. */
  readonly interval: readonly [low: number, high: number]
  readonly confidence: number
  readonly resamples: number
  readonly seed: number
  /** Mean gain on images that were not drawn, by the way that was best on the drawn ones: what can be expected of new images. */
  readonly gainElsewhere: number
  /** The whole interval is above 0, and so is the gain elsewhere. */
  readonly beyondNoise: boolean
}

const seed = 0
const resamples = 1000
/** For choosing anew in each: every one looks at all ways on all images. */
const choices = 200
const confidence = 0.95
/** With fewer images the drawings differ too little to tell anything. */
export const fewestImages = 5

/** Undefined with fewer than `fewestImages`. The same counts give the same answer on every machine. */
export function noiseOf(counts: PairedCounts, current: number, best: number): Noise | undefined {
  const images = counts.groundTruths.length
  if (images < fewestImages) return undefined
  const random = new Random(seed, 'bootstrap', images)
  const gains = Float64Array.from({ length: resamples }, () => {
    const drawn = draw(random, images)
    return fScoreAt(counts, best, drawn) - fScoreAt(counts, current, drawn)
  }).sort()
  const at = (share: number): number => gains[Math.round(share * (resamples - 1))]
  const interval = [at((1 - confidence) / 2), at((1 + confidence) / 2)] as const
  const all = new Uint32Array(images).fill(1)
  const gain = fScoreAt(counts, best, all) - fScoreAt(counts, current, all)
  const gainElsewhere = meanGainElsewhere(counts, current, random)
  const beyondNoise = interval[0] > 0 && gainElsewhere > 0
  return { gain, interval, confidence, resamples, seed, gainElsewhere, beyondNoise }
}

/** How often each image is drawn when as many are drawn as there are, with putting back. */
function draw(random: Random, images: number): Uint32Array {
  const times = new Uint32Array(images)
  for (let drawn = 0; drawn < images; drawn++) times[random.int(images)]++
  return times
}

function meanGainElsewhere(counts: PairedCounts, current: number, random: Random): number {
  const images = counts.groundTruths.length
  let sum = 0
  for (let choice = 0; choice < choices; choice++) {
    const drawn = draw(random, images)
    const others = drawn.map((times) => (times === 0 ? 1 : 0))
    const scores = fScores(counts, drawn)
    const chosen = scores[current] === Math.max(...scores) ? current : scores.indexOf(Math.max(...scores))
    sum += fScoreAt(counts, chosen, others) - fScoreAt(counts, current, others)
  }
  return sum / choices
}

/** Pooled F-score of one way, each image counted as often as `times` says. */
function fScoreAt({ groundTruths, matched, detections }: PairedCounts, way: number, times: Uint32Array): number {
  const total = { matched: 0, groundTruths: 0, detections: 0 }
  for (let image = 0; image < times.length; image++) {
    total.matched += times[image] * matched[image][way]
    total.groundTruths += times[image] * groundTruths[image]
    total.detections += times[image] * detections[image][way]
  }
  return scoresOf(total).fScore
}

/** Pooled F-scores of all ways, image by image so that the counts are read in the order in which they lie. */
function fScores({ groundTruths, matched, detections }: PairedCounts, times: Uint32Array): number[] {
  const found = new Float64Array(matched[0].length)
  const boxes = new Float64Array(matched[0].length)
  let texts = 0
  for (let image = 0; image < times.length; image++) {
    if (times[image] === 0) continue
    texts += times[image] * groundTruths[image]
    for (let way = 0; way < found.length; way++) {
      found[way] += times[image] * matched[image][way]
      boxes[way] += times[image] * detections[image][way]
    }
  }
  return Array.from(
    found,
    (matches, way) => scoresOf({ matched: matches, groundTruths: texts, detections: boxes[way] }).fScore,
  )
}
