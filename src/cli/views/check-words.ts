// What the report of a check says around its findings, in every language.
import type { Language } from '../../core/language.ts'

type Say = Readonly<Record<Language, string>>

export const checkWords = {
  dataSet: { en: 'Data set', zh: '数据集' },
  train: { en: 'train', zh: '训练' },
  test: { en: 'test', zh: '测试' },
  images: { en: 'images', zh: '图片' },
  withoutText: { en: 'without text', zh: '无文字的图片' },
  smallest: { en: 'smallest (WxH)', zh: '最小（宽x高）' },
  largest: { en: 'largest (WxH)', zh: '最大（宽x高）' },
  texts: { en: 'texts', zh: '文字框' },
  ignored: { en: 'do not care (###)', zh: '忽略（###）' },
  heights: { en: 'text height, 10 / 50 / 90 %', zh: '文字高度 10 / 50 / 90 %' },
  tooSmall: { en: 'too small to be learnt', zh: '过小，不会被学习' },
  whatToDo: { en: 'What to do: ', zh: '解决方法：' },
  expected: { en: 'expected', zh: '期望' },
  found: { en: 'found', zh: '实际' },
  refused: { en: 'a training would refuse this data set.', zh: '训练会拒绝此数据集。' },
  lookFirst: { en: 'a training can start, but look at the warnings first.', zh: '可以开始训练，但请先查看警告。' },
  ready: { en: 'ready to train.', zh: '可以开始训练。' },
  readyToMeasure: { en: 'ready to measure a model on.', zh: '可以用来评估模型。' },
  evalOnIt: { en: 'measure a model on it', zh: '用它评估模型' },
  divideIt: { en: 'divide its images into both lists', zh: '把图片划分为两个列表' },
  repairFirst: { en: 'when they are repaired', zh: '修复之后' },
  repairedCopy: { en: 'make a repaired copy', zh: '生成修复后的副本' },
  fromElsewhere: { en: 'bring in labels of another tool', zh: '导入其他工具的标注' },
  trainOnIt: { en: 'train on it', zh: '用它训练' },
  checkIt: { en: 'look at what is left', zh: '查看剩余问题' },
} as const satisfies Record<string, Say>

/** Text heights are measured in these: `Text heights are in pixels of the network at 800x800.` */
export const heightNote = {
  en: (size: string): string =>
    `Text heights are the short sides of legible texts in pixels of the network's input, ${size}.`,
  zh: (size: string): string => `文字高度为可读文字的短边，以网络输入 ${size} 的像素计。`,
} as const satisfies Record<Language, (size: string) => string>

/** How long it took, and how thorough it was. */
export const speedNote = {
  en: (seconds: string, rate: string, decoded: boolean): string =>
    `${decoded ? 'Every image was decoded' : 'Only the headers of the images were read (--fast): damaged pixels and look-alikes are not found'}; ${seconds}, ${rate} images/s.`,
  zh: (seconds: string, rate: string, decoded: boolean): string =>
    `${decoded ? '已解码所有图片' : '只读取了图片文件头（--fast）：不会发现损坏的像素与相似图片'}；用时 ${seconds}，${rate} 张/秒。`,
} as const satisfies Record<Language, (seconds: string, rate: string, decoded: boolean) => string>

/** `and 4 more (--all shows them)` */
export const moreNote = {
  en: (count: number): string => `and ${count} more (--all shows them)`,
  zh: (count: number): string => `还有 ${count} 处（--all 可全部列出）`,
} as const satisfies Record<Language, (count: number) => string>
