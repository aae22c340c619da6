// Units of settings in Chinese; the schema has them in English.
import type { Language } from '../words/language.ts'

const inChinese: Readonly<Record<string, string>> = {
  images: '张',
  epochs: '轮',
  pixels: '像素',
  degrees: '度',
  boxes: '个',
  iterations: '次',
  threads: '个',
  seconds: '秒',
}

/** A unit in the language of the page; one without a translation stays as it is. */
export function unitWord(unit: string, language: Language): string {
  return language === 'zh' ? (inChinese[unit] ?? unit) : unit
}
