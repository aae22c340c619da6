// What contact sheets say, in every language.
import type { Language } from '../../core/language.ts'

/** Texts of the sheets, by what they are for. */
export const sheetWords = {
  images: { en: 'Boxes as they are read, worst findings first', zh: '读取到的标注框，问题最严重的在前' },
  network: {
    en: 'What the network sees in training (one random view of each image)',
    zh: '训练时模型输入预览（每张图片的一个随机变换）',
  },
  legible: { en: 'text', zh: '文字' },
  small: { en: 'too small to be learnt at this input size', zh: '在此输入尺寸下过小，不会被学习' },
  ignored: { en: '### (do not care)', zh: '###（忽略）' },
  refused: { en: 'refused, with its line number', zh: '被拒绝，附行号' },
  view: { en: 'view', zh: '画面' },
  probability: { en: 'probability: shrunk texts', zh: '概率图：收缩后的文字' },
  threshold: { en: 'threshold: 0.3 black to 0.7 white', zh: '阈值图：0.3 黑 至 0.7 白' },
  masks: { en: 'not counted (red), threshold counted (blue)', zh: '不计损失（红），计算阈值损失（蓝）' },
  fine: { en: 'nothing to say', zh: '没有问题' },
} as const satisfies Record<string, Readonly<Record<Language, string>>>

/** `12 texts, 3 ###, 2 too small`. */
export function countWords(counts: { texts: number; ignored: number; small: number }, language: Language): string {
  const { texts, ignored, small } = counts
  const parts = {
    en: [texts === 1 ? '1 text' : `${texts} texts`, `${ignored} ###`, `${small} too small`],
    zh: [`${texts} 处文字`, `${ignored} 处 ###`, `${small} 处过小`],
  }[language]
  const shown = [true, ignored > 0, small > 0]
  return parts.filter((_, index) => shown[index]).join(language === 'en' ? ', ' : '，')
}
