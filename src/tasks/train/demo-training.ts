// What the demo fine-tunes on, and how: one set of synthetic images, one set of settings.
import { parseConfig } from '../../run/config.ts'
import type { Config } from '../../run/settings/table.ts'

/** The synthetic images. */
export const demoImages = { train: 96, test: 24, seed: 1, size: [256, 256] } as const

/** The usual settings, but for small images and little time: 48 steps need larger ones, and a mean over fewer of them. */
const demoSettings = {
  input_size: [320, 320],
  batch_size: 4,
  num_epochs: 2,
  learning_rate: 0.003,
  ema: 0.9,
  seed: 1,
} as const

/** The configuration for the images in `root`. */
export function demoConfig(root: string): Config {
  return parseConfig({ train_data_dir: root, ...demoSettings })
}
