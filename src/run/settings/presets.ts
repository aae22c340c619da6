// Presets: named sets of settings for fine-tuning, from which a person chooses before the start. How they were found: docs/log.md.
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
      en: 'A first result soon: 300 receipts in at most a quarter of an hour on two cores.',
      zh: '快速出结果:300 张小票在双核机器上不超过一刻钟。',
    },
    settings: { input_size: [640, 640], batch_size: 4, num_epochs: 2, freeze: 'backbone' },
  },
  standard: {
    title: { en: 'Standard', zh: '标准' },
    sentence: {
      en: 'Five epochs with all weights at 800x800: the usual choice.',
      zh: '在 800x800 下训练全部权重 5 轮:常用选择。',
    },
    settings: {},
  },
  thorough: {
    title: { en: 'Thorough', zh: '充分' },
    sentence: {
      en: 'Twenty epochs: for a large step away from the starter, such as handwriting or another script.',
      zh: '训练 20 轮:适合与入门权重差异较大的数据,例如手写体或其他文字。',
    },
    settings: { num_epochs: 20 },
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
