// What the demo and the starter model train on, and how: one set of made-up pictures, one set of settings.
import { parseConfig } from '../run/config.ts'
import type { Config } from '../run/settings/table.ts'

/** The made-up pictures. */
export const demoPictures = { train: 96, test: 24, seed: 1, size: [256, 256] } as const

/**
 * Settings that learn these pictures from scratch in four minutes on two cores; how they were found: docs/log.md. Nothing here suits
 * real photographs, for which the defaults are made.
 */
const demoSettings = {
  input_size: [320, 320],
  batch_size: 2,
  num_epochs: 4,
  learning_rate: 0.0015,
  optimizer: 'Adam',
  scheduler: 'poly',
  warmup_iters: 20,
  augment: false,
  eval_interval: 1,
  // After so short a training the background still lies near 0.2.
  binary_threshold: 0.4,
  seed: 1,
} as const

/** The configuration for the pictures in `root`. @param epochs how often all pictures are seen; 4 unless told otherwise */
export function demoConfig(root: string, epochs: number = demoSettings.num_epochs): Config {
  return parseConfig({ train_data_dir: root, ...demoSettings, num_epochs: epochs })
}
