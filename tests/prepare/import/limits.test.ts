// Annotation files that would cost memory or time out of proportion are refused before they do, with the place and the limit.
import { describe, expect, it } from 'vitest'
import { textIn } from '../../../src/core/errors.ts'
import { parseJson } from '../../../src/prepare/import/json.ts'
import { SourceError } from '../../../src/prepare/import/notes.ts'
import { parseXml } from '../../../src/prepare/import/xml.ts'
import { maxXmlDepth, maxXmlParts, measureXml } from '../../../src/prepare/import/xml-measure.ts'
import { Disk } from '../../../src/data/read/disk.ts'
import { maxTextBytes, maxTextLines } from '../../../src/data/read/text-file.ts'
import { makeFolder } from '../../data/folder.ts'
import { CollectedReading } from '../../../src/prepare/import/reading.ts'
import { openSource } from '../../../src/prepare/import/source.ts'
import { userErrorOf } from '../../run/temporary.ts'
import { image, importFrom, makeSource } from './source.ts'

function refusal(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    if (error instanceof SourceError)
      return `${error.line}: expected ${textIn(error.facts.expected ?? '', 'en')}, found ${textIn(error.facts.found ?? '', 'en')}`
    throw error
  }
  return 'none'
}

const nested = (levels: number): string => '<a>'.repeat(levels) + '</a>'.repeat(levels)

describe('XML', () => {
  it('is refused beyond a depth, and taken up to it', () => {
    expect(measureXml(nested(maxXmlDepth))).toBeUndefined()
    expect(refusal(() => parseXml(`\n${nested(maxXmlDepth + 1)}`))).toBe(
      '2: expected at most 100 levels of nesting, found elements nested too deeply',
    )
  })

  it.each([
    ['elements', '<a/>'],
    ['attributes', '<a b="1" c=\'2\'/>'],
    ['entities', '&amp;'],
    ['comments', '<!---->'],
  ])('is refused with too many %s', (_, part) => {
    const parts = part.includes('b=') ? 3 : 1
    const text = (count: number): string => `<r>${part.repeat(Math.floor((maxXmlParts - 1) / parts) + count)}</r>`
    expect(measureXml(text(0))).toBeUndefined()
    expect(measureXml(text(1))).toMatchObject({ found: { en: 'more' } })
  })

  it('does not count what stands in quotes, comments and CDATA', () => {
    const inert = `<b c="<x>" d='/>'/><!-- <x> --><![CDATA[<x><x>]]><?x <x> ?>`
    expect(measureXml(`<r>${inert.repeat(300)}</r>`)).toBeUndefined()
  })

  it('counts lines once through, however long the last one is', () => {
    expect(parseXml(`<r>\n${'<a/>'.repeat(60_000)}\n<b/></r>`).children.at(-1)?.line).toBe(3)
  })
})

describe('JSON', () => {
  it('is refused with more values than a million annotations have', () => {
    expect(refusal(() => parseJson(`[${'1,'.repeat(2e7)}1]`))).toBe('1: expected at most 20000000 values, found 1')
  }, 120_000)
})

describe('files of lines', () => {
  const tooMany = '\n'.repeat(maxTextLines + 1)

  it('are refused with too many lines by an import', async () => {
    const source = await makeSource({
      '1.jpg': image(),
      '2.jpg': image(60),
      '3.jpg': image(70),
      'gt_1.txt': tooMany,
      'gt_2.txt': '10,10,50,10,50,20,10,20,a\n',
      'gt_3.txt': '10,10,50,10,50,20,10,20,b\n',
    })
    expect((await importFrom(source, { format: 'icdar2015' })).notes).toContain(
      'file-malformed gt_1.txt | 1000001 lines',
    )
  })

  it('are refused by their size', async () => {
    const source = await makeSource({
      '1.jpg': image(),
      '2.jpg': image(60),
      '3.jpg': image(70),
      'gt_1.txt': new Uint8Array(maxTextBytes + 1),
      'gt_2.txt': '10,10,50,10,50,20,10,20,a\n',
      'gt_3.txt': '10,10,50,10,50,20,10,20,b\n',
    })
    expect((await importFrom(source, { format: 'icdar2015' })).notes).toContain(
      `file-too-big gt_1.txt | ${maxTextBytes + 1} bytes`,
    )
  })

  it('are refused with too many lines by a check', async () => {
    const disk = new Disk(makeFolder({ 'train_list.txt': tooMany.replaceAll('\n', '\r\n') }))
    expect(await disk.read('train_list.txt')).toEqual({ kind: 'too-many-lines', lines: maxTextLines + 1 })
  })
})

describe('a source of many files', () => {
  it('is refused where its texts are too many together, naming the file that was one too many', async () => {
    const source = await openSource(await makeSource({ '1.jpg': image() }))
    const reading = new CollectedReading(source, 5)
    const entry = (where: string, texts: number) => ({
      image: '/1.jpg',
      where,
      texts: Array.from({ length: texts }, () => ({ unread: true as const, where })),
    })
    reading.addAll([entry('a.txt', 1), entry('b.txt', 2)])
    expect(userErrorOf(() => reading.add(entry('c.txt', 0)))).toMatchObject({
      code: 'source-too-big',
      expected: 'at most 5 texts and images in all annotation files',
      found: 'more, from c.txt on',
    })
  })

  it('is taken with more images than a call takes arguments', async () => {
    const source = await openSource(await makeSource({ '1.jpg': image() }))
    const reading = new CollectedReading(source)
    reading.addAll(Array.from({ length: 300_000 }, () => ({ image: '/1.jpg', where: 'coco.json', texts: [] })))
    expect(reading.finish().entries).toHaveLength(300_000)
  })
})
