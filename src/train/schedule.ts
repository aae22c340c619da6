// The learning rate at every iteration: a pure function of the settings and of how far the training is.

export type ScheduleName = 'StepLR' | 'poly' | 'cosine' | 'constant'

export interface ScheduleSettings {
  readonly name: ScheduleName
  /** The rate of the configuration: what the schedule starts from. */
  readonly learningRate: number
  /** StepLR: epochs between two drops. */
  readonly stepSize: number
  /** StepLR: factor of each drop. */
  readonly gamma: number
  /** poly: exponent. */
  readonly power: number
  /** Iterations over which the rate rises linearly from near 0 to the schedule's value; 0 is none. */
  readonly warmupIterations: number
}

/** Where a training is: `epoch` counts from 0, `iteration` within the epoch from 0. */
export interface Progress {
  readonly epoch: number
  readonly iteration: number
  readonly epochs: number
  readonly iterationsPerEpoch: number
}

const shapes: Readonly<Record<ScheduleName, (settings: ScheduleSettings, progress: Progress) => number>> = {
  StepLR: ({ stepSize, gamma }, { epoch }) => gamma ** Math.floor(epoch / stepSize),
  poly: ({ power }, progress) => (1 - fraction(progress)) ** power,
  cosine: (_, progress) => (1 + Math.cos(Math.PI * fraction(progress))) / 2,
  constant: () => 1,
}

/** Share of the training that is done, 0 to just under 1. */
function fraction({ epoch, iteration, epochs, iterationsPerEpoch }: Progress): number {
  return (epoch * iterationsPerEpoch + iteration) / (epochs * iterationsPerEpoch)
}

/** The learning rate for the iteration that `progress` points at. */
export function learningRateAt(settings: ScheduleSettings, progress: Progress): number {
  const { name, learningRate, warmupIterations } = settings
  const step = progress.epoch * progress.iterationsPerEpoch + progress.iteration
  const warmup = step < warmupIterations ? (step + 1) / (warmupIterations + 1) : 1
  return learningRate * warmup * shapes[name](settings, progress)
}

/** Drops of StepLR when none is configured: after each third of the training, so that the last third runs at 1 % of the rate. */
export function automaticStepSize(epochs: number): number {
  return Math.max(1, Math.ceil(epochs / 3))
}
