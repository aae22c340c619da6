// Words for problems of single boxes.
import type { Language } from '../../core/language.ts'
import type { BoxFacts, EdgeFacts, InputSize } from '../problem-kinds.ts'
import type { Split } from '../read/list.ts'
import type { WordTable } from './table.ts'
import { invalidBox } from './ground-truths.ts'

const crosses = { en: 'its outline crosses itself', zh: '轮廓自相交' }
const manyCorners = { en: 'it has too many corners', zh: '角点过多' }
const noArea = { en: 'it encloses no area', zh: '面积为零' }
const outside = { en: 'it lies wholly outside the image', zh: '完全在图片之外' }

const edges: Readonly<Record<EdgeFacts['edge'], Readonly<Record<Language, string>>>> = {
  left: { en: 'left', zh: '左' },
  top: { en: 'top', zh: '上' },
  right: { en: 'right', zh: '右' },
  bottom: { en: 'bottom', zh: '下' },
}

const tooSmall: Readonly<Record<Split, Readonly<Record<Language, string>>>> = {
  train: {
    en: 'The text is too small at this input size: it is ignored in the loss',
    zh: '在此输入尺寸下文字过小：训练时既不学习也不惩罚',
  },
  test: {
    en: 'The text is smaller at this input size than any that is learnt: an evaluation counts it, probably as missed',
    zh: '在此输入尺寸下文字过小，训练不会学习这样的文字：评估时仍会计入，多半为漏检',
  },
}

function rounded(value: number): string {
  return String(Number(value.toFixed(2)))
}

/** A size with one digit, never rounded up to the limit that it misses. */
function belowWords(size: number): string {
  return (Math.floor(size * 10) / 10).toFixed(1)
}

/** `800x800`, height first, as the flag is written. */
export function sizeWords([height, width]: InputSize): string {
  return `${height}x${width}`
}

const within = {
  en: ({ width, height }: EdgeFacts) => `within ${width}x${height}`,
  zh: ({ width, height }: EdgeFacts) => `在 ${width}x${height} 之内`,
}
const past = {
  en: ({ by, edge }: EdgeFacts) => `${rounded(by)} px past the ${edges[edge].en} edge`,
  zh: ({ by, edge }: EdgeFacts) => `超出${edges[edge].zh}边缘 ${rounded(by)} 像素`,
}

export const boxWords: WordTable<keyof BoxFacts> = {
  'too-many-corners': {
    en: {
      message: (_, file) => invalidBox(file, manyCorners, 'en'),
      expected: ({ max }) => `at most ${max} corners`,
      found: ({ corners }) => String(corners),
      next: 'draw the outline with fewer corners; four are enough for a straight text',
    },
    zh: {
      message: (_, file) => invalidBox(file, manyCorners, 'zh'),
      expected: ({ max }) => `最多 ${max} 个角点`,
      found: ({ corners }) => String(corners),
      next: '用更少的角点重新标注；平直的文字四个角点即可',
    },
  },
  'counter-clockwise': {
    en: {
      message: 'The corners run counter-clockwise; they are turned round when read',
      next: 'nothing to do here; other programs may want them clockwise',
    },
    zh: { message: '角点为逆时针顺序，读取时已反转', next: '无需处理；其他程序可能需要顺时针顺序' },
  },
  'self-crossing': {
    en: {
      message: (_, file) => invalidBox(file, crosses, 'en'),
      found: ({ first, second }) => `edge ${first} crosses edge ${second}`,
      next: 'put the corners in the order in which they lie around the text, clockwise',
    },
    zh: {
      message: (_, file) => invalidBox(file, crosses, 'zh'),
      found: ({ first, second }) => `边 ${first} 与边 ${second} 相交`,
      next: '按文字周围的顺时针顺序重新排列角点',
    },
  },
  'self-crossing-ignored': {
    en: {
      message: 'The outline of a ### region crosses itself; its bounding rectangle is ignored instead',
      found: ({ first, second }) => `edge ${first} crosses edge ${second}`,
      next: 'put the corners in the order in which they lie around the region, clockwise',
    },
    zh: {
      message: '### 区域的轮廓自相交，改为忽略其外接矩形',
      found: ({ first, second }) => `边 ${first} 与边 ${second} 相交`,
      next: '按区域周围的顺时针顺序重新排列角点',
    },
  },
  'zero-area': {
    en: {
      message: (_, file) => invalidBox(file, noArea, 'en'),
      expected: 'at least 1 square pixel',
      found: ({ area }) => rounded(area),
      next: 'draw the box again, or delete the line',
    },
    zh: {
      message: (_, file) => invalidBox(file, noArea, 'zh'),
      expected: '至少 1 平方像素',
      found: ({ area }) => rounded(area),
      next: '重新标注该框，或删去这一行',
    },
  },
  'zero-area-ignored': {
    en: {
      message: 'A ### region encloses no area; it is left out',
      expected: 'at least 1 square pixel',
      found: ({ area }) => rounded(area),
      next: 'delete the line',
    },
    zh: {
      message: '### 区域面积为零，不予使用',
      expected: '至少 1 平方像素',
      found: ({ area }) => rounded(area),
      next: '删去这一行',
    },
  },
  'box-outside-image': {
    en: {
      message: (_, file) => invalidBox(file, outside, 'en'),
      expected: within.en,
      found: past.en,
      next: 'check that the ground truth belongs to this image and was drawn at this size',
    },
    zh: {
      message: (_, file) => invalidBox(file, outside, 'zh'),
      expected: within.zh,
      found: past.zh,
      next: '检查标注是否属于这张图片，以及标注时的图片尺寸是否一致',
    },
  },
  'box-past-edge': {
    en: {
      message: 'The box reaches past the edge of the image; only the part inside counts',
      expected: within.en,
      found: past.en,
      next: 'check that the ground truth was drawn at this size of the image',
    },
    zh: {
      message: '标注框超出图片边缘，只计算图片内的部分',
      expected: within.zh,
      found: past.zh,
      next: '检查标注时的图片尺寸是否一致',
    },
  },
  'duplicate-box': {
    en: {
      message: 'Two boxes lie on the same text; at most one of them can ever be found',
      found: ({ otherLine, overlap, mixed }) =>
        `line ${otherLine} overlaps it by ${Math.round(100 * overlap)} %${mixed ? ', and one of the two is ###' : ''}`,
      next: 'delete one of the two lines',
    },
    zh: {
      message: '同一处文字有两个标注框，最多只能检出其中一个',
      found: ({ otherLine, overlap, mixed }) =>
        `与第 ${otherLine} 行重叠 ${Math.round(100 * overlap)} %${mixed ? '，且其中一个为 ###' : ''}`,
      next: '删去其中一行',
    },
  },
  'text-too-small': {
    en: {
      message: ({ part }) => tooSmall[part].en,
      expected: ({ least }) => `at least ${least} network pixels`,
      found: ({ size, input }) => `${belowWords(size)} at ${sizeWords(input)}`,
      next: 'train at a larger input size, or cut the image into parts',
    },
    zh: {
      message: ({ part }) => tooSmall[part].zh,
      expected: ({ least }) => `至少 ${least} 个网络像素`,
      found: ({ size, input }) => `${sizeWords(input)} 下为 ${belowWords(size)}`,
      next: '用更大的输入尺寸训练，或把图片切成几部分',
    },
  },
}
