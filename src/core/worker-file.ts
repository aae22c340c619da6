// Where a worker thread's file lies: always the built JavaScript, also when the product runs from its TypeScript sources.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { assert } from './assert.ts'

/**
 * The URL to start a worker from. A worker thread gets no TypeScript loader, so `.../src/x/y.ts` is answered with
 * `.../dist/x/y.js`, which `npm run build` makes.
 * @param importer `import.meta.url` of the file that starts the worker
 * @param name the worker's file beside the importer, without extension: `worker`
 */
export function workerFile(importer: string, name: string): URL {
  const beside = new URL(`${name}.js`, importer).href
  const source = beside.lastIndexOf('/src/')
  const fromSources = importer.endsWith('.ts') && source >= 0
  const file = new URL(fromSources ? `${beside.slice(0, source)}/dist/${beside.slice(source + 5)}` : beside)
  assert(existsSync(fileURLToPath(file)), `the worker ${fileURLToPath(file)} is built (npm run build)`)
  return file
}
