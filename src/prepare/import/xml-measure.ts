// How much an XML text holds, counted without parsing it: what would cost memory and time out of proportion is found before it does.
import type { InBoth } from '../../core/language.ts'
import { say } from '../../core/say.ts'
import { factWords } from './fact-words.ts'

/** Deeper nesting is no annotation. The parser's own limit is 100 too. */
export const maxXmlDepth = 100

/** Most elements, attributes and entities together: those of some 400,000 boxes. */
export const maxXmlParts = 3e6

/** What goes beyond a limit, and the offset where it does. */
export interface XmlExcess {
  readonly expected: InBoth<string>
  readonly found: InBoth<string>
  readonly at: number
}

/** The first place where a text goes beyond a limit; undefined where it does not. Text that is not well formed is counted as far as it goes. */
export function measureXml(text: string): XmlExcess | undefined {
  let depth = 0
  let parts = 0
  for (let at = nextSign(text, 0); at < text.length;) {
    const sign = signAt(text, at)
    depth += sign.depth
    parts += sign.parts
    if (depth > maxXmlDepth)
      return { expected: say(factWords.maxDepth, { max: maxXmlDepth }), found: factWords.tooDeep, at }
    if (parts > maxXmlParts)
      return { expected: say(factWords.maxParts, { max: maxXmlParts }), found: factWords.more, at }
    at = nextSign(text, sign.end)
  }
  return undefined
}

interface Sign {
  /** Offset behind it. */
  readonly end: number
  readonly depth: number
  readonly parts: number
}

const [quote, apostrophe, slash, greater, less, ampersand] = [34, 39, 47, 62, 60, 38] as const

function nextSign(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === less || code === ampersand) return at
  }
  return text.length
}

/** Parts that hold no elements, by how they begin and end. */
const opaque = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const

function signAt(text: string, at: number): Sign {
  if (text.charCodeAt(at) === ampersand) return { end: at + 1, depth: 0, parts: 1 }
  for (const [start, stop] of opaque) {
    if (!text.startsWith(start, at)) continue
    const end = text.indexOf(stop, at + start.length)
    return { end: end === -1 ? text.length : end + stop.length, depth: 0, parts: 1 }
  }
  return text.charCodeAt(at + 1) === slash ? { end: at + 2, depth: -1, parts: 0 } : startTag(text, at)
}

/** Up to the `>` that stands in no quotes; each value in quotes is an attribute. */
function startTag(text: string, start: number): Sign {
  let parts = 1
  let open = 0
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (open !== 0) {
      if (code === open) open = 0
    } else if (code === greater) return { end: at + 1, depth: text.charCodeAt(at - 1) === slash ? 0 : 1, parts }
    else if (code === quote || code === apostrophe) {
      open = code
      parts += 1
    }
  }
  return { end: text.length, depth: 0, parts }
}
