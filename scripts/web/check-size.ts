// Fails when the first load of any page takes more JavaScript than promised. Reads the manifest of the built client.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** Bytes of gzipped JavaScript that the first load may take. */
const limit = 300_000
const folder = 'dist/web'

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
}

const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>

/** The files that are loaded with a chunk. */
function loadedWith(name: string, files = new Set<string>()): Set<string> {
  const chunk = manifest[name]
  if (files.has(chunk.file)) return files
  files.add(chunk.file)
  for (const other of chunk.imports ?? []) loadedWith(other, files)
  return files
}

const sizes = new Map<string, number>()
function packed(file: string): number {
  const known = sizes.get(file) ?? gzipSync(readFileSync(join(folder, file)), { level: 9 }).length
  sizes.set(file, known)
  return known
}

const sum = (files: Iterable<string>): number => [...files].reduce((total, file) => total + packed(file), 0)
const shell = loadedWith('index.html')
const pages = manifest['index.html'].dynamicImports ?? []
let largest = 0
for (const page of pages) {
  const bytes = sum(loadedWith(page, new Set(shell)))
  largest = Math.max(largest, bytes)
  console.log(`${(bytes / 1000).toFixed(1).padStart(7)} kB  ${page.replace(/^src\//, '')}`)
}
const all = sum(Object.values(manifest).flatMap(({ file }) => (file.endsWith('.js') ? [file] : [])))
console.log(`${(all / 1000).toFixed(1).padStart(7)} kB  everything; at most ${limit / 1000} kB for a first load`)
if (largest > limit || pages.length === 0) {
  console.error(`the first load takes ${largest} bytes, expected at most ${limit}`)
  process.exitCode = 1
}
