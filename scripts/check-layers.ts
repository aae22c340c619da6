// Checks who imports whom: folders of src/ may only import the modules below them, and each library is imported in one file; files are opened to read in one place.
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

/** Where files are opened to read; everywhere else a pipe or a device could be opened as if it were a file. */
const opensFiles = 'src/core/read-file.ts'
const opening =
  /\b(?:readFile|readFileSync|createReadStream|openAsBlob)\b[^;]*?from 'node:fs|\bopen(?:Sync)?\([^;\n]*, 'r'\)/

/** What each module of src/ may import, besides itself. Arrows point down. */
const mayImport: Record<string, readonly string[]> = {
  core: [],
  cluster: ['core'],
  formats: ['core'],
  geometry: ['core'],
  graph: ['core', 'formats'],
  data: ['core', 'geometry'],
  draw: ['core', 'geometry', 'data'],
  prepare: ['core', 'geometry', 'data', 'draw'],
  annotate: ['core', 'geometry', 'data'],
  model: ['core', 'graph'],
  detect: ['core', 'geometry', 'graph', 'data', 'draw', 'model'],
  recognize: ['core', 'formats', 'geometry', 'graph', 'data'],
  train: ['core', 'cluster', 'graph', 'data', 'model'],
  checkpoint: ['core', 'formats', 'model', 'detect', 'train'],
  run: ['core', 'cluster', 'formats'],
  diagnose: ['core', 'geometry', 'run'],
  export: ['core', 'formats', 'geometry', 'graph', 'data', 'model', 'detect'],
  tasks: [
    'core',
    'cluster',
    'formats',
    'geometry',
    'graph',
    'data',
    'draw',
    'prepare',
    'annotate',
    'model',
    'detect',
    'train',
    'checkpoint',
    'run',
    'diagnose',
    'export',
    'recognize',
  ],
  server: ['core', 'run', 'diagnose', 'tasks'],
  api: [
    'core',
    'graph',
    'data',
    'train',
    'detect',
    'run',
    'diagnose',
    'tasks',
    'geometry',
    'formats',
    'export',
    'recognize',
  ],
  cli: ['core', 'run', 'diagnose', 'tasks', 'server'],
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name))
}

const importPattern = /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)/g
const problems: string[] = []
const doors = new Map<string, Set<string>>()

for (const file of sourceFiles('src')) {
  const room = relative('src', file).split('/')[0]
  const allowed = mayImport[room]
  if (allowed === undefined) {
    problems.push(`${file}: folder "${room}" is not in the table of scripts/check-layers.ts`)
    continue
  }
  const text = readFileSync(file, 'utf8')
  if (!text.replace(/^#!.*\n/, '').startsWith('//'))
    problems.push(`${file}: the first line must say what the file is (a // comment)`)
  if (file !== opensFiles && file !== 'src/core/files.ts' && opening.test(text))
    problems.push(`${file}: opens a file to read; take a function of ${opensFiles}`)
  for (const match of text.matchAll(importPattern)) {
    const target = match[1] ?? match[2]
    if (target.startsWith('.')) {
      const targetRoom = relative('src', resolve(dirname(file), target)).split('/')[0]
      if (targetRoom !== room && !allowed.includes(targetRoom))
        problems.push(`${file}: "${room}" may not import "${targetRoom}" (${target})`)
    } else if (!target.startsWith('node:')) {
      const library = target
        .split('/')
        .slice(0, target.startsWith('@') ? 2 : 1)
        .join('/')
      doors.set(library, (doors.get(library) ?? new Set()).add(file))
    }
  }
}
// Imported as a value, the library would be loaded before its telemetry is switched off (src/graph/session.ts).
for (const file of [...sourceFiles('src'), ...sourceFiles('tests'), ...sourceFiles('scripts')])
  if (/(?:^|\n)import (?!type)[^'"\n]*['"]onnxruntime-node['"]/.test(readFileSync(file, 'utf8')))
    problems.push(`${file}: onnxruntime-node is loaded by src/graph/session.ts alone; import only its types`)
for (const [library, files] of doors)
  if (files.size > 1) problems.push(`library ${library} has ${files.size} doors, expected 1: ${[...files].join(', ')}`)

for (const problem of problems) console.error(problem)
console.log(`layers: ${problems.length === 0 ? 'ok' : `${problems.length} problem(s)`}`)
process.exitCode = problems.length === 0 ? 0 : 1
