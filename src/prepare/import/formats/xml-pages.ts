// What formats of one XML file a page share: going through the files, names with and without a prefix, lists of corners.
import type { Point, Polygon } from '../../../geometry/points.ts'
import { say } from '../../../core/say.ts'
import { factWords } from '../fact-words.ts'
import { readMarked } from '../marked-text.ts'
import { note, noting, notingLater, placeIn, SourceError, type Note } from '../notes.ts'
import { CollectedReading } from '../reading.ts'
import type { Source } from '../source.ts'
import { toldStrays } from '../strays.ts'
import type { MarkedText, SourceEntry, SourceReading } from '../types.ts'
import { childrenNamed, type XmlElement } from '../xml.ts'

/** Reads one file. @throws SourceError what is wrong with the file as a whole */
type ReadFile = (root: XmlElement, file: string, source: Source, notes: Note[]) => readonly SourceEntry[]

/** Reads every XML file whose root has this name, one after the other. */
export async function readXmlFiles(source: Source, rootName: string, read: ReadFile): Promise<SourceReading> {
  const reading = new CollectedReading(source)
  const { notes } = reading
  for (const file of source.files.filter((name) => /\.xml$/i.test(name))) {
    const root = await notingLater({ notes, file }, () => source.xml(file))
    if (root === undefined) continue
    if (localName(root) !== rootName) notes.push(note('file-unused', file))
    else reading.addAll(noting({ notes, file }, () => read(withoutPrefixes(root), file, source, notes)) ?? [])
  }
  return reading.finish()
}

/** The name of an element without the prefix of its namespace. */
export function localName({ name }: Pick<XmlElement, 'name'>): string {
  return name.replace(/^.*:/, '')
}

function withoutPrefixes(element: XmlElement): XmlElement {
  return { ...element, name: localName(element), children: element.children.map(withoutPrefixes) }
}

/** The corners of an attribute, `x,y x,y ...` or `x y x y ...`. @throws SourceError entry-malformed */
export function cornersIn(element: XmlElement, attribute: string): Point[] {
  const text = element.attributes[attribute] ?? ''
  const numbers = text
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  if (text.trim() === '' || numbers.length % 2 !== 0 || numbers.length < 6 || !numbers.every(Number.isFinite))
    throw new SourceError(
      'entry-malformed',
      {
        expected: say(factWords.evenCount, { what: `${element.name} ${attribute}` }),
        found: text === '' ? factWords.nothing : `"${text.slice(0, 40)}"`,
      },
      element.line,
    )
  return Array.from({ length: numbers.length / 2 }, (_, i): Point => [numbers[2 * i], numbers[2 * i + 1]])
}

/** How the lines of a format are read. */
interface LineRules {
  readonly outlineOf: (element: XmlElement) => Polygon
  readonly transcriptOf: (line: XmlElement) => string
  /** Names of what a line may hold. */
  readonly known: readonly string[]
  /** Whether the region has a text and no line: it becomes one that does not count. */
  readonly isBare: boolean
}

/** The text lines of a region, and what in them is told. */
export function linesIn(
  region: XmlElement,
  { outlineOf, transcriptOf, known, isBare }: LineRules,
  place: { readonly file: string; readonly notes: Note[] },
): MarkedText[] {
  const { file, notes } = place
  const read = (element: XmlElement, transcript: string, ignore: boolean): readonly MarkedText[] =>
    readMarked({ ...place, line: element.line }, () => [
      { polygon: outlineOf(element), transcript, ignore, where: placeIn(file, element.line) },
    ])
  if (isBare) {
    notes.push(note('region-without-lines', placeIn(file, region.line)))
    return [...read(region, '', true)]
  }
  return childrenNamed(region, 'TextLine').flatMap((line) => [
    ...read(line, transcriptOf(line), false),
    ...toldStrays(line, known, place),
  ])
}
