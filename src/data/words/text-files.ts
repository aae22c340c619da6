// Words for how lists and ground truths are stored as text.
import type { Language } from '../../core/language.ts'
import type { TextFileFacts } from '../problem-kinds.ts'
import type { TextEncoding } from '../read/text-file.ts'
import type { WordTable } from './table.ts'

/** Encodings by the names that editors give them. */
const encodingNames: Readonly<Record<TextEncoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  gb18030: 'GBK (GB18030)',
  'windows-1252': 'Latin-1 (Windows-1252)',
  'utf-32': 'UTF-32',
  binary: 'no text',
}

const endingNames: Readonly<Record<TextFileFacts['line-endings']['endings'], Readonly<Record<Language, string>>>> = {
  crlf: { en: 'CRLF, as Windows writes it', zh: 'CRLF（Windows 换行）' },
  cr: { en: 'lone CR, as very old Macs wrote it', zh: '单独的 CR（旧 Mac 换行）' },
  mixed: { en: 'several kinds in one file', zh: '同一文件中混用多种换行' },
}

function more(files: number, language: Language): string {
  if (files === 1) return { en: 'in this file', zh: '仅此文件' }[language]
  return { en: `in ${files} files, of which this is the first`, zh: `共 ${files} 个文件，这是第一个` }[language]
}

export const textFileWords: WordTable<keyof TextFileFacts> = {
  'not-utf8': {
    en: {
      message: 'The file is not UTF-8',
      expected: 'UTF-8',
      found: ({ encoding }) => `read as ${encodingNames[encoding]}`,
      next: 'save it again as UTF-8; numbers are read correctly, names and transcripts perhaps not',
    },
    zh: {
      message: '文件不是 UTF-8 编码',
      expected: 'UTF-8',
      found: ({ encoding }) => `按 ${encodingNames[encoding]} 读取`,
      next: '另存为 UTF-8；数字不受影响，文件名和文字内容可能读错',
    },
  },
  'not-text': {
    en: {
      message: 'The file cannot be read as text',
      found: ({ encoding }) => ({ 'utf-32': 'UTF-32', binary: 'zero bytes in it' })[encoding],
      next: ({ encoding }) =>
        ({
          'utf-32': 'save it as UTF-8',
          binary: 'check that the list names the image first and its ground truth second',
        })[encoding],
    },
    zh: {
      message: '文件无法作为文本读取',
      found: ({ encoding }) => ({ 'utf-32': 'UTF-32 编码', binary: '其中有零字节' })[encoding],
      next: ({ encoding }) =>
        ({ 'utf-32': '另存为 UTF-8', binary: '检查列表每行是否先写图片、后写标注文件' })[encoding],
    },
  },
  'byte-order-mark': {
    en: {
      message: 'The file begins with a byte order mark; it is skipped',
      found: ({ files }) => more(files, 'en'),
      next: 'nothing to do here; other programs may take it for part of the first number',
    },
    zh: {
      message: '文件开头有字节顺序标记（BOM），读取时跳过',
      found: ({ files }) => more(files, 'zh'),
      next: '无需处理；其他程序可能把它当成第一个数字的一部分',
    },
  },
  'line-endings': {
    en: {
      message: ({ endings }) => `The lines end with ${endingNames[endings].en}; they are read all the same`,
      found: ({ files }) => more(files, 'en'),
      next: 'nothing to do here; other programs may want LF',
    },
    zh: {
      message: ({ endings }) => `行尾为 ${endingNames[endings].zh}，可正常读取`,
      found: ({ files }) => more(files, 'zh'),
      next: '无需处理；其他程序可能需要 LF 换行',
    },
  },
}
