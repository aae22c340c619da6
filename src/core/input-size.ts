// Which input sizes a network may have: one range for training, evaluation and export.

/** Smallest and largest height and width in pixels; both are multiples of what the network downsamples by. */
export const inputSizes = { min: 32, max: 2048, multipleOf: 32 } as const
