// What computes the steps of a training, on every process that takes part: the trainer, the batches and the loop, from one description.
import type { Ranks } from '../../cluster/ranks.ts'
import type { TensorMap } from '../../core/tensor.ts'
import { BatchLoader } from '../../data/batches/loader.ts'
import { batchesPerEpoch } from '../../data/batches/plan.ts'
import type { Preprocessing } from '../../data/preprocess.ts'
import type { Sample } from '../../data/types.ts'
import type { SessionOptions } from '../../graph/session.ts'
import type { Config } from '../../run/settings/table.ts'
import { trainOn, type Position, type TrainEvent } from '../../train/loop.ts'
import type { LossScaleState } from '../../train/loss-scale.ts'
import type { OptimizerState } from '../../train/optimizer.ts'
import { Trainer } from '../../train/trainer.ts'
import {
  augmentation,
  freezesNorm,
  frozenPrefixes,
  lossSettings,
  optimizerSettings,
  scheduleSettings,
  targetSettings,
} from './settings.ts'

/** Everything that the steps of a training follow from: plain values, which go to other processes as they are. */
export interface TrainingPlan {
  readonly config: Config
  /** The training list. */
  readonly samples: readonly Sample[]
  readonly preprocessing: Preprocessing
  readonly parameters: TensorMap
  readonly optimizer: OptimizerState | undefined
  /** Where the loss scaling stands, in float16. */
  readonly lossScale: LossScaleState | undefined
  readonly position: Position
}

/** What is this process's own. */
export interface Place {
  readonly session: SessionOptions
  readonly ranks: Ranks | undefined
  readonly stop: AbortSignal
}

/** Builds and loads the training graph for this process's part of each batch. */
export function createTrainer(
  { config, parameters, optimizer, lossScale }: TrainingPlan,
  { session, ranks }: Place,
): Promise<Trainer> {
  return Trainer.create({
    parameters,
    ranks,
    images: [config.batch_size / (ranks?.size ?? 1), 3, ...config.input_size],
    ...(config.micro_batch !== 'auto' && { microBatch: config.micro_batch }),
    loss: lossSettings(config),
    optimizer: optimizerSettings(config),
    ...(optimizer && { optimizerState: optimizer }),
    frozen: frozenPrefixes(config),
    freezeNorm: freezesNorm(config),
    maxGradNorm: config.max_grad_norm,
    recompute: config.save_memory,
    precision: config.precision,
    lossScale,
    session,
  })
}

/** The events of all steps that are left, with batches that are loaded ahead. */
export async function* trainingEvents(
  trainer: Trainer,
  { config, samples, preprocessing, position }: TrainingPlan,
  { ranks, stop }: Place,
): AsyncGenerator<TrainEvent> {
  const loader = new BatchLoader({
    samples,
    batchSize: config.batch_size,
    part: ranks && { index: ranks.rank, count: ranks.size },
    seed: config.seed,
    preprocessing,
    augmentation: augmentation(config),
    targets: targetSettings(config),
    firstEpoch: position.epoch,
    lastEpoch: config.num_epochs - 1,
    skipBatches: position.iteration,
    ...(config.num_workers !== 'auto' && { workers: config.num_workers }),
  })
  try {
    yield* trainOn({
      trainer,
      batches: loader,
      schedule: scheduleSettings(config),
      epochs: config.num_epochs,
      iterationsPerEpoch: batchesPerEpoch({ sampleCount: samples.length, batchSize: config.batch_size }),
      autoBatch: config.auto_batch,
      stop,
      ranks,
    })
  } finally {
    await loader.close()
  }
}
