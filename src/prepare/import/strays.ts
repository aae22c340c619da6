// What stands in an element and belongs to no format: it may be a text, so it is told, and its image is not used.
import { say } from '../../core/say.ts'
import { factWords } from './fact-words.ts'
import { unreadText } from './marked-text.ts'
import { note, placeIn, SourceError, type Note } from './notes.ts'
import type { MarkedText } from './types.ts'
import type { XmlElement } from './xml.ts'

/** What stands in an element and is no child it may have (any, by default), as errors: a text, or an element of another name. */
export function straysIn({ name, children, text, line }: XmlElement, known?: readonly string[]): SourceError[] {
  const expected = say(factWords.inside, { name, list: known?.join(', ') ?? factWords.onlyElements })
  const strays = children.filter((child) => known !== undefined && !known.includes(child.name))
  const found = strays.map((child): [string, number] => [`<${child.name}>`, child.line])
  if (text !== '') found.push([`"${text.slice(0, 40)}"`, line])
  return found.map(([what, at]) => new SourceError('entry-malformed', { expected, found: what }, at))
}

/** The note of an error, and what it leaves of a text. */
export function toldStray(
  { code, facts, line }: SourceError,
  { file, notes }: { readonly file: string; readonly notes: Note[] },
): MarkedText {
  notes.push(note(code, placeIn(file, line), facts))
  return unreadText(placeIn(file, line))
}

/** The strays of an element as notes, each a text of unknown place. */
export function toldStrays(
  element: XmlElement,
  known: readonly string[],
  place: { readonly file: string; readonly notes: Note[] },
): MarkedText[] {
  return straysIn(element, known).map((error) => toldStray(error, place))
}
