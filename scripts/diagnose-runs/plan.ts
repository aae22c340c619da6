// What a labelled run is made from, and what is known about it because it was made so.
import type { Config } from '../../src/run/settings/table.ts'
import type { DataName } from './data-sets.ts'

/** One run to make. */
export interface RunPlan {
  /** Folder of the run in the labelled set. */
  readonly name: string
  readonly data: DataName
  /** Besides `common` below. */
  readonly settings: Partial<Config>
  readonly label: Label
  /** Something that happens when a line of the log matches. */
  readonly event?: { readonly at: RegExp; readonly does: 'stop' | 'kill' | 'spoil' | 'remove' }
  /** After its end the run is resumed, to this many epochs. */
  readonly resumeTo?: number
  /** Limits of the process (ulimit): address space, and size of a file. */
  readonly limits?: { readonly addressMb?: number; readonly fileMb?: number }
}

/** What is true of a run. */
export interface Label {
  /** In a few words what was done right or wrong. */
  readonly kind: string
  /** Nothing was done wrong, and it learnt: its last F-score is 0.1 or more. */
  readonly healthy: boolean
  /** Codes of the findings that must come. */
  readonly expect: readonly string[]
  /** Codes of findings that are true too, but need not come: consequences, and advice that is right here. */
  readonly allow: readonly string[]
}

/** Settings of every run unless its plan says otherwise: small, so that a run takes half a minute. */
export const common: Partial<Config> = {
  batch_size: 4,
  num_epochs: 8,
  learning_rate: 0.001,
  input_size: [96, 96],
  optimizer: 'Adam',
  scheduler: 'poly',
  freeze: 'backbone',
  init: 'weights/early.pth',
  augment: false,
  tensorboard: false,
  num_workers: 1,
  num_threads: 1,
}

/** Weights that other runs start from: made by the run `base` after so many epochs. */
export const startWeights = { early: 'epoch_8.pth', good: 'best_model.pth' } as const
