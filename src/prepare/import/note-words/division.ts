// What is said of how images are divided into parts at an import, in English and Chinese.
import type { NoteKinds } from './kind.ts'

export const divisionNotes = {
  'validation-as-test': {
    severity: 'info',
    message: {
      en: 'The source has no test part; its validation part became the test list',
      zh: '来源没有测试部分，验证部分作为测试集',
    },
    next: { en: 'nothing to do here', zh: '无需处理' },
  },
  'validation-as-train': {
    severity: 'info',
    message: {
      en: 'The source has a validation part beside its test part; it joined the training list',
      zh: '来源同时有验证部分和测试部分，验证部分并入训练集',
    },
    next: { en: 'nothing to do here', zh: '无需处理' },
  },
  'parts-incomplete': {
    severity: 'warning',
    message: {
      en: 'Only some images belong to a part (train, test) of the source; all were divided by seed',
      zh: '只有部分图片分属训练和测试，已按随机种子重新划分',
    },
    next: {
      en: 'move the others into the folders of the parts, or leave them out, to keep the division of the source',
      zh: '若要保留来源的划分，请把其余图片移入相应部分的文件夹，或不导入它们',
    },
  },
  'test-part-only': {
    severity: 'warning',
    message: {
      en: 'The source is a test part and stays one: all images are in the test list, and there is no training list',
      zh: '来源是测试部分，保持不变：所有图片都在测试列表中，没有训练列表',
    },
    next: {
      en: 'measure a model on it with eval; to divide it all the same, give --test-share, such as --test-share 0.1',
      zh: '请用 eval 在其上评估模型；若仍要划分，请给出 --test-share，例如 --test-share 0.1',
    },
  },
  'alike-together': {
    severity: 'info',
    message: {
      en: 'Images that are the same, or look almost the same, were kept in one part',
      zh: '相同或几乎相同的图片放在同一部分',
    },
    next: {
      en: 'nothing to do here; one of each set is enough to learn from',
      zh: '无需处理；每组相同的图片有一张即可',
    },
  },
  'alike-divided': {
    severity: 'warning',
    message: {
      en: 'All images look almost the same, so they were divided nevertheless; the F-score may be too optimistic',
      zh: '所有图片几乎相同，仍作了划分；F 值可能虚高',
    },
    next: { en: 'look at the images, and take copies out', zh: '请查看图片，并去掉重复的图片' },
  },
  'one-part-only': {
    severity: 'info',
    message: {
      en: 'All images belong to one part of the source; they were divided by seed',
      zh: '所有图片同属一个部分，已按随机种子划分',
    },
    next: {
      en: 'put both parts below one folder to keep the division of the source',
      zh: '若要保留来源的划分，请把两部分放在同一个文件夹下',
    },
  },
} as const satisfies NoteKinds
