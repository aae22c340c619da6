// The pages of the API reference (docs/api) from what the declaration files say.
import { parseDocstring } from './docstring.ts'
import { extract, type ApiItem, type EntryPoint } from './extract.ts'

/** The two entry points: what is imported, the file in src/api, and the page. */
export const entryPoints = [
  { name: 'ocrdet', file: 'index', page: 'ocrdet.md' },
  { name: 'ocrdet/graph', file: 'graph', page: 'graph.md' },
] as const

const read = new Map<string, EntryPoint>()

function entryPoint(file: string): EntryPoint {
  const known = read.get(file) ?? extract(file)
  read.set(file, known)
  return known
}

/** The text of docs/api/README.md. */
export function apiIndex(): string {
  const rows = entryPoints.flatMap(({ name, file, page }) => {
    const { docComment, items } = entryPoint(file)
    const functions = exported(items).filter(({ kind }) => kind === 'Function' || kind === 'Class')
    const links = functions.map((item) => `[\`${item.name}\`](${page}#${anchorOf(item.name)})`).join(', ')
    return [`## [\`${name}\`](${page})`, '', parseDocstring(docComment).summary, '', links, '']
  })
  return ['# API reference', '', note, '', ...rows].join('\n')
}

const note =
  'Generated from the docstrings of `src/api` and of what it exports by `npm run generate`; `npm run check` compares.'

/** The sections of a page, in order. What is mentioned but not exported has no name to import, but a shape to know. */
const sections: readonly (readonly [title: string, has: (item: ApiItem) => boolean])[] = [
  ['Functions', (item) => item.kind === 'Function' && isExported(item)],
  ['Classes', (item) => item.kind === 'Class' && isExported(item)],
  ['Values', (item) => item.kind === 'Variable' && isExported(item)],
  ['Types', (item) => isType(item) && isExported(item)],
  ['Types that are mentioned but not exported', (item) => isType(item) && !isExported(item)],
]

/** The text of one page. */
export function apiPage(file: string): string {
  const { name } = entryPoints.find((entry) => entry.file === file)!
  const { docComment, items } = entryPoint(file)
  const parts = sections.flatMap(([title, has]) => {
    const found = items.filter((item) => has(item))
    return found.length === 0 ? [] : [`## ${title}`, ...found.map((item) => renderItem(item))]
  })
  return `${[`# \`${name}\``, parseDocstring(docComment).summary, note, ...parts].join('\n\n')}\n`
}

/** Exported functions, classes and types without a docstring: there must be none. */
export function undocumented(): string[] {
  return entryPoints.flatMap(({ name, file }) =>
    exported(entryPoint(file).items)
      .filter(({ docComment }) => parseDocstring(docComment).summary === '')
      .map((item) => `${name}: ${item.name}`),
  )
}

function exported(items: readonly ApiItem[]): ApiItem[] {
  return items.filter((item) => isExported(item))
}

function isExported({ canonicalReference = '' }: ApiItem): boolean {
  return !canonicalReference.includes('~')
}

function isType({ kind }: ApiItem): boolean {
  return kind === 'Interface' || kind === 'TypeAlias'
}

function renderItem(item: ApiItem): string {
  const signature = `\`\`\`ts\n${signatureOf(item)}\n\`\`\``
  return [`### ${item.name}`, signature, ...renderDocstring(item), ...renderMembers(item)].join('\n\n')
}

function signatureOf({ excerptTokens = [] }: ApiItem): string {
  const text = excerptTokens.map(({ text }) => text).join('')
  return text
    .replace(/^export (?:declare )?|^declare /, '')
    .replaceAll('\r\n', '\n')
    .trim()
}

function renderDocstring({ docComment }: ApiItem): string[] {
  const { summary, params, returns, throws, examples } = parseDocstring(docComment)
  return [
    ...(summary === '' ? [] : [summary]),
    ...(params.length === 0 ? [] : [params.map(({ name, text }) => `- \`${name}\`: ${text}`).join('\n')]),
    ...(returns === '' ? [] : [`Returns ${returns}`]),
    ...(throws === '' ? [] : [`Throws ${throws}.`]),
    ...examples,
  ]
}

/** What is said of a constructor that nobody described: it is left out. */
const filledIn = 'Constructs a new instance of'

function renderMembers({ members = [] }: ApiItem): string[] {
  const own = members.filter(({ docComment = '' }) => !docComment.includes(filledIn))
  const rows = own.map((member) => {
    const { summary, params, throws } = parseDocstring(member.docComment)
    const said = [
      summary,
      ...params.map(({ name, text }) => `\`${name}\`: ${text}.`),
      ...(throws === '' ? [] : [`Throws ${throws}.`]),
    ]
    const words = said
      .filter((part) => part !== '')
      .join(' ')
      .replaceAll(/\s*\n\s*/g, ' ')
    const signature = signatureOf(member)
      .replace(/^readonly /, '')
      .replace(/;$/, '')
      .replaceAll(/\s*\n\s*/g, ' ')
    return `- \`${signature}\`${words === '' ? '' : `: ${words}`}`
  })
  return rows.length === 0 ? [] : [rows.join('\n')]
}

function anchorOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^\w-]/g, '')
}
