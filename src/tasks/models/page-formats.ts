// Pages as text in the formats that other programs take: plain lines, JSON, TSV, hOCR and ALTO.
import { escapeMarkup } from '../../core/escape-markup.ts'
import { boundsOf, type Polygon } from '../../geometry/points.ts'
import type { PlacedWord } from '../../recognize/words-in.ts'
import type { Page, PageText } from './read.ts'

/** Which page of how many, the first is 0. */
interface PageOfMany {
  readonly index: number
  readonly total: number
}

/** A document of pages, written as they come; every part is empty or ends with a line end. */
export interface PageFormat {
  readonly head: string
  readonly page: (page: Page, of: PageOfMany) => string
  readonly tail: string
}

/** Texts of a row that are further apart than so many of its heights are in columns of their own: a tab stands between them. */
const columnGap = 2

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000

/** Rows as lines; where there are several images, each begins with its name, as `head` and `tail` show several files. */
function plainPage({ image, rows }: Page, { index, total }: PageOfMany): string {
  const lines = rows.map(plainRow).filter((line) => line !== '')
  const name = total > 1 ? [`${index === 0 ? '' : '\n'}==> ${image} <==`] : []
  return [...name, ...lines].map((line) => `${line}\n`).join('')
}

function plainRow(row: readonly PageText[]): string {
  let line = ''
  let before: PageText | undefined
  for (const one of row) {
    if (one.text === '') continue
    if (before !== undefined) line += isFar(before, one) ? '\t' : ' '
    line += one.text
    before = one
  }
  return line
}

function isFar(left: PageText, right: PageText): boolean {
  const [a, b] = [boundsOf(left.polygon), boundsOf(right.polygon)]
  return b.minX - a.maxX > columnGap * Math.min(a.maxY - a.minY, b.maxY - b.minY)
}

function jsonPage({ image, width, height, rows, notes, error }: Page): string {
  const lines = rows.map((row) =>
    row.map(({ polygon, text, score, textScore, words }) => ({
      text,
      text_score: rounded(textScore),
      box: jsonBox(polygon),
      score: rounded(score),
      words: words.map((word) => ({ text: word.text, box: jsonBox(word.polygon) })),
    })),
  )
  const failure = error === undefined ? {} : { error: error.renderInLine() }
  return `${JSON.stringify({ image, width, height, success: error === undefined, lines, notes, ...failure })}\n`
}

const jsonBox = (polygon: Polygon): number[] => polygon.flat().map((value) => Math.round(value * 10) / 10)

function tsvPage({ image, rows }: Page): string {
  return rows
    .flatMap((row, rowIndex) =>
      row.map(({ polygon, text, score, textScore }) => {
        const { minX, minY, maxX, maxY } = boundsOf(polygon)
        const box = [minX, minY, maxX - minX, maxY - minY].map(Math.round)
        return `${[inCell(image), rowIndex + 1, ...box, rounded(score), rounded(textScore), inCell(text)].join('\t')}\n`
      }),
    )
    .join('')
}

/** Tabs and line ends would make another cell. */
const inCell = (text: string): string => text.replaceAll(/[\t\r\n]/g, ' ')

/** An image that cannot be read is no page: it has no size, and would be an empty one. Source: hOCR 1.2. */
function hocrPage({ image, width, height, rows, error }: Page, { index }: PageOfMany): string {
  if (error !== undefined) return ''
  const lines = rows.map((row, rowIndex) => {
    const id = `line_${index + 1}_${rowIndex + 1}`
    const words = wordsOf(row).map(
      (one, at) =>
        `<span class="ocrx_word" id="${id}_${at + 1}" title="${hocrBox([one])}; x_wconf ${Math.round(one.textScore * 100)}">${inXml(one.text)}</span>`,
    )
    return `    <span class="ocr_line" id="${id}" title="${hocrBox(row)}">${words.join(' ')}</span><br/>\n`
  })
  const title = `image &quot;${inXml(image)}&quot;; bbox 0 0 ${width} ${height}; ppageno ${index}`
  return `  <div class="ocr_page" id="page_${index + 1}" title="${title}">\n${lines.join('')}  </div>\n`
}

/** The words of a row, each with the score of its text. */
const wordsOf = (row: readonly PageText[]): (PlacedWord & { readonly textScore: number })[] =>
  row.flatMap(({ words, textScore }) => words.map((word) => ({ ...word, textScore })))

function hocrBox(row: readonly { readonly polygon: Polygon }[]): string {
  const { minX, minY, maxX, maxY } = boundsOf(row.flatMap(({ polygon }) => polygon))
  return `bbox ${[Math.floor(minX), Math.floor(minY), Math.ceil(maxX), Math.ceil(maxY)].join(' ')}`
}

/** As of hOCR. Source: ALTO 4.2. */
function altoPage({ image, width, height, rows, error }: Page, { index }: PageOfMany): string {
  if (error !== undefined) return ''
  const page = index + 1
  const lines = rows.map((row, rowIndex) => {
    const id = `line_${page}_${rowIndex + 1}`
    const strings = wordsOf(row).map(
      (one, at) =>
        `            <String ID="${id}_${at + 1}" ${altoBox([one])} WC="${rounded(one.textScore)}" CONTENT="${inXml(one.text)}"><Shape><Polygon POINTS="${one.polygon.map(([x, y]) => `${Math.round(x)},${Math.round(y)}`).join(' ')}"/></Shape></String>\n`,
    )
    return `          <TextLine ID="${id}" ${altoBox(row)}>\n${strings.join('')}          </TextLine>\n`
  })
  const all = rows.flat()
  const block =
    all.length === 0
      ? ''
      : `        <TextBlock ID="block_${page}" ${altoBox(all)}>\n${lines.join('')}        </TextBlock>\n`
  return `    <!-- ${inXml(image).replaceAll('--', '- -')} -->
    <Page ID="page_${page}" PHYSICAL_IMG_NR="${page}" WIDTH="${width}" HEIGHT="${height}">
      <PrintSpace HPOS="0" VPOS="0" WIDTH="${width}" HEIGHT="${height}">
${block}      </PrintSpace>
    </Page>
`
}

function altoBox(texts: readonly { readonly polygon: Polygon }[]): string {
  const { minX, minY, maxX, maxY } = boundsOf(texts.flatMap(({ polygon }) => polygon))
  const [left, top] = [Math.floor(minX), Math.floor(minY)]
  return `HPOS="${left}" VPOS="${top}" WIDTH="${Math.ceil(maxX) - left}" HEIGHT="${Math.ceil(maxY) - top}"`
}

// oxlint-disable-next-line no-control-regex -- these are what is looked for
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** Also without the characters that XML 1.0 does not allow; file names may hold them. */
function inXml(text: string): string {
  return escapeMarkup(text.replaceAll(notInXml, ''))
}

export const pageFormats = {
  text: { head: '', page: plainPage, tail: '' },
  json: { head: '', page: jsonPage, tail: '' },
  tsv: { head: 'image\tline\tleft\ttop\twidth\theight\tscore\ttext_score\ttext\n', page: tsvPage, tail: '' },
  hocr: {
    head: `<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml">
<head><title></title><meta name="ocr-system" content="ocrdet"/><meta name="ocr-capabilities" content="ocr_page ocr_line ocrx_word"/></head>
<body>
`,
    page: hocrPage,
    tail: '</body>\n</html>\n',
  },
  alto: {
    head: `<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">
  <Description><MeasurementUnit>pixel</MeasurementUnit></Description>
  <Layout>
`,
    page: altoPage,
    tail: '  </Layout>\n</alto>\n',
  },
} as const satisfies Readonly<Record<string, PageFormat>>
