// XML elements with their line numbers: the only file that imports fast-xml-parser.
import { factWords } from './fact-words.ts'
import { say } from '../../core/say.ts'
import { XMLParser, XMLValidator, type ValidationError } from 'fast-xml-parser'
import { wordsFor } from '../../core/library-words.ts'
import { SourceError } from './notes.ts'
import { measureXml } from './xml-measure.ts'

/** An element. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** The text directly inside it, without white space at its ends. */
  readonly text: string
  /** The line in which it begins, from 1. */
  readonly line: number
}

/** Everything stays text, in the order of the file; entities that a file declares itself are left alone. */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  htmlEntities: true,
  captureMetaData: true,
})
const metadata = XMLParser.getMetaDataSymbol() as symbol

/** What the parser makes of an element or of a text, with `preserveOrder`. */
interface ParsedNode {
  readonly [key: string]: unknown
  readonly [key: symbol]: { readonly startIndex?: number } | undefined
}

/**
 * The root element of an XML document.
 * @throws SourceError file-malformed, with the line
 */
export function parseXml(source: string): XmlElement {
  const text = source.replaceAll(/\r\n?/g, '\n') // as the parser does, so that its offsets are those of this text
  refuseTooMuch(text)
  const verdict = XMLValidator.validate(text)
  if (verdict !== true) {
    const { line, column } = placeOf(verdict, text)
    const found = say(factWords.xmlPlace, { fault: wordsFor('xml', verdict.err.msg), line, column })
    throw new SourceError('file-malformed', { expected: factWords.wellFormed, found }, line)
  }
  const root = elementsOf(parsed(text), new LineCounter(text)).find(({ name }) => !name.startsWith('?'))
  if (root !== undefined) return root
  throw new SourceError('file-malformed', { expected: factWords.xmlElement, found: factWords.none }, 1)
}

/** Before the parser, which takes about half a kilobyte for each part, and goes deep by calling itself. */
function refuseTooMuch(text: string): void {
  const excess = measureXml(text)
  if (excess === undefined) return
  const { expected, found, at } = excess
  throw new SourceError('file-malformed', { expected, found }, new LineCounter(text).lineAt(at))
}

/** Where the fault is, from 1; of elements that have no end the library says line 1, though it is the end of the text that is missing. */
function placeOf({ err: { msg, line, col } }: ValidationError, text: string): { line: number; column: number } {
  if (!msg.startsWith("Invalid '[")) return { line, column: col }
  const lines = text.trimEnd().split('\n')
  return { line: lines.length, column: lines[lines.length - 1].length }
}

/** The library's own limits (nesting, entities) are thrown as plain errors. */
function parsed(text: string): ParsedNode[] {
  try {
    return parser.parse(text) as ParsedNode[]
  } catch (error) {
    throw new SourceError('file-malformed', { expected: factWords.plainXml, found: wordsFor('xml', error) })
  }
}

function elementsOf(nodes: readonly ParsedNode[], lines: LineCounter): XmlElement[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ':@')
    if (name === undefined || name === '#text') return []
    // Before the children: lines are counted forwards.
    const line = lines.lineAt(node[metadata]?.startIndex ?? 0)
    const inside = node[name] as ParsedNode[]
    const text = inside.flatMap((child) => (typeof child['#text'] === 'string' ? [child['#text']] : [])).join('')
    const attributes = (node[':@'] ?? {}) as Record<string, string>
    return [{ name, attributes, children: elementsOf(inside, lines), text: text.trim(), line }]
  })
}

/** Lines of offsets that never go back, so that a file is gone through once. */
class LineCounter {
  readonly #text: string
  /** Where the line ends that was reached. */
  #end: number
  #line = 1

  constructor(text: string) {
    this.#text = text
    this.#end = this.#endAfter(0)
  }

  lineAt(offset: number): number {
    while (this.#end < offset) {
      this.#line += 1
      this.#end = this.#endAfter(this.#end + 1)
    }
    return this.#line
  }

  #endAfter(from: number): number {
    const end = this.#text.indexOf('\n', from)
    return end === -1 ? this.#text.length : end
  }
}

/** Children of one name. */
export function childrenNamed({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((child) => child.name === name)
}

/** An attribute that must be a number. */
export function numberOf({ name, attributes, line }: XmlElement, attribute: string): number {
  const text = attributes[attribute]
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isFinite(value)) return value
  const found = text === undefined ? factWords.nothing : `"${text}"`
  throw new SourceError(
    'entry-malformed',
    { expected: say(factWords.attributeNumber, { name, attribute }), found },
    line,
  )
}
