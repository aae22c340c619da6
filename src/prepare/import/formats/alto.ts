// ALTO XML, as libraries and OCR programs write it: one file a page, text lines with their words. https://www.loc.gov/standards/alto/
// A line has `Shape/Polygon` with `POINTS`, or HPOS, VPOS, WIDTH and HEIGHT. Its text is that of its `String` elements, with the hyphen
// of `HYP`. Coordinates are pixels, or tenths of a millimetre or 1/1200 inch of the page, whose size then leads to pixels.
import type { Polygon } from '../../../geometry/points.ts'
import { factWords } from '../fact-words.ts'
import type { Format } from '../format.ts'
import { noting, placeIn, SourceError, type Note } from '../notes.ts'
import { stemOf } from '../image-index.ts'
import { rectangleAt } from '../shapes.ts'
import type { Source } from '../source.ts'
import { toldStrays } from '../strays.ts'
import { subsetOfFolders } from '../subset.ts'
import type { MarkedText, Size, SourceEntry } from '../types.ts'
import { childrenNamed, numberOf, type XmlElement } from '../xml.ts'
import { cornersIn, linesIn, localName, readXmlFiles } from './xml-pages.ts'

function readAlto(root: XmlElement, file: string, source: Source, notes: Note[]): SourceEntry[] {
  const pages = childrenNamed(root, 'Layout').flatMap((layout) => childrenNamed(layout, 'Page'))
  const [page] = pages
  if (pages.length !== 1)
    throw new SourceError('file-malformed', { expected: factWords.onePage, found: String(pages.length) }, root.line)
  const [description] = childrenNamed(root, 'Description')
  const image = noting({ notes, file, line: page.line }, () => {
    const name = description === undefined ? '' : imageNameIn(description)
    const { images } = source
    return name === '' ? images.findByStem(stemOf(file), { from: file }) : images.find(name, { from: file })
  })
  if (image === undefined) return []
  return [
    {
      image: source.images.pathOf(image),
      where: placeIn(file, page.line),
      subset: subsetOfFolders(file) ?? subsetOfFolders(image),
      markedAt: sizeOf(page, description === undefined || isInPixels(description)),
      texts: [
        ...blocksIn(page).flatMap((block) => readBlock(block, file, notes)),
        ...straysAround(page, inPage, { file, notes }),
      ],
    },
  ]
}

function imageNameIn(description: XmlElement): string {
  const [information] = childrenNamed(description, 'sourceImageInformation')
  const [name] = information === undefined ? [] : childrenNamed(information, 'fileName')
  return name?.text ?? ''
}

function isInPixels(description: XmlElement): boolean {
  const [unit] = childrenNamed(description, 'MeasurementUnit')
  return unit === undefined || unit.text === '' || unit.text === 'pixel'
}

/** The size of the page in its unit: in another one than pixels nothing can be placed without it. */
function sizeOf(page: XmlElement, inPixels: boolean): Size | undefined {
  if (inPixels && page.attributes['WIDTH'] === undefined) return undefined
  const size = { width: numberOf(page, 'WIDTH'), height: numberOf(page, 'HEIGHT') }
  return size.width > 0 && size.height > 0 ? size : undefined
}

/** What a page, a space or composed block in it, a text block and a line may hold. */
const spaces = ['TopMargin', 'LeftMargin', 'RightMargin', 'BottomMargin', 'PrintSpace']
const blocks = ['Shape', 'TextBlock', 'Illustration', 'GraphicalElement', 'ComposedBlock']
const inPage = [...spaces, ...blocks]
const inBlock = ['Shape', 'TextLine', 'String', 'SP', 'HYP']
const inLine = ['Shape', 'String', 'SP', 'HYP']

/** What stands outside of text blocks and is none. */
function straysAround(
  element: XmlElement,
  known: readonly string[],
  place: { file: string; notes: Note[] },
): MarkedText[] {
  const deeper = element.children.filter(({ name }) => spaces.includes(name) || name === 'ComposedBlock')
  return [...toldStrays(element, known, place), ...deeper.flatMap((child) => straysAround(child, blocks, place))]
}

/** Text blocks, wherever in the page they stand; each once. */
function blocksIn(element: XmlElement): XmlElement[] {
  return element.children.flatMap((child) => (localName(child) === 'TextBlock' ? [child] : blocksIn(child)))
}

/** The lines of a block. */
function readBlock(block: XmlElement, file: string, notes: Note[]): MarkedText[] {
  const isBare = childrenNamed(block, 'TextLine').length === 0 && childrenNamed(block, 'String').length > 0
  return [
    ...linesIn(block, { outlineOf, transcriptOf, known: inLine, isBare }, { file, notes }),
    ...toldStrays(block, inBlock, { file, notes }),
  ]
}

function outlineOf(element: XmlElement): Polygon {
  const [shape] = childrenNamed(element, 'Shape')
  const [polygon] = shape === undefined ? [] : childrenNamed(shape, 'Polygon')
  if (polygon !== undefined) return cornersIn(polygon, 'POINTS')
  const [x, y, width, height] = ['HPOS', 'VPOS', 'WIDTH', 'HEIGHT'].map((name) => numberOf(element, name))
  return rectangleAt(x, y, width, height)
}

/** Words with spaces between them; a hyphen stands at its word. */
function transcriptOf(line: XmlElement): string {
  return line.children
    .map((child) => {
      if (localName(child) === 'String') return ` ${child.attributes['CONTENT'] ?? ''}`
      return localName(child) === 'HYP' ? (child.attributes['CONTENT'] ?? '-') : ''
    })
    .join('')
    .trim()
}

export const alto: Format = {
  title: 'ALTO XML (libraries, OCR programs, eScriptorium; one file for each page)',
  recognises: (sample) => sample.kind === 'xml' && localName(sample.root) === 'alto',
  read: (source) => readXmlFiles(source, 'alto', readAlto),
}
