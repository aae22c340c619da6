// From the one configuration to the settings of each module: the only place that knows both spellings.
import type { Augmentation } from '../../data/augment/settings.ts'
import { defaultAugmentation, noAugmentation } from '../../data/augment/settings.ts'
import type { TargetSettings } from '../../data/targets.ts'
import { defaultDetectorSettings, type DetectorSettings } from '../../detect/settings.ts'
import type { LossSettings } from '../../model/loss.ts'
import { startsFromScratch } from '../../run/initial-weights.ts'
import { settings, type Config } from '../../run/settings/table.ts'
import type { OptimizerSettings } from '../../train/optimizer.ts'
import { automaticStepSize, type ScheduleSettings } from '../../train/schedule.ts'
import { adjustSettings } from '../models/detector-options.ts'

/**
 * How images go in and boxes come out, for evaluation during training and for every file the run writes.
 * @param weights the settings of the initial weights: what no setting of the configuration says, the normalisation, comes from them
 */
export function detectorSettings(
  config: Config,
  weights: DetectorSettings = defaultDetectorSettings,
): DetectorSettings {
  // The outlines of polygons grow by a default of their own, until a ratio is chosen.
  const isUsual = config.box_type === 'polygon' && config.unclip_ratio === settings.unclip_ratio.default
  return adjustSettings(weights, isUsual ? { ...config, unclip_ratio: undefined } : config)
}

/** The same for a training that is resumed: its checkpoint knows the binary threshold that was chosen last. */
export function resumedSettings(config: Config, checkpoint: DetectorSettings | undefined): DetectorSettings {
  const settings = detectorSettings(config, checkpoint)
  if (!config.tune_threshold || checkpoint === undefined) return settings
  const { binaryThreshold } = checkpoint.postProcessing
  return { ...settings, postProcessing: { ...settings.postProcessing, binaryThreshold } }
}

export function augmentation(config: Config): Augmentation {
  if (!config.augment) return noAugmentation
  return {
    ...defaultAugmentation,
    flip: config.flip_probability,
    rotate: config.rotate_degrees,
    scale: [config.scale_min, config.scale_max],
    ...(!config.color_jitter && { brightness: 0, contrast: 0, saturation: 0 }),
  }
}

export function targetSettings(config: Config): TargetSettings {
  return {
    shrinkRatio: config.shrink_ratio,
    minTextSize: config.min_text_size,
    thresholdMin: config.threshold_min,
    thresholdMax: config.threshold_max,
  }
}

export function lossSettings(config: Config): LossSettings {
  return {
    ohemRatio: config.ohem_ratio,
    bceWeight: config.loss_weight_binary,
    l1Weight: config.loss_weight_thresh,
    diceWeight: config.loss_weight_dice,
  }
}

export function optimizerSettings(config: Config): OptimizerSettings {
  return {
    name: config.optimizer,
    momentum: config.momentum,
    weightDecay: config.weight_decay,
    averageDecay: config.ema,
    averageWarmup: startsFromScratch(config),
  }
}

export function scheduleSettings(config: Config): ScheduleSettings {
  return {
    name: config.scheduler,
    learningRate: config.learning_rate,
    stepSize: config.lr_step_size === 'auto' ? automaticStepSize(config.num_epochs) : config.lr_step_size,
    gamma: config.lr_gamma,
    power: config.poly_power,
    warmupIterations: config.warmup_iters,
  }
}

/** Without the statistics of each batch, larger steps of SGD drive the loss up at first (docs/log.md). */
const highestFrozenRate = 0.003

/** Whether batch normalisation keeps the running statistics that the training started with. */
export function freezesNorm(config: Pick<Config, 'freeze_norm' | 'init' | 'learning_rate'>): boolean {
  if (config.freeze_norm !== 'auto') return config.freeze_norm === 'always'
  return !startsFromScratch(config) && config.learning_rate <= highestFrozenRate
}

/** Prefixes of the parameters that a training leaves alone. */
export function frozenPrefixes(config: Config): readonly string[] {
  return config.freeze === 'backbone' ? ['backbone.'] : []
}
