// Words for problems of ground-truth files and their lines.
import type { Language } from '../../core/language.ts'
import type { ExtraColumn, Separator, GroundTruthFacts } from '../problem-kinds.ts'
import { fileErrorWords } from './file-errors.ts'
import type { WordTable } from './table.ts'

const boxHelp = {
  en: 'write x1,y1,x2,y2,x3,y3,x4,y4,transcript, with the corners clockwise from the top-left one',
  zh: '按 x1,y1,x2,y2,x3,y3,x4,y4,文字 的格式书写，四角从左上角起顺时针排列',
}

/** `Invalid box format in 1.txt: ...`, as a training's log has it. */
export function invalidBox(file: string, what: Readonly<Record<Language, string>>, language: Language): string {
  const name = file.split('/').at(-1) ?? file
  return { en: `Invalid box format in ${name}: ${what.en}`, zh: `${name} 中的标注框格式错误：${what.zh}` }[language]
}

const separators: Readonly<Record<Separator, Readonly<Record<Language, string>>>> = {
  'full-width-comma': { en: 'full-width commas', zh: '全角逗号' },
  semicolon: { en: 'semicolons', zh: '分号' },
  'full-width-semicolon': { en: 'full-width semicolons', zh: '全角分号' },
  tab: { en: 'tabs', zh: '制表符' },
  space: { en: 'spaces', zh: '空格' },
}

const notSeparated = { en: 'numbers are not separated by commas', zh: '数字之间不是英文逗号' }
const wrongCount = { en: 'wrong number of coordinates', zh: '坐标数量不对' }
const notANumber = { en: 'not a number', zh: '不是数字' }

const columns: Readonly<Record<ExtraColumn, Readonly<Record<Language, string>>>> = {
  script: { en: 'the script of a text, as in ICDAR 2017 MLT', zh: '文字的语种，如 ICDAR 2017 MLT' },
  difficulty: {
    en: 'the difficulty of a text, as in RCTW; difficult ones do not count',
    zh: '文字的难度，如 RCTW；困难文字不计',
  },
}

export const groundTruthWords: WordTable<keyof GroundTruthFacts> = {
  'ground-truth-missing': {
    en: {
      message: (_, file) => `File not found: ${file}`,
      expected: ({ listed }) => `the ground truth listed in ${listed}`,
      found: ({ fileError }) => fileErrorWords(fileError, 'en'),
      next: 'add the ground-truth file (an empty one for an image without text), or repair the line in the list',
    },
    zh: {
      message: (_, file) => `找不到文件：${file}`,
      expected: ({ listed }) => `${listed} 中列出的标注文件`,
      found: ({ fileError }) => fileErrorWords(fileError, 'zh'),
      next: '补上标注文件（没有文字的图片用空文件），或修改列表中的这一行',
    },
  },
  'ground-truth-unreadable': {
    en: {
      message: 'The ground truth cannot be read',
      expected: ({ listed }) => `the ground truth listed in ${listed}`,
      found: ({ fileError }) => fileErrorWords(fileError, 'en'),
      next: 'check what the path leads to, and its permissions',
    },
    zh: {
      message: '无法读取标注文件',
      expected: ({ listed }) => `${listed} 中列出的标注文件`,
      found: ({ fileError }) => fileErrorWords(fileError, 'zh'),
      next: '检查路径指向的内容及其权限',
    },
  },
  'image-without-text': {
    en: {
      message: 'The ground truth is empty: the image counts as one without text',
      next: 'nothing to do if the image has no text; else draw its boxes, as every text on it is learnt as background',
    },
    zh: {
      message: '标注为空：该图片视为没有文字',
      next: '如果图片确实没有文字则无需处理；否则请补标，因为其中的文字会被当作背景学习',
    },
  },
  'wrong-separator': {
    en: {
      message: (_, file) => invalidBox(file, notSeparated, 'en'),
      expected: 'commas between numbers',
      found: ({ separator }) => separators[separator].en,
      next: boxHelp.en,
    },
    zh: {
      message: (_, file) => invalidBox(file, notSeparated, 'zh'),
      expected: '数字之间用英文逗号',
      found: ({ separator }) => separators[separator].zh,
      next: boxHelp.zh,
    },
  },
  'coordinate-count': {
    en: {
      message: (_, file) => invalidBox(file, wrongCount, 'en'),
      expected: '8 numbers or more, then the transcript',
      found: ({ numbers }) => (numbers === 1 ? '1 number' : `${numbers} numbers`),
      next: boxHelp.en,
    },
    zh: {
      message: (_, file) => invalidBox(file, wrongCount, 'zh'),
      expected: '至少 8 个数字，然后是文字',
      found: ({ numbers }) => `${numbers} 个数字`,
      next: boxHelp.zh,
    },
  },
  'coordinate-not-a-number': {
    en: {
      message: (_, file) => invalidBox(file, notANumber, 'en'),
      expected: 'a number below 10000000',
      found: ({ text, position }) =>
        position === undefined ? `${text} of pixels` : `"${text}" as coordinate ${position}`,
      next: boxHelp.en,
    },
    zh: {
      message: (_, file) => invalidBox(file, notANumber, 'zh'),
      expected: '小于 10000000 的数字',
      found: ({ text, position }) => (position === undefined ? `${text} 像素` : `第 ${position} 个坐标是 "${text}"`),
      next: boxHelp.zh,
    },
  },
  'transcript-missing': {
    en: {
      message: 'The line has no transcript; it is read as a legible text',
      expected: 'a comma and a transcript at the end',
      found: ({ corners }) => `${corners} corners`,
      next: 'end the line with a comma and the text, or ### for a text to ignore',
    },
    zh: {
      message: '该行没有文字内容，按可辨认的文字读取',
      expected: '行尾有逗号和文字内容',
      found: ({ corners }) => `${corners} 个角点`,
      next: '在行尾加上逗号和文字；要忽略的文字写 ###',
    },
  },
  'transcript-of-numbers': {
    en: {
      message: 'The numbers after the first four corners are read as part of the transcript',
      found: ({ transcript }) => `"${transcript}"`,
      next: 'if they are corners of a polygon, check that they lie near the others',
    },
    zh: {
      message: '前四个角之后的数字被当作文字内容',
      found: ({ transcript }) => `"${transcript}"`,
      next: '如果它们是多边形的角点，请检查是否与其他角点相邻',
    },
  },
  'corners-after-a-box': {
    en: {
      message: 'The numbers after the first four corners are read as corners, though these make a box by themselves',
      found: ({ corners, transcript }) => `${corners} corners and "${transcript}"`,
      next: 'if the numbers belong to the transcript, put it in double quotes',
    },
    zh: {
      message: '前四个角点已构成一个框，其后的数字仍被读作角点',
      found: ({ corners, transcript }) => `${corners} 个角点，文字内容为 "${transcript}"`,
      next: '如果这些数字属于文字内容，请给文字内容加上双引号',
    },
  },
  'extra-column': {
    en: {
      message: ({ column }) => `A column before the transcripts was understood: ${columns[column].en}`,
      found: ({ texts, ignored }) => `${texts} ${texts === 1 ? 'text' : 'texts'}, of which ${ignored} do not count`,
      next: 'nothing to do here; the column is not part of the transcripts',
    },
    zh: {
      message: ({ column }) => `识别出文字内容之前的一列：${columns[column].zh}`,
      found: ({ texts, ignored }) => `${texts} 处文字，其中 ${ignored} 处不计`,
      next: '无需处理；该列不属于文字内容',
    },
  },
}
