// A docstring taken apart: what it says, its parameters, what is thrown, and examples.

/** The parts of a docstring, as Markdown. */
export interface Docstring {
  readonly summary: string
  readonly params: readonly { readonly name: string; readonly text: string }[]
  readonly returns: string
  readonly throws: string
  readonly examples: readonly string[]
}

const known = 'param|returns|throws|example|see|remarks|internal|packageDocumentation'
const tag = new RegExp(`^@(${known})\\b`)

/** @param comment with its stars; undefined reads as empty */
export function parseDocstring(comment = ''): Docstring {
  const lines = comment
    .replace(/^\s*\/\*\*/, '')
    .replace(/\*\/\s*$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
  const blocks: { tag: string; lines: string[] }[] = [{ tag: '', lines: [] }]
  for (const line of lines) {
    const match = tag.exec(line)
    if (match === null) blocks.at(-1)!.lines.push(line)
    else blocks.push({ tag: match[1], lines: [line.slice(match[0].length).trimStart()] })
  }
  const all = (name: string): string[] =>
    blocks.filter((block) => block.tag === name).map(({ lines }) => lines.join('\n').trim())
  return {
    summary: all('').join('\n\n'),
    params: all('param').map((text) => paramOf(text)),
    returns: all('returns').join(' '),
    throws: all('throws').join('; '),
    examples: all('example'),
  }
}

function paramOf(text: string): { name: string; text: string } {
  const [, name, rest] = /^(\S+)\s*(?:- )?([^]*)$/.exec(text) ?? ['', '', text]
  return { name, text: rest }
}
