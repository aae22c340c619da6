// Why a file cannot be had, in words: shared by lists, images and ground truths.
import { textIn } from '../../core/errors.ts'
import type { Language } from '../../core/language.ts'
import type { FileError } from '../read/disk.ts'

/** What is there instead of the file, as a noun phrase. */
export function fileErrorWords(fileError: FileError, language: Language): string {
  if (fileError.kind === 'system') return textIn(fileError.reason, language)
  if (fileError.kind === 'too-long') return { en: `${fileError.bytes} bytes`, zh: `${fileError.bytes} 字节` }[language]
  if (fileError.kind === 'too-many-lines')
    return { en: `${fileError.lines} lines`, zh: `${fileError.lines} 行` }[language]
  if (fileError.kind === 'missing' && fileError.similar !== undefined)
    return { en: `${fileError.similar} in the same folder`, zh: `同一文件夹中有 ${fileError.similar}` }[language]
  return plainWords[fileError.kind][language]
}

const plainWords: Readonly<Record<'missing' | 'folder' | 'no-file' | 'outside', Readonly<Record<Language, string>>>> = {
  missing: { en: 'nothing of that name', zh: '没有这个文件' },
  folder: { en: 'a folder', zh: '一个文件夹' },
  outside: { en: 'the path leads out of the folders that may be read', zh: '路径指向允许读取的文件夹之外' },
  'no-file': { en: 'not a file', zh: '不是普通文件' },
}
