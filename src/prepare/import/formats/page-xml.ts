// PAGE XML, as Transkribus, eScriptorium and other tools for documents write it: one file a page, with text lines in regions.
// https://github.com/PRImA-Research-Lab/PAGE-XML: a line has `Coords` (`points="x,y x,y ..."`, in the edition of 2010 `Point` elements)
// and, where it was read, `TextEquiv` with `Unicode`; of several the one of the lowest index counts. Coordinates are pixels of the image
// whose size the `Page` names.
import type { Polygon } from '../../../geometry/points.ts'
import { factWords } from '../fact-words.ts'
import type { Format } from '../format.ts'
import { noting, placeIn, SourceError, type Note } from '../notes.ts'
import { stemOf } from '../image-index.ts'
import type { Source } from '../source.ts'
import { toldStrays } from '../strays.ts'
import { subsetOfFolders } from '../subset.ts'
import type { MarkedText, Size, SourceEntry } from '../types.ts'
import { childrenNamed, numberOf, type XmlElement } from '../xml.ts'
import { cornersIn, linesIn, localName, readXmlFiles } from './xml-pages.ts'

function readPage(root: XmlElement, file: string, source: Source, notes: Note[]): SourceEntry[] {
  const [page, ...others] = childrenNamed(root, 'Page')
  if (page === undefined || others.length > 0)
    throw new SourceError('file-malformed', { expected: factWords.onePage, found: String(others.length) }, root.line)
  const { images } = source
  const place = { notes, file, line: page.line }
  const image = noting(place, () => {
    const name = page.attributes['imageFilename'] ?? ''
    return name === '' ? images.findByStem(stemOf(file), { from: file }) : images.find(name, { from: file })
  })
  if (image === undefined) return []
  const strays = toldStrays(withoutRegions(page), inPage, { file, notes })
  const texts = [...regionsIn(page).flatMap((region) => readRegion(region, file, notes)), ...strays]
  return [
    {
      image: images.pathOf(image),
      where: placeIn(file, page.line),
      subset: subsetOfFolders(file) ?? subsetOfFolders(image),
      markedAt: sizeOf(page),
      texts,
    },
  ]
}

function sizeOf(page: XmlElement): Size | undefined {
  const [width, height] = ['imageWidth', 'imageHeight'].map((name) =>
    page.attributes[name] === undefined ? 0 : numberOf(page, name),
  )
  return width > 0 && height > 0 ? { width, height } : undefined
}

/** What a page, a text region and a line may hold besides regions. */
const anywhere = ['AlternativeImage', 'UserDefined', 'Labels', 'TextStyle']
const inPage = ['Border', 'PrintSpace', 'ReadingOrder', 'Layers', 'Relations', ...anywhere]
const inRegion = ['Coords', 'TextLine', 'TextEquiv', 'Roles', ...anywhere]
const inLine = ['Coords', 'Baseline', 'Word', 'TextEquiv', ...anywhere]

function withoutRegions(element: XmlElement): XmlElement {
  return { ...element, children: element.children.filter((child) => !localName(child).endsWith('Region')) }
}

/** Text regions, those in other regions (tables, advertisements) too; each once. */
function regionsIn(element: XmlElement): XmlElement[] {
  return element.children.flatMap((child) => {
    const inside = localName(child).endsWith('Region') ? regionsIn(child) : []
    return localName(child) === 'TextRegion' ? [child, ...inside] : inside
  })
}

/** The lines of a region. */
function readRegion(region: XmlElement, file: string, notes: Note[]): MarkedText[] {
  const isBare = childrenNamed(region, 'TextLine').length === 0 && transcriptOf(region) !== ''
  return [
    ...linesIn(region, { outlineOf: coordsOf, transcriptOf, known: inLine, isBare }, { file, notes }),
    ...toldStrays(withoutRegions(region), inRegion, { file, notes }),
  ]
}

function coordsOf(element: XmlElement): Polygon {
  const [coords] = childrenNamed(element, 'Coords')
  if (coords === undefined)
    throw new SourceError('entry-malformed', { expected: factWords.coords, found: factWords.nothing }, element.line)
  const points = childrenNamed(coords, 'Point')
  if (points.length > 0) return points.map((point) => [numberOf(point, 'x'), numberOf(point, 'y')])
  return cornersIn(coords, 'points')
}

/** What was read of a line or region: of several readings the first by index. */
function transcriptOf(element: XmlElement): string {
  const readings = childrenNamed(element, 'TextEquiv')
  const index = ({ attributes }: XmlElement): number => Number(attributes['index'] ?? 0)
  const [best] = readings.toSorted((a, b) => index(a) - index(b))
  if (best === undefined) return ''
  const [text] = [...childrenNamed(best, 'Unicode'), ...childrenNamed(best, 'PlainText')]
  return text?.text ?? ''
}

export const pageXml: Format = {
  title: 'PAGE XML (Transkribus, eScriptorium; one file for each page)',
  recognises: (sample) => sample.kind === 'xml' && localName(sample.root) === 'PcGts',
  read: (source) => readXmlFiles(source, 'PcGts', readPage),
}
