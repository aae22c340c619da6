// Words for problems of images.
import { textIn } from '../../core/errors.ts'
import { readFormats } from '../../core/image-endings.ts'
import type { Language } from '../../core/language.ts'
import type { OrientationFacts, ImageFacts } from '../problem-kinds.ts'
import { fileErrorWords } from './file-errors.ts'
import type { WordTable } from './table.ts'

const copyAgain = {
  en: 'copy the image again from its source, or take its line out of the list',
  zh: '从来源重新复制该图片，或从列表中删去这一行',
}

function turn({ orientation, rawWidth, rawHeight, width, height }: OrientationFacts, language: Language): string {
  return {
    en: `orientation ${orientation}, ${rawWidth}x${rawHeight} as stored, ${width}x${height} as turned`,
    zh: `方向值 ${orientation}，存储为 ${rawWidth}x${rawHeight}，旋转后为 ${width}x${height}`,
  }[language]
}

const fits: Readonly<Record<ImageFacts['exif-orientation']['fit'], Readonly<Record<Language, string>>>> = {
  turned: { en: 'the boxes fit the size as turned', zh: '标注框符合旋转后的尺寸' },
  both: { en: 'the boxes fit both sizes', zh: '标注框同时符合两种尺寸' },
  neither: { en: 'the boxes fit neither size', zh: '标注框与两种尺寸都不符' },
  'no-box': { en: 'there is no box to compare', zh: '没有可比较的标注框' },
  'same-size': { en: 'the size does not tell which one the boxes fit', zh: '尺寸相同，无法判断标注框符合哪一种' },
}

function listedImage(listed: string | undefined, language: Language): string {
  if (listed === undefined) return { en: 'a readable file', zh: '可读取的文件' }[language]
  return { en: `the image listed in ${listed}`, zh: `${listed} 中列出的图片` }[language]
}

function sameFile({ other, sameTexts }: ImageFacts['duplicate-image'], language: Language): string {
  const boxes = {
    en: sameTexts ? 'with the same boxes' : 'with other boxes',
    zh: sameTexts ? '标注相同' : '标注不同',
  }[language]
  return { en: `the same bytes as ${other}, ${boxes}`, zh: `与 ${other} 内容完全相同，${boxes}` }[language]
}

function nearDuplicate({ other, likeness }: ImageFacts['similar-image'], language: Language): string {
  const value = likeness.toFixed(3)
  return { en: `looks like ${other} (likeness ${value})`, zh: `与 ${other} 相似（相似度 ${value}）` }[language]
}

export const imageWords: WordTable<keyof ImageFacts> = {
  'image-missing': {
    en: {
      message: (_, file) => `File not found: ${file}`,
      expected: ({ listed }) => listedImage(listed, 'en'),
      found: ({ fileError }) => fileErrorWords(fileError, 'en'),
      next: 'add the image, or repair its line in the list',
    },
    zh: {
      message: (_, file) => `找不到文件：${file}`,
      expected: ({ listed }) => listedImage(listed, 'zh'),
      found: ({ fileError }) => fileErrorWords(fileError, 'zh'),
      next: '补上该图片，或修改列表中的这一行',
    },
  },
  'image-unreadable': {
    en: {
      message: 'The image cannot be read',
      expected: ({ listed }) => listedImage(listed, 'en'),
      found: ({ fileError }) => fileErrorWords(fileError, 'en'),
      next: 'check what the path leads to, and its permissions',
    },
    zh: {
      message: '无法读取图片',
      expected: ({ listed }) => listedImage(listed, 'zh'),
      found: ({ fileError }) => fileErrorWords(fileError, 'zh'),
      next: '检查路径指向的内容及其权限',
    },
  },
  'image-empty': {
    en: { message: 'The image is an empty file', found: '0 bytes', next: copyAgain.en },
    zh: { message: '图片是空文件', found: '0 字节', next: copyAgain.zh },
  },
  'image-undecodable': {
    en: {
      message: 'The image cannot be decoded',
      expected: readFormats.en,
      found: ({ reason }) => textIn(reason, 'en'),
      next: 'convert it to JPEG or PNG, or take its line out of the list',
    },
    zh: {
      message: '图片无法解码',
      expected: readFormats.zh,
      found: ({ reason }) => textIn(reason, 'zh'),
      next: '转换为 JPEG 或 PNG，或从列表中删去这一行',
    },
  },
  'image-truncated': {
    en: {
      message: 'The image ends before its last pixel',
      expected: 'a complete image',
      found: ({ reason }) => textIn(reason, 'en'),
      next: copyAgain.en,
    },
    zh: {
      message: '图片不完整，提前结束',
      expected: '完整的图片',
      found: ({ reason }) => textIn(reason, 'zh'),
      next: copyAgain.zh,
    },
  },
  'image-too-large': {
    en: {
      message: 'The image is too large to decode',
      expected: 'at most 134217728 pixels',
      found: ({ reason }) => textIn(reason, 'en'),
      next: 'scale it down together with its boxes, or cut it into parts',
    },
    zh: {
      message: '图片过大，无法解码',
      expected: '最多 134217728 像素',
      found: ({ reason }) => textIn(reason, 'zh'),
      next: '连同标注框一起缩小，或切成几部分',
    },
  },
  'image-extension': {
    en: {
      message: 'The content is not what the name says; it is read by its content',
      expected: ({ usual }) => usual,
      found: ({ format, extension }) => `${format} content named ${extension || 'without extension'}`,
      next: 'nothing to do here; other programs may want the right extension',
    },
    zh: {
      message: '文件内容与扩展名不符，按内容读取',
      expected: ({ usual }) => usual,
      found: ({ format, extension }) => `${format} 内容，扩展名为 ${extension || '（无）'}`,
      next: '无需处理；其他程序可能需要正确的扩展名',
    },
  },
  'image-pages': {
    en: {
      message: 'The file holds several pages; only the first one is used',
      found: ({ pages }) => `${pages} pages`,
      next: 'save the other pages as images of their own, if they have texts to learn from',
    },
    zh: {
      message: '文件包含多页，只使用第一页',
      found: ({ pages }) => `${pages} 页`,
      next: '如果其他页也有文字，请另存为单独的图片',
    },
  },
  'exif-orientation': {
    en: {
      message: 'The image is turned by its EXIF orientation before use',
      found: (facts) => `${turn(facts, 'en')}; ${fits[facts.fit].en}`,
      next: 'look at the image in a viewer: the boxes must fit what you see there',
    },
    zh: {
      message: '使用前按 EXIF 方向旋转图片',
      found: (facts) => `${turn(facts, 'zh')}；${fits[facts.fit].zh}`,
      next: '用看图软件打开图片：标注框必须与看到的画面一致',
    },
  },
  'boxes-fit-raw-size': {
    en: {
      message: 'The boxes fit the image as stored, but not as turned by its EXIF orientation',
      found: (facts) => `${turn(facts, 'en')}; the boxes fit the size as stored`,
      next: 'remove the EXIF orientation from the image, or draw the boxes on the turned image',
    },
    zh: {
      message: '标注框符合存储时的画面，但与按 EXIF 方向旋转后的画面不符',
      found: (facts) => `${turn(facts, 'zh')}；标注框符合存储时的尺寸`,
      next: '去掉图片的 EXIF 方向信息，或在旋转后的图片上重新标注',
    },
  },
  'duplicate-image': {
    en: {
      message: 'The same image is in the split twice, under two names',
      found: (facts) => sameFile(facts, 'en'),
      next: 'keep the one with the better boxes',
    },
    zh: {
      message: '同一张图片以两个文件名重复出现',
      found: (facts) => sameFile(facts, 'zh'),
      next: '只保留标注更好的一张',
    },
  },
  'leaked-image': {
    en: {
      message: 'The test image is in the training list too, under another name, so the F-score will be too optimistic',
      found: (facts) => sameFile(facts, 'en'),
      next: 'take it out of one of the two lists',
    },
    zh: {
      message: '测试图片以另一个文件名出现在训练集中，F 值会虚高',
      found: (facts) => sameFile(facts, 'zh'),
      next: '从其中一个列表中删去',
    },
  },
  'similar-image': {
    en: {
      message: 'The image looks almost the same as another one of its split',
      found: (facts) => nearDuplicate(facts, 'en'),
      next: 'keep one of them, if they are copies; different images that look alike may stay',
    },
    zh: {
      message: '图片与同一划分中的另一张几乎相同',
      found: (facts) => nearDuplicate(facts, 'zh'),
      next: '如果是同一张图的副本，保留一张即可；确实不同则无需处理',
    },
  },
  'leaked-similar-image': {
    en: {
      message: 'The test image looks almost the same as a training image, so the F-score may be too optimistic',
      found: (facts) => nearDuplicate(facts, 'en'),
      next: 'look at both; if they show the same thing, take one out of its list',
    },
    zh: {
      message: '测试图片与一张训练图片几乎相同，F 值可能虚高',
      found: (facts) => nearDuplicate(facts, 'zh'),
      next: '对比这两张图片；如果内容相同，从列表中删去一张',
    },
  },
}
