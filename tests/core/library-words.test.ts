// What libraries say, in our words: no message of a library is shown as what was found.
import { describe, expect, it } from 'vitest'
import { textIn } from '../../src/core/errors.ts'
import type { Language } from '../../src/core/language.ts'
import { wordsFor } from '../../src/core/library-words.ts'
import { parseXml } from '../../src/prepare/import/xml.ts'
import { parsePattern } from '../../src/cli/moment.ts'
import { groupOf } from '../../src/prepare/split/groups.ts'
import { userErrorOf } from '../run/temporary.ts'
import { SourceError } from '../../src/prepare/import/notes.ts'

function foundIn(xml: string, language: Language = 'en'): string | undefined {
  try {
    parseXml(xml)
  } catch (error) {
    if (error instanceof SourceError) return textIn(error.facts.found ?? '', language)
    throw error
  }
  return undefined
}

describe('wordsFor', () => {
  it.each([
    ['plain text', 'the character "p" outside of any element (line 1, column 1)'],
    ['<a>\n  <b>', 'the end of the file, before the end of the element <b> (line 2, column 5)'],
    ['<a>\n<b>\n</a>', '</a> where </b> must stand (opened in line 2) (line 3, column 1)'],
    ['<a></a></b>', '</b> without a beginning (line 1, column 8)'],
    ['<a>\n<b x="1" x="2"/></a>', 'the attribute x twice in one element (line 2, column 10)'],
    ['<a x></a>', 'the attribute x without a value in quotes (line 1, column 4)'],
    ['<a>R&D</a>', 'an & that is not written as &amp; (line 1, column 5)'],
    ['<a></a>b', 'something after the end of the root element (line 1, column 8)'],
  ])('tells the fault of the XML %j with line and column', (xml, found) => {
    expect(foundIn(xml)).toBe(found)
  })

  it('fills what the library names into the Chinese words too', () => {
    expect(foundIn('<a>\n<b>\n</a>', 'zh')).toBe('应为 </b> 之处是 </a>（在第 2 行开始）（第 3 行第 1 列）')
    expect(wordsFor('onnx', new Error('Unsupported model IR version: 99, max supported IR version: 11')).zh).toBe(
      'IR 版本为 99 的模型，最高支持 11',
    )
    expect(wordsFor('onnx', new Error('com.acme:Warp(-1) is not a registered function/op')).zh).toBe(
      '无法识别的算子 com.acme:Warp',
    )
  })

  it('tells a broken YAML, JSON or tar by its kind', () => {
    const coded = (code: string, message: string) => Object.assign(new Error(message), { code })
    expect(wordsFor('yaml', coded('DUPLICATE_KEY', 'Map keys must be unique'))).toEqual({
      en: 'the same name twice',
      zh: '同一名称出现两次',
    })
    expect(wordsFor('tar', coded('Z_BUF_ERROR', 'zlib: unexpected end of file'))).toEqual({
      en: 'a tar.gz archive that is cut short',
      zh: '不完整的 tar.gz 归档',
    })
    expect(wordsFor('json', jsonFault('{"note": ')).en).toBe('JSON that is cut short')
    expect(wordsFor('json', jsonFault('{"note": x}')).en).toMatch(/^text that is not JSON/)
  })

  it.each([
    ['(', 'a ( without its )'],
    ['a)', 'a ) without its ('],
    ['[a', 'a [ without its ]'],
    ['*a', 'a *, + or ? with nothing before it'],
    ['a{2', 'a {} that does not hold one number or a range'],
    ['a{2,1}', 'a {} that does not hold one number or a range'],
    ['}', String.raw`a {, } or ] that must be written as \{, \} or \]`],
    [String.raw`\q`, String.raw`a \ before a character that has no meaning with it`],
    ['\\', String.raw`a \ at the end`],
    ['[z-a]', 'a range in [] that cannot be one'],
    ['(?<a>x)(?<a>y)', 'a (?<name>) that is not well formed, missing or there twice'],
    ['(?x)', 'a (? that begins no kind of group'],
    [String.raw`\p{Nothing}`, String.raw`a \p{} with a property that does not exist`],
  ])('tells what is wrong with the regular expression %j', (pattern, found) => {
    expect(userErrorOf(() => groupOf({ groupPattern: pattern }))).toMatchObject({ code: 'group-pattern', found })
    expect(userErrorOf(() => parsePattern(pattern, '--grep'))).toMatchObject({ code: 'bad-flag', found })
  })

  it.each([
    ['Load model from a.onnx failed:Protobuf parsing failed.', 'a file that is not ONNX, or is cut short'],
    [
      'Unsupported model IR version: 99, max supported IR version: 11',
      'a model of IR version 99, where at most 11 is read',
    ],
    [
      'Fatal error: com.acme:Warp(-1) is not a registered function/op',
      'the operator com.acme:Warp, which is not known',
    ],
    [
      'Could not find an implementation for QuickGelu(1) node with name a',
      'the operator QuickGelu with types that are not run',
    ],
  ])('tells what ONNX Runtime means by %j', (message, found) => {
    expect(wordsFor('onnx', new Error(message)).en).toBe(found)
  })

  it('keeps the message that it does not know as a detail', () => {
    expect(wordsFor('zip', new Error('Something new\nstack'))).toEqual({
      en: 'a ZIP archive that cannot be read (the library says: Something new)',
      zh: '无法读取的 ZIP 压缩包（库的提示：Something new）',
    })
  })
})

function jsonFault(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return error
  }
}
