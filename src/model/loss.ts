// The loss of DBNet (Liao et al. 2020, section 3.4): balanced cross entropy, L1 inside the border, dice.
import { abs, add, clip, div, log, mul, oneMinus, reduceSum, relu, sub, topKMask } from '../graph/build.ts'
import type { Value } from '../graph/graph.ts'

/** Ground truth of a batch, each (N, 1, H, W). */
export interface TargetValues {
  /** 1 inside the shrunk polygons. */
  readonly shrinkMap: Value
  /** 0 where nothing counts. */
  readonly shrinkMask: Value
  /** 0.3 to 0.7 near the borders. */
  readonly thresholdMap: Value
  /** 1 near the borders. */
  readonly thresholdMask: Value
}

/** What the network gives while training, each (N, 1, H, W) in 0..1. */
export interface Predictions {
  readonly binary: Value
  readonly thresh: Value
  readonly threshBinary: Value
}

export interface LossSettings {
  /** Negatives that count for each positive, hardest first. */
  readonly ohemRatio: number
  readonly bceWeight: number
  readonly l1Weight: number
  readonly diceWeight: number
}

export const defaultLoss: LossSettings = { ohemRatio: 3, bceWeight: 5, l1Weight: 10, diceWeight: 1 }

const EPSILON = 1e-6
/** Smallest argument of a logarithm: keeps log(0) finite, as the clamp at -100 of PyTorch's cross entropy does. */
const TINY = 1e-37

/** The loss and its unweighted parts, all scalars. */
export interface Loss {
  readonly total: Value
  readonly bce: Value
  readonly l1: Value
  readonly dice: Value
}

export function dbLoss(prediction: Predictions, target: TargetValues, settings: LossSettings): Loss {
  const text = mul(target.shrinkMap, target.shrinkMask)
  const seen = { ...target, text, count: reduceSum(text) }
  const bce = balancedCrossEntropy(prediction.binary, seen, settings.ohemRatio)
  const l1 = maskedL1(prediction.thresh, target)
  const dice = diceLoss(prediction.threshBinary, seen)
  const total = add(add(mul(bce, settings.bceWeight), mul(l1, settings.l1Weight)), mul(dice, settings.diceWeight))
  return { total, bce, l1, dice }
}

/** With the text that counts, (N, 1, H, W), and how much there is. */
type SeenTargets = TargetValues & { readonly text: Value; readonly count: Value }

/** Cross entropy over all positives and the hardest `ratio` times as many negatives (online hard example mining). */
function balancedCrossEntropy(
  p: Value,
  { shrinkMap: t, shrinkMask: mask, text: positive, count: positives }: SeenTargets,
  ratio: number,
): Value {
  const background = mul(sub(t, 1), mask) // -1 where no text is
  const most = mul(positives, ratio)
  const negatives = sub(most, relu(add(most, reduceSum(background)))) // the smaller of both counts
  const logP = log(clip(p, TINY, 1))
  const logQ = log(clip(oneMinus(p), TINY, 1))
  const negativeLoss = mul(logQ, background)
  const hardest = topKMask(negativeLoss, negatives)
  const sum = sub(reduceSum(mul(negativeLoss, hardest)), reduceSum(mul(logP, positive)))
  return div(sum, add(add(positives, negatives), EPSILON))
}

/** Mean |p - t| inside the mask; 0 for an empty one. */
function maskedL1(p: Value, { thresholdMap: t, thresholdMask: mask }: TargetValues): Value {
  const count = clip(reduceSum(mask), 1, Infinity)
  return div(reduceSum(mul(abs(sub(p, t)), mask)), count)
}

/** 1 - 2 |p t| / (|p| + |t|) inside the mask; 0 for an empty one. */
function diceLoss(p: Value, { shrinkMap: t, shrinkMask: mask, count }: SeenTargets): Value {
  const pInside = mul(p, mask)
  const intersection = reduceSum(mul(pInside, t))
  const union = add(add(reduceSum(pInside), count), EPSILON)
  return mul(oneMinus(div(mul(intersection, 2), union)), clip(reduceSum(mask), 0, 1))
}
