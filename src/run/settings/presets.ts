// Presets: named sets of settings, from which a person chooses before the start. What was measured: docs/log.md.
import type { InBoth } from '../../core/language.ts'
import { type Config, settings, type SettingName } from './table.ts'

export interface Preset {
  readonly title: InBoth<string>
  /** What it is for. */
  readonly sentence: InBoth<string>
  /** What it sets; everything else keeps its default. */
  readonly settings: Partial<Config>
}

/** By name, the fastest first. */
export const presets = {
  quick: {
    title: { en: 'Quick', zh: '快速' },
    sentence: {
      en: 'One epoch with the backbone frozen: 300 receipts in at most a quarter of an hour on two cores.',
      zh: '冻结主干网络训练 1 轮：300 张小票在双核机器上不超过一刻钟。',
    },
    settings: { num_epochs: 1, freeze: 'backbone' },
  },
  usual: {
    title: { en: 'Recommended', zh: '推荐' },
    sentence: {
      en: 'Three epochs of all weights at a small learning rate: what is done when nothing is chosen.',
      zh: '以较小的学习率训练全部权重 3 轮：未选择预设时即为此设置。',
    },
    settings: {},
  },
  standard: {
    title: { en: 'Original system', zh: '原系统' },
    sentence: {
      en: 'Five epochs in batches of 8 at a learning rate of 0.007, falling in steps: bold steps away from the initial weights.',
      zh: '5 轮，批大小 8，学习率 0.007，按 StepLR 下降：对初始权重改动较大。',
    },
    settings: {
      batch_size: 8,
      num_epochs: 5,
      learning_rate: 0.007,
      input_size: [800, 800],
      optimizer: 'SGD',
      scheduler: 'StepLR',
    },
  },
  thorough: {
    title: { en: 'Thorough', zh: '充分' },
    sentence: {
      en: 'Ten epochs at three times the usual learning rate: for images that are unlike what the starter saw.',
      zh: '以三倍于默认的学习率训练 10 轮：适合与入门权重所见差异较大的图片。',
    },
    settings: { num_epochs: 10, learning_rate: 0.001 },
  },
} as const satisfies Record<string, Preset>

export type PresetName = keyof typeof presets

/** The names in the order of the table. */
export const presetNames = Object.keys(presets) as PresetName[]

/** The configuration with a preset's settings; what other presets set has its default. */
export function withPreset(config: Config, { settings: values }: Preset): Config {
  const names = Object.values(presets).flatMap((preset) => Object.keys(preset.settings) as SettingName[])
  const standard = Object.fromEntries(names.map((name) => [name, settings[name].default]))
  return { ...config, ...standard, ...values }
}
