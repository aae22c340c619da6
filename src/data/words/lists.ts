// Words for problems of the folder and of its lists.
import type { ListFacts } from '../problem-kinds.ts'
import { fileErrorWords } from './file-errors.ts'
import type { WordTable } from './table.ts'

const lineHelp = {
  en: 'write one line per image: "train_images/1.jpg train_gts/1.txt", or only "1.jpg"',
  zh: '每张图片写一行："train_images/1.jpg train_gts/1.txt"，或只写 "1.jpg"',
}

export const listWords: WordTable<keyof ListFacts> = {
  'root-missing': {
    en: { message: 'Data set folder not found', found: ({ path }) => path, next: 'check the path' },
    zh: { message: '找不到数据集文件夹', found: ({ path }) => path, next: '检查路径' },
  },
  'root-unreadable': {
    en: {
      message: 'The data set cannot be opened as a folder',
      expected: 'a folder',
      found: ({ path, isFile }) => (isFile ? `a file: ${path}` : path),
      next: 'give the folder that holds train_list.txt and test_list.txt, and check its permissions',
    },
    zh: {
      message: '无法作为文件夹打开数据集',
      expected: '一个文件夹',
      found: ({ path, isFile }) => (isFile ? `一个文件：${path}` : path),
      next: '请给出包含 train_list.txt 和 test_list.txt 的文件夹，并检查其权限',
    },
  },
  'no-lists': {
    en: {
      message: 'The folder has no list files, so nothing says which images to train and test on',
      expected: 'train_list.txt and test_list.txt',
      found: ({ images, textFiles, jsonFiles, folders }) =>
        `${images} images, ${textFiles} .txt files, ${jsonFiles} .json files and ${folders} folders`,
      next: 'if these are labels of another tool or data set, make our layout of them with: ocrdet import; else check the path',
    },
    zh: {
      message: '文件夹中没有列表文件，无法得知用哪些图片训练和测试',
      expected: 'train_list.txt 和 test_list.txt',
      found: ({ images, textFiles, jsonFiles, folders }) =>
        `${images} 张图片、${textFiles} 个 .txt 文件、${jsonFiles} 个 .json 文件、${folders} 个文件夹`,
      next: '如果是其他工具或数据集的标注，请用 ocrdet import 转换；否则检查路径',
    },
  },
  'list-missing': {
    en: {
      message: (_, file) => `File not found: ${file}`,
      found: ({ fileError }) => fileErrorWords(fileError, 'en'),
      next: `make this file and ${lineHelp.en}`,
    },
    zh: {
      message: (_, file) => `找不到文件：${file}`,
      found: ({ fileError }) => fileErrorWords(fileError, 'zh'),
      next: `新建该文件，${lineHelp.zh}`,
    },
  },
  'test-part-only': {
    en: {
      message: 'There is no train_list.txt: the data set is a test part, to measure on and not to learn from',
      next: 'measure a model on it with eval; to train, add a train_list.txt',
    },
    zh: {
      message: '没有 train_list.txt：该数据集是测试部分，用于评估而不用于训练',
      next: '用 eval 评估模型；如需训练，请补上 train_list.txt',
    },
  },
  'list-unreadable': {
    en: {
      message: (_, file) => `${file} cannot be read`,
      found: ({ fileError }) => fileErrorWords(fileError, 'en'),
      next: 'check that it is a text file, and its permissions',
    },
    zh: {
      message: (_, file) => `无法读取 ${file}`,
      found: ({ fileError }) => fileErrorWords(fileError, 'zh'),
      next: '检查它是否为文本文件，以及读取权限',
    },
  },
  'list-empty': {
    en: { message: (_, file) => `${file} names no image`, next: lineHelp.en },
    zh: { message: (_, file) => `${file} 中没有任何图片`, next: lineHelp.zh },
  },
  'list-line-unclear': {
    en: {
      message: 'The line can be split into an image and a ground truth in more than one way, or in none',
      found: ({ text }) => text,
      next: 'put each path that holds spaces between double quotes',
    },
    zh: {
      message: '无法唯一地把该行拆成图片路径和标注路径',
      found: ({ text }) => text,
      next: '给含空格的路径加上双引号',
    },
  },
  'name-respelled': {
    en: {
      message: 'The file is not there under this name; one of another spelling or place was taken',
      expected: ({ written }) => written,
      found: ({ taken }) => taken,
      next: 'nothing to do if it is the right file; other programs want the name as it is on the disk',
    },
    zh: {
      message: '没有这个名称的文件，已采用写法或位置不同的文件',
      expected: ({ written }) => written,
      found: ({ taken }) => taken,
      next: '如果文件正确则无需处理；其他程序需要与磁盘一致的名称',
    },
  },
  'duplicate-entry': {
    en: {
      message: 'The image is listed twice; the second line is skipped',
      found: ({ image, otherLine }) => `${image} in line ${otherLine} too`,
      next: 'take one of the two lines out of the list',
    },
    zh: {
      message: '图片被列出两次，跳过第二行',
      found: ({ image, otherLine }) => `${image} 也在第 ${otherLine} 行`,
      next: '从列表中删去其中一行',
    },
  },
  'conflicting-entry': {
    en: {
      message: 'The image is listed twice, with different ground truths',
      found: ({ image, otherLine }) => `${image} in line ${otherLine} too`,
      next: 'keep the line with the right ground truth',
    },
    zh: {
      message: '图片被列出两次，且标注文件不同',
      found: ({ image, otherLine }) => `${image} 也在第 ${otherLine} 行`,
      next: '只保留标注正确的那一行',
    },
  },
  'shared-ground-truth': {
    en: {
      message: 'Two images share one ground-truth file',
      found: ({ groundTruth, image, otherImage, otherLine }) =>
        `${groundTruth} for ${image} and, in line ${otherLine}, ${otherImage}`,
      next: 'give each image its own file, named in the list beside it',
    },
    zh: {
      message: '两张图片共用一个标注文件',
      found: ({ groundTruth, image, otherImage, otherLine }) =>
        `${groundTruth} 同时用于 ${image} 和第 ${otherLine} 行的 ${otherImage}`,
      next: '给每张图片单独的标注文件，并写在列表的同一行',
    },
  },
  'in-both-splits': {
    en: {
      message: 'The image is both in train_list.txt and in test_list.txt, so the F-score will be too optimistic',
      found: ({ image, other }) => `${image} in ${other} too`,
      next: 'take it out of one of the two lists',
    },
    zh: {
      message: '图片同时在 train_list.txt 和 test_list.txt 中，F 值会虚高',
      found: ({ image, other }) => `${image} 也在 ${other}`,
      next: '从其中一个列表中删去',
    },
  },
}
