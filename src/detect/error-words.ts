// What each kind of error is called, what it is, and what helps, in English and Chinese. A table read by kind.
import type { InBoth } from '../core/language.ts'
import type { ErrorKind } from '../geometry/error-kinds.ts'

export interface ErrorWords {
  readonly name: InBoth<string>
  readonly meaning: InBoth<string>
  readonly remedy: InBoth<string>
}

export const errorWords: Readonly<Record<ErrorKind, ErrorWords>> = {
  missed: {
    name: { en: 'missed', zh: '漏检' },
    meaning: { en: 'a text with no box near it', zh: '文字附近没有检测框' },
    remedy: {
      en: 'Train longer, or on more images like the worst ones; a lower box_threshold or binary_threshold finds fainter texts',
      zh: '延长训练，或增加与最差图片相似的训练图片；降低 box_threshold 或 binary_threshold 可找到较弱的文字',
    },
  },
  false: {
    name: { en: 'false', zh: '误检' },
    meaning: { en: 'a box with no text near it', zh: '检测框附近没有文字' },
    remedy: {
      en: 'Raise box_threshold; look at the worst images for texts that nobody labelled, and label them or mark them ###',
      zh: '提高 box_threshold；检查最差图片中是否有漏标的文字，补标或标为 ###',
    },
  },
  'low-overlap': {
    name: { en: 'overlap too low', zh: '重叠不足' },
    meaning: { en: 'box and text overlap by 0.1 to 0.5 only', zh: '检测框与文字的重叠仅为 0.1 至 0.5' },
    remedy: {
      en: 'Try another unclip_ratio, and see on the worst images whether labels are drawn tighter or wider than the boxes',
      zh: '尝试其他 unclip_ratio，并在最差图片上查看标注是否比检测框更紧或更松',
    },
  },
  merged: {
    name: { en: 'merged', zh: '合并' },
    meaning: { en: 'one box over several labels', zh: '一个检测框覆盖多个标注' },
    remedy: {
      en: 'If labels are words and boxes are lines, train on these labels (or label lines); a higher binary_threshold or a larger input separates neighbours',
      zh: '若标注为单词而检测框为整行，请用这些标注训练（或改为按行标注）；提高 binary_threshold 或增大输入尺寸可分开相邻文字',
    },
  },
  split: {
    name: { en: 'split', zh: '拆分' },
    meaning: { en: 'one label in several boxes', zh: '一个标注被拆成多个检测框' },
    remedy: {
      en: 'If labels are lines and boxes are words, train on these labels (or label words); a lower binary_threshold joins pieces',
      zh: '若标注为整行而检测框为单词，请用这些标注训练（或改为按单词标注）；降低 binary_threshold 可连接碎片',
    },
  },
  'do-not-care': {
    name: { en: 'do not care', zh: '忽略区域' },
    meaning: {
      en: 'a ### region took the box, or the box reaches into one',
      zh: '检测框被 ### 区域排除，或伸入该区域',
    },
    remedy: {
      en: 'Draw ### regions tightly, so that none lies over a legible text or ends within an illegible one',
      zh: '将 ### 区域画得紧凑，不要覆盖清晰文字，也不要只盖住模糊文字的一部分',
    },
  },
  'too-small': {
    name: { en: 'too small', zh: '过小' },
    meaning: { en: 'a text too small for the network at this input size', zh: '在此输入尺寸下文字过小，网络无法识别' },
    remedy: {
      en: 'Enlarge the input (--input-size here, input_size in a training, or the resize rule short-side), or mark such texts ###',
      zh: '增大输入尺寸（此处用 --input-size，训练时用 input_size，或使用 short-side 缩放规则），或将此类文字标为 ###',
    },
  },
}
