// Every catalogue that errors, notes and problems take their words from: the same facts in both languages, and Chinese as it is written.
import { describe, expect, it } from 'vitest'
import { fileKinds } from '../../src/core/describe-bytes.ts'
import { errorDetails } from '../../src/core/error-details.ts'
import type { InBoth } from '../../src/core/language.ts'
import { libraryWords } from '../../src/core/library-words.ts'
import { decoderWords } from '../../src/data/decoder-words.ts'
import { formatWords } from '../../src/formats/words.ts'
import { factWords } from '../../src/prepare/import/fact-words.ts'
import { noteKinds } from '../../src/prepare/import/note-words.ts'

type Row = readonly [about: string, phrase: InBoth<string>]

const rowsOf = (name: string, catalogue: Readonly<Record<string, InBoth<string>>>): Row[] =>
  Object.entries(catalogue).map(([key, phrase]) => [`${name} ${key}`, phrase])

const rows: readonly Row[] = [
  ...Object.entries(errorDetails).flatMap(([code, parts]) => rowsOf(code, parts)),
  ...Object.entries(formatWords).flatMap(([format, words]) => rowsOf(format, words)),
  ...Object.entries(noteKinds).flatMap(([code, { message, next }]) => rowsOf(code, { message, next })),
  ...rowsOf('kind', fileKinds),
  ...rowsOf('decoder', decoderWords),
  ...rowsOf('import', factWords),
  ...libraryWords.map(({ about, en, zh }): Row => [about, { en, zh }]),
]

/** `{name}` and `$1`, each once. */
const places = (text: string): string[] => [...new Set(text.match(/\{\w+|\$\d/g))].sort()

/** What is the same in both languages: names of fields of a file, as they stand there. */
const codes: readonly string[] = [
  'x, y, width, height',
  'left, top, right, bottom',
  'x: [[...]], y: [[...]], ornt: [...], transcriptions: [...]',
  '{name} points：x,y;x,y;...',
  'like',
]

/** A shape or a size: `(1, 3, 高, 宽)`, `[高, 宽]`. */
const tuple = /\(\{shape\}\)|[([][^()[\]]*, [^()[\]]*[)\]]/g

/** What is wrong with a text as Chinese. */
function faultsOf({ en, zh }: InBoth<string>): string[] {
  const words = zh.replaceAll(tuple, '').replaceAll(/\{[^}]*\}/g, '')
  const isWorded = /[a-z]{2,}/i.test(en.replaceAll(/\{[^}]*\}/g, ''))
  return [
    ...(isWorded && !/\p{Script=Han}/u.test(words) && !codes.includes(zh) ? ['no Chinese in it'] : []),
    ...(/\p{Script=Han}[,:;?!]\s*\p{Script=Han}/u.test(words) ? ['half-width punctuation'] : []),
    ...(/\p{Script=Han}\s*\([^()]*\)|\((?!\s)[^()]*\p{Script=Han}[^()]*\)/u.test(words) ? ['half-width brackets'] : []),
    ...(zh.split('（').length === zh.split('）').length ? [] : ['a bracket that is open']),
  ]
}

describe('the catalogues', () => {
  it.each(rows)('%s mentions the same facts in both languages, without a full stop', (_, { en, zh }) => {
    expect(places(zh)).toEqual(places(en))
    expect([en.endsWith('.') && !en.endsWith('..'), zh.endsWith('。')]).toEqual([false, false])
  })

  it('are written as Chinese is', () => {
    const faults = rows.flatMap(([about, phrase]) =>
      faultsOf(phrase).map((fault) => `${about}: ${fault}: ${phrase.zh}`),
    )
    expect(faults).toEqual([])
  })

  it('would be found out by it', () => {
    expect(faultsOf({ en: 'a ZIP archive', zh: 'a ZIP archive' })).toEqual(['no Chinese in it'])
    expect(faultsOf({ en: 'lost, or late', zh: '丢失,或迟到' })).toEqual(['half-width punctuation'])
    expect(faultsOf({ en: '{count} bytes (of it)', zh: '{count} 字节 (其中)' })).toEqual(['half-width brackets'])
  })
})
