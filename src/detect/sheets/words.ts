// What the images of an evaluation say, in both languages at once: a run folder belongs to everybody who opens it.
import type { InBoth } from '../../core/language.ts'
import { colors } from '../../draw/look.ts'

/** What became of a box. */
export const fates = ['matched', 'missed', 'false', 'ignored'] as const
export type Fate = (typeof fates)[number]

/** Colours that can be told apart on photographs, also by those who do not see red beside green: missed is solid, false is dashed. */
export const fateLooks: Readonly<
  Record<Fate, { readonly color: string; readonly dashed?: true; readonly hatched?: true }>
> = {
  matched: { color: colors.legible },
  missed: { color: colors.error },
  false: { color: colors.warning, dashed: true },
  ignored: { color: colors.ignored, hatched: true },
}

const words = {
  matched: { en: 'matched', zh: '匹配' },
  missed: { en: 'missed', zh: '漏检' },
  false: { en: 'false', zh: '误检' },
  ignored: { en: '### (do not care)', zh: '###（忽略）' },
  worst: { en: 'The worst images', zh: '最差的图片' },
  matrix: { en: 'Texts and boxes', zh: '文字与检测框' },
  found: { en: 'box found', zh: '有检测框' },
  notFound: { en: 'no box', zh: '无检测框' },
  text: { en: 'text', zh: '有文字' },
  noText: { en: 'no text', zh: '无文字' },
  uncounted: { en: 'not counted', zh: '不计' },
  fScore: { en: 'F-score', zh: 'F 值' },
  precision: { en: 'Precision', zh: '精确率' },
  recall: { en: 'Recall', zh: '召回率' },
} as const satisfies Record<Fate, InBoth<string>> & Record<string, InBoth<string>>

/** `missed 漏检`. */
export function worded(word: keyof typeof words): string {
  return `${words[word].en} ${words[word].zh}`
}

/** `Epoch 5 · F-score 0.791`, after a title. */
export function titled(word: keyof typeof words, subtitle: string): string {
  return `${worded(word)}  ${subtitle}`
}
