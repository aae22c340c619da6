// What several processes computed of one batch, brought together: gradients added, losses and statistics in the order of the parts.
import type { Ranks } from '../cluster/ranks.ts'
import type { PartResult, Weights } from './weights.ts'

/**
 * Computes this process's part while the others compute theirs, and leaves the sum of all gradients in `weights`. Losses, statistics and
 * gradients are those of one process that computes the parts of all ranks one after the other.
 */
export async function sumOverRanks(ranks: Ranks, compute: () => Promise<Computed>): Promise<Computed> {
  const { weights, result } = await ranks.compute(compute)
  const all = await ranks.numbers(pack(result))
  await weights.sumOver((gradients) => ranks.sum(gradients))
  return { weights, result: all.map((numbers) => unpack(numbers, result)).reduce(addUp) }
}

/** A part that was computed, and where its gradients are. */
export interface Computed {
  readonly weights: Weights
  readonly result: PartResult
}

/** The results of two parts of a batch as those of both: losses summed, statistics one after the other. */
export function addUp(sum: PartResult, { losses, statistics }: PartResult): PartResult {
  return {
    losses: {
      total: sum.losses.total + losses.total,
      bce: sum.losses.bce + losses.bce,
      l1: sum.losses.l1 + losses.l1,
      dice: sum.losses.dice + losses.dice,
    },
    statistics: [...sum.statistics, ...statistics],
  }
}

/** Losses and statistics as one row of numbers: 64 bits hold both kinds exactly. */
function pack({ losses: { total, bce, l1, dice }, statistics }: PartResult): Float64Array<ArrayBuffer> {
  return Float64Array.from([
    total,
    bce,
    l1,
    dice,
    ...statistics.flatMap(({ mean, variance }) => [...mean, ...variance]),
  ])
}

/** @param like a result with the same layers */
function unpack(numbers: Float64Array, like: PartResult): PartResult {
  const [total, bce, l1, dice] = numbers
  let at = 4
  const take = ({ length }: Float32Array): Float32Array => Float32Array.from(numbers.subarray(at, (at += length)))
  const statistics = like.statistics.map(({ layer, mean, variance }) => ({
    layer,
    mean: take(mean),
    variance: take(variance),
  }))
  return { losses: { total, bce, l1, dice }, statistics }
}
