// Pages in formats for other programs, and the table of a batch: nothing that was read or named can break them.
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { UserError } from '../../../src/core/errors.ts'
import type { Polygon } from '../../../src/geometry/points.ts'
import type { PlacedWord } from '../../../src/recognize/words-in.ts'
import { pageFormats } from '../../../src/tasks/models/page-formats.ts'
import type { Page, PageText } from '../../../src/tasks/models/read.ts'
import { textsCsv } from '../../../src/tasks/models/texts-csv.ts'

const boxOf = (x: number, y: number, width: number): Polygon => [
  [x, y],
  [x + width, y],
  [x + width, y + 20],
  [x, y + 20],
]

const textAt = (text: string, x: number, y: number, words?: readonly PlacedWord[]): PageText => ({
  polygon: boxOf(x, y, 80),
  text,
  score: 0.75,
  textScore: 0.987654,
  words: words ?? [{ text, polygon: boxOf(x, y, 80) }],
})

const page: Page = {
  image: 'a "b" & <c>--\u0001.jpg',
  width: 400,
  height: 300,
  rows: [
    [
      textAt('A & B', 10, 10, [
        { text: 'A', polygon: boxOf(10, 10, 20) },
        { text: '&', polygon: boxOf(40, 10, 20) },
        { text: 'B', polygon: boxOf(70, 10, 20) },
      ]),
      textAt('<tag attr="1">', 100, 10),
    ],
    [textAt('Total', 10, 50), textAt('', 100, 50), textAt('31.00', 300, 50)],
    [textAt('', 10, 90)],
  ],
  notes: [],
}
const alone = { index: 0, total: 1 }

const whole = (format: 'hocr' | 'alto'): string => {
  const { head, page: render, tail } = pageFormats[format]
  return head + render(page, { index: 0, total: 2 }) + render({ ...page, rows: [] }, { index: 1, total: 2 }) + tail
}

describe('text', () => {
  it('is a line for each row that says something, with a tab before a column far to the right', () => {
    expect(pageFormats.text.page(page, alone)).toBe('A & B <tag attr="1">\nTotal\t31.00\n')
  })

  it('names each of several images', () => {
    const text = pageFormats.text.page({ ...page, image: 'x.jpg' }, { index: 1, total: 2 })
    expect(text).toMatch(/^\n==> x\.jpg <==\nA & B/)
  })
})

describe('json and tsv', () => {
  it('hold every text with its place', () => {
    const parsed = JSON.parse(pageFormats.json.page(page)) as { lines: { text: string; box: number[] }[][] }
    expect(parsed.lines[0][0]).toMatchObject({ text: 'A & B', words: [{ text: 'A' }, { text: '&' }, { text: 'B' }] })
    expect(parsed.lines[1][2]).toMatchObject({ text: '31.00', box: [300, 50, 380, 50, 380, 70, 300, 70] })
    const rows = pageFormats.tsv
      .page({ ...page, image: 'x\ty.jpg' })
      .trimEnd()
      .split('\n')
    expect(rows[3].split('\t')).toEqual(['x y.jpg', '2', '100', '50', '80', '20', '0.75', '0.9877', ''])
  })
})

describe('hOCR and ALTO', () => {
  it('are XML, whatever was read and however the image is called', () => {
    for (const format of ['hocr', 'alto'] as const) expect(XMLValidator.validate(whole(format))).toBe(true)
  })

  it.each(['hocr', 'alto'] as const)('have no page of an image that cannot be read: %s', (format) => {
    const error = new UserError({ code: 'image-unreadable', message: 'The image cannot be read' })
    const broken = { ...page, width: 0, height: 0, rows: [], error }
    expect(pageFormats[format].page(broken, alone)).toBe('')
    expect(pageFormats.json.page(broken)).toContain('"success":false')
  })

  it('hold words, of which each is numbered in its line', () => {
    const words = [...whole('hocr').matchAll(/id="line_1_1_(\d)" title="bbox (\d+) [^"]*">([^<]*)</g)]
    expect(words.map(([, ...parts]) => parts.join(' '))).toEqual([
      '1 10 A',
      '2 40 &amp;',
      '3 70 B',
      '4 100 &lt;tag attr=&quot;1&quot;&gt;',
    ])
  })

  it('hold the words again when they are parsed', () => {
    const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' })
    const parsed = parser.parse(whole('alto')) as {
      alto: { Layout: { Page: { PrintSpace: { TextBlock: { TextLine: { String: object }[] } } }[] } }
    }
    const [{ PrintSpace }, second] = parsed.alto.Layout.Page
    const first = PrintSpace.TextBlock.TextLine[0].String
    expect(first).toMatchObject([
      { CONTENT: 'A', HPOS: '10', WIDTH: '20' },
      { CONTENT: '&', HPOS: '40' },
      { CONTENT: 'B', HPOS: '70' },
      { CONTENT: '<tag attr="1">', HPOS: '100' },
    ])
    expect(second).not.toHaveProperty('PrintSpace.TextBlock')
  })
})

describe('textsCsv', () => {
  const csvOf = (text: string): string =>
    textsCsv([{ image_path: 'a,b.jpg', texts: [[text]], boxes: [[1, 2, 3, 4]], scores: [0.5], text_scores: [0.9] }])

  it('is a line for each text, quoted where it must be', () => {
    expect(csvOf('say "hi"')).toBe(
      '\ufeffimage,number,text,text_score,score,corners\r\n"a,b.jpg",1,"say ""hi""",0.9,0.5,1 2 3 4\r\n',
    )
  })

  it.each(['=1+1', '@SUM(A1)', '+cmd', '-cmd|x'])('keeps a spreadsheet from computing %s', (text) => {
    expect(csvOf(text)).toContain(`,'${text},`)
  })

  it.each(['-31.00', '+49 30 123456'])('leaves the number %s as it is', (text) => {
    expect(csvOf(text)).toContain(`,${text},`)
  })
})
