// Why a file cannot be had, in words: shared by lists, pictures and ground truths.
import type { Language } from '../../core/language.ts'
import type { Obstacle } from '../read/disk.ts'

/** What is there instead of the file, as a noun phrase. */
export function obstacleWords(obstacle: Obstacle, language: Language): string {
  if (obstacle.kind === 'system') return obstacle.said
  if (obstacle.kind === 'too-long') return { en: `${obstacle.bytes} bytes`, zh: `${obstacle.bytes} 字节` }[language]
  if (obstacle.kind === 'missing' && obstacle.similar !== undefined)
    return { en: `${obstacle.similar} in the same folder`, zh: `同一文件夹中有 ${obstacle.similar}` }[language]
  return plainWords[obstacle.kind][language]
}

const plainWords: Readonly<Record<'missing' | 'folder' | 'no-file', Readonly<Record<Language, string>>>> = {
  missing: { en: 'nothing of that name', zh: '没有这个文件' },
  folder: { en: 'a folder', zh: '一个文件夹' },
  'no-file': { en: 'not a file', zh: '不是普通文件' },
}
