// What a checkpoint holds: weights, what a detector needs besides them, and what a training needs to go on exactly.
import type { TensorMap } from '../core/tensor.ts'
import type { DetectorSettings } from '../detect/settings.ts'
import type { Position } from '../train/loop.ts'
import type { LossScaleState } from '../train/loss-scale.ts'
import type { OptimizerName, OptimizerState } from '../train/optimizer.ts'

/** Key of the averaged weights in the file, beside `state_dict`. */
export const AVERAGE_KEY = 'state_dict_ema'

/** State of a training besides its weights. Order and augmentation are pure functions of the seed, epoch and sample. */
export interface TrainingState {
  readonly seed: number
  readonly optimizerName: OptimizerName
  readonly optimizer: OptimizerState
  /** Where the loss scaling stands; undefined for a training in float32. */
  readonly lossScale?: LossScaleState | undefined
  /** Best F-score so far and the epoch that reached it; undefined before the first evaluation. */
  readonly best: { readonly fScore: number; readonly epoch: number } | undefined
}

export interface Checkpoint {
  /** Every parameter and running statistic under its published name. */
  readonly parameters: TensorMap
  /** Their exponential mean, of the same names, where the training keeps one (`ema`): what is evaluated and used. */
  readonly average?: TensorMap | undefined
  /** Undefined for files of other tools. */
  readonly settings: DetectorSettings | undefined
  /** How far the training was; undefined for files of other tools. */
  readonly position: Position | undefined
  /** F-score of exactly these weights on the test list, where it was measured. */
  readonly fScore: number | undefined
  /** Undefined in files that are not made for going on, such as best_model.pth. */
  readonly training: TrainingState | undefined
  /** The configuration of the run, as in its config.yaml. */
  readonly config: Readonly<Record<string, unknown>> | undefined
}

/** The weights to detect with: the mean of the training's weights where one was kept, else the weights themselves. */
export function weightsForUse({ parameters, average }: Pick<Checkpoint, 'parameters' | 'average'>): TensorMap {
  return average ?? parameters
}
