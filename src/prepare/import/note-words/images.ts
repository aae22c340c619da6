// What is said of the images of a source at an import, in English and Chinese.
import { checkImage, type NoteKinds } from './kind.ts'

export const imageNotes = {
  'image-missing': {
    severity: 'error',
    message: { en: 'The image is not in the source; it was left out', zh: '来源中没有这张图片，已略去' },
    next: {
      en: 'check its name and place; an import takes another folder of images with --images <folder>',
      zh: '请检查文件名和位置；图片在其他文件夹时，导入时使用 --images <文件夹>',
    },
  },
  'image-ambiguous': {
    severity: 'error',
    message: { en: 'Several images of the source have this name; it was left out', zh: '来源中有多张同名图片，已略去' },
    next: {
      en: 'give the folder of the right ones with --images <folder>, or take each folder by itself',
      zh: '请用 --images <文件夹> 指定正确的图片所在文件夹，或分别导入各文件夹',
    },
  },
  'image-broken': {
    severity: 'error',
    message: { en: 'The image cannot be used; it was left out', zh: '图片无法使用，已略去' },
    next: checkImage,
  },
  'image-size-differs': {
    severity: 'error',
    message: {
      en: 'The image has another size than the one its texts were marked on; it was left out',
      zh: '图片尺寸与标注时不同，已略去',
    },
    next: { en: 'put the image there on which the texts were marked', zh: '请换成标注时所用的图片' },
  },
  'image-unread': {
    severity: 'error',
    message: {
      en: 'A text of the image cannot be read, and would be learnt as background; the image was left out',
      zh: '图片中有无法读取的文本，否则会被当作背景学习；图片已略去',
    },
    next: {
      en: 'repair what is told about its texts, or mark those places as do not care',
      zh: '请修正所列文本的标注，或将这些位置标为忽略（###）',
    },
  },
  'image-twice': {
    severity: 'warning',
    message: {
      en: 'The image is annotated twice; only the first annotation was taken',
      zh: '图片被标注了两次，只采用第一次',
    },
    next: {
      en: 'check which of the two is right, and take the other one away',
      zh: '请确认哪一次标注正确，并删除另一次',
    },
  },
  'image-unannotated': {
    severity: 'info',
    message: { en: 'The image has no annotation; it was left out', zh: '图片没有标注，已略去' },
    next: {
      en: 'annotate it, with an empty annotation if it has no text, should it be used',
      zh: '若要使用，请标注；没有文字的图片请给出空标注',
    },
  },
  'image-respelled': {
    severity: 'info',
    message: {
      en: 'The image is spelt otherwise on the disk than in the annotation (case, or Unicode form); it was taken',
      zh: '磁盘上的图片名与标注中的写法不同（大小写或 Unicode 形式），已采用',
    },
    next: { en: 'nothing to do if it is the right image', zh: '若是正确的图片，无需处理' },
  },
  'image-renamed': {
    severity: 'info',
    message: { en: 'The image has another name in the data set', zh: '图片在数据集中改了名' },
    next: {
      en: 'nothing to do here; its name was taken, or holds characters that a list cannot hold',
      zh: '无需处理；原名已被占用，或含有列表无法保存的字符',
    },
  },
  'hard-linked': {
    severity: 'warning',
    message: {
      en: 'This system makes no symbolic links; the images are hard links',
      zh: '系统不支持符号链接，图片为硬链接',
    },
    next: {
      en: 'edit neither the images of the source nor those of the data set: they are the same files',
      zh: '请勿编辑来源或数据集中的图片：它们是同一个文件',
    },
  },
} as const satisfies NoteKinds
