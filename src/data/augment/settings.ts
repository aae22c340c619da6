// What training may do to an image before the network sees it.

/** Ranges of the random changes. Every step has its own off value: 0 for the first six, [1, 1] for `scale`. */
export interface Augmentation {
  /** Whether anything is changed; without it an image is resized as for detection. */
  readonly enabled: boolean
  /** Probability of mirroring left to right, 0 to 1. */
  readonly flip: number
  /** Largest rotation either way, in degrees, 0 to 45. */
  readonly rotate: number
  /** Range of the size relative to the image fitted into the input: above 1 crops, below 1 leaves a margin. */
  readonly scale: readonly [low: number, high: number]
  /** Largest change of brightness, contrast and saturation either way, as a fraction, 0 to 1. */
  readonly brightness: number
  readonly contrast: number
  readonly saturation: number
}

/** The published recipe's geometry (flip 0.5, 10 degrees either way, scale 0.5 to 3) and a modest colour jitter. */
export const defaultAugmentation: Augmentation = {
  enabled: true,
  flip: 0.5,
  rotate: 10,
  scale: [0.5, 3],
  brightness: 0.2,
  contrast: 0.2,
  saturation: 0.3,
}

/** Nothing is changed. */
export const noAugmentation: Augmentation = {
  enabled: false,
  flip: 0,
  rotate: 0,
  scale: [1, 1],
  brightness: 0,
  contrast: 0,
  saturation: 0,
}
