// Words for problems of a whole split.
import type { SplitFacts } from '../problem-kinds.ts'
import { sizeWords } from './boxes.ts'
import type { WordTable } from './table.ts'

type Ignored = SplitFacts['all-texts-ignored']

const ignoredOf = {
  en: ({ ignored, texts }: Ignored) => `${ignored} of ${texts} boxes are ###`,
  zh: ({ ignored, texts }: Ignored) => `${texts} 个框中有 ${ignored} 个为 ###`,
}

export const splitWords: WordTable<keyof SplitFacts> = {
  'no-texts': {
    en: {
      message: (_, file) => `The images of ${file} have no text at all`,
      found: ({ images }) => `${images} images, 0 boxes`,
      next: 'check that the ground-truth files are the right ones: all of them are empty',
    },
    zh: {
      message: (_, file) => `${file} 中的图片没有任何文字标注`,
      found: ({ images }) => `${images} 张图片，0 个框`,
      next: '检查标注文件是否正确：它们全部为空',
    },
  },
  'all-texts-ignored': {
    en: {
      message: (_, file) => `Every box of ${file} is ### (do not care), so there is nothing to learn or to measure`,
      found: ignoredOf.en,
      next: 'give the legible texts a transcript; any but ### will do',
    },
    zh: {
      message: (_, file) => `${file} 的所有框都是 ###（忽略），没有可学习或可评估的内容`,
      found: ignoredOf.zh,
      next: '给可辨认的文字写上内容，只要不是 ### 即可',
    },
  },
  'most-texts-ignored': {
    en: {
      message: (_, file) => `Nearly every box of ${file} is ### (do not care)`,
      found: ignoredOf.en,
      next: 'check that legible texts have a transcript; any but ### will do',
    },
    zh: {
      message: (_, file) => `${file} 的绝大多数框都是 ###（忽略）`,
      found: ignoredOf.zh,
      next: '检查可辨认的文字是否写了内容，只要不是 ### 即可',
    },
  },
  'few-images': {
    en: {
      message: (_, file) =>
        file.startsWith('test')
          ? 'There are very few images to measure on: the F-score will jump by chance'
          : 'There are very few images to learn from: the detector will know these and little else',
      expected: ({ least }) => `at least ${least} images`,
      found: ({ images }) => (images === 1 ? '1 image' : `${images} images`),
      next: 'add images of the same kind; a few hundred are a good start',
    },
    zh: {
      message: (_, file) =>
        file.startsWith('test') ? '测试图片太少：F 值会有很大的偶然性' : '训练图片太少：检测器只会记住这几张',
      expected: ({ least }) => `至少 ${least} 张图片`,
      found: ({ images }) => `${images} 张图片`,
      next: '补充同类图片；几百张是不错的起点',
    },
  },
  'small-texts': {
    en: {
      message: ({ input }) => `Half of the texts are too small to be learnt at the input size ${sizeWords(input)}`,
      expected: ({ least }) => `a median height of at least ${least} network pixels`,
      found: ({ median }) => `${median.toFixed(1)} network pixels`,
      next: ({ repair }) =>
        repair === undefined
          ? 'cut the images into parts: no input size that can be exported is large enough'
          : `train at the input size ${sizeWords(repair)}, or cut the images into parts`,
    },
    zh: {
      message: ({ input }) => `在输入尺寸 ${sizeWords(input)} 下，有一半文字太小，无法学习`,
      expected: ({ least }) => `文字高度中位数至少 ${least} 个网络像素`,
      found: ({ median }) => `${median.toFixed(1)} 个网络像素`,
      next: ({ repair }) =>
        repair === undefined
          ? '把图片切成几部分：可导出的输入尺寸都不够大'
          : `用输入尺寸 ${sizeWords(repair)} 训练，或把图片切成几部分`,
    },
  },
  'unlisted-images': {
    en: {
      message: 'The folder holds images that the list does not name; they are not used',
      found: ({ images, example }) => `${images}, such as ${example}`,
      next: 'add them to the list if they are meant to be used',
    },
    zh: {
      message: '文件夹中有列表未列出的图片，不会被使用',
      found: ({ images, example }) => `${images} 张，例如 ${example}`,
      next: '如需使用，请加入列表',
    },
  },
}
