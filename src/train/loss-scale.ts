// Dynamic loss scaling (Micikevicius et al. 2018): the loss is multiplied before a reverse pass in float16, so that small gradients are not lost.

/** Where the scaling stands: what a checkpoint keeps. */
export interface LossScaleState {
  /** A power of two. */
  readonly scale: number
  /** Steps without overflow since the scale last changed. */
  readonly steps: number
}

export const firstLossScale: LossScaleState = { scale: 2 ** 16, steps: 0 }

/** Steps without overflow after which the scale is doubled, as in PyTorch. */
const GROWTH_INTERVAL = 2000
const LARGEST = 2 ** 24

/** Whether a training can have come to this scale. */
export function isLossScale(scale: number): boolean {
  return scale >= 1 && scale <= LARGEST && Number.isInteger(Math.log2(scale))
}

/** After a step whose gradients were all finite. */
export function afterStep({ scale, steps }: LossScaleState): LossScaleState {
  if (steps + 1 < GROWTH_INTERVAL || scale >= LARGEST) return { scale, steps: steps + 1 }
  return { scale: scale * 2, steps: 0 }
}

/** After gradients that overflowed; undefined where the scale is 1: then they are not finite by themselves. */
export function afterOverflow({ scale }: LossScaleState): LossScaleState | undefined {
  return scale <= 1 ? undefined : { scale: scale / 2, steps: 0 }
}
