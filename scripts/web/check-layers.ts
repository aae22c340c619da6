// Checks who imports whom in web/: rooms only use the rooms below them, features never each other, of the server only types.
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

/** What each module of web/src may import, besides itself. */
const mayImport: Record<string, readonly string[]> = {
  words: [],
  ui: ['words'],
  api: ['words', 'ui'],
  charts: ['words', 'ui'],
  image: ['words', 'ui'],
  annotate: ['image'],
  form: ['words', 'ui'],
  logs: ['words', 'ui', 'api'],
  model: ['words', 'ui', 'api'],
  upload: ['words', 'ui', 'api'],
  correct: ['words', 'ui', 'api'],
  run: ['words', 'ui', 'api', 'charts', 'image', 'logs', 'correct'],
  features: ['words', 'ui', 'api', 'charts', 'image', 'annotate', 'form', 'logs', 'model', 'upload', 'correct', 'run'],
  app: ['words', 'ui', 'api', 'correct', 'features'],
}

const root = 'web/src'
/** All that the page knows of the server, and plain tables and functions without any import that both use. */
const contract = 'src/server/api.ts'
const tables: readonly string[] = [
  'src/core/fill-in.ts',
  'src/core/image-endings.ts',
  'src/diagnose/measures.ts',
  'src/run/join-curves.ts',
  'src/run/log-tags.ts',
  'src/run/state-names.ts',
  'src/run/thin-curve.ts',
]
const importPattern = /(?:^|\n)\s*(import|export)\s([^'"]*?)from\s+['"](\.[^'"]+)['"]|import\(['"](\.[^'"]+)['"]\)/g
const problems: string[] = []

const partOf = (path: string, depth: number): string => relative(root, path).split('/').slice(0, depth).join('/')

function checkImport(file: string, target: string, isType: boolean): void {
  const path = relative('.', resolve(dirname(file), target))
  const room = partOf(file, 1)
  if (tables.includes(path)) return
  if (!path.startsWith(`${root}/`)) {
    if (path !== contract) problems.push(`${file}: outside of web/ only ${contract} may be imported (${target})`)
    else if (!isType) problems.push(`${file}: only types of the server may be imported: write "import type"`)
    return
  }
  const other = partOf(path, 1)
  if (room === 'main.tsx') return
  if (room === 'features' && other === 'features' && partOf(file, 2) !== partOf(path, 2))
    problems.push(`${file}: a feature may not import another one (${target})`)
  if (other !== room && !(mayImport[room] ?? []).includes(other))
    problems.push(`${file}: "${room}" may not import "${other}" (${target})`)
}

for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
  const file = join(root, name)
  if (!/\.tsx?$/.test(name)) continue
  const text = readFileSync(file, 'utf8')
  if (!text.startsWith('//')) problems.push(`${file}: the first line must say what the file is (a // comment)`)
  for (const [, , clause = '', from, lazy = ''] of text.matchAll(importPattern))
    checkImport(file, from ?? lazy, clause.startsWith('type '))
}

for (const problem of problems) console.error(problem)
console.log(`layers of web: ${problems.length === 0 ? 'ok' : `${problems.length} problem(s)`}`)
process.exitCode = problems.length === 0 ? 0 : 1
