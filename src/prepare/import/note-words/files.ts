// What is said of the files of a source at an import, in English and Chinese.
import { askTool, type NoteKinds } from './kind.ts'

export const fileNotes = {
  'file-unreadable': {
    severity: 'error',
    message: { en: 'The file cannot be read', zh: '文件无法读取' },
    next: { en: 'check what the path leads to, and its permissions', zh: '请检查路径指向的内容及其权限' },
  },
  'file-too-big': {
    severity: 'error',
    message: {
      en: 'The file is larger than an annotation file of its format may be',
      zh: '文件超出该格式标注文件允许的大小',
    },
    next: {
      en: 'divide it into several files, or check that it is the file you mean',
      zh: '请拆分为多个文件，或确认文件是否正确',
    },
  },
  'file-malformed': {
    severity: 'error',
    message: { en: 'The file is not what its format asks for', zh: '文件不符合该格式的要求' },
    next: askTool,
  },
  'file-unused': {
    severity: 'info',
    message: { en: 'The file belongs to no image and was not read', zh: '文件不属于任何图片，未读取' },
    next: { en: 'nothing to do if it is no annotation', zh: '若不是标注文件，无需处理' },
  },
  'not-utf8': {
    severity: 'info',
    message: { en: 'The file is not UTF-8', zh: '文件不是 UTF-8 编码' },
    next: { en: 'check that the transcripts in the new data set read well', zh: '请检查新数据集中的文字内容是否正确' },
  },
} as const satisfies NoteKinds
