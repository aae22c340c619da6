// Writes everything that is generated from the code's tables; with --check only says which files are not current.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { undocumented } from './generate/api/pages.ts'
import { generated } from './generate/files.ts'

const isCheck = process.argv.includes('--check')
const stale = generated
  .map(({ path, text }) => ({ path, text: text() }))
  .filter(({ path, text }) => !existsSync(path) || readFileSync(path, 'utf8') !== text)
for (const { path, text } of isCheck ? [] : stale) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
for (const { path } of stale)
  console.log(isCheck ? `${path}: not current; write it with: npm run generate` : `${path}: written`)
const bare = undocumented()
for (const name of bare) console.log(`${name} has no docstring`)
console.log(`generated: ${stale.length === 0 || !isCheck ? 'ok' : `${stale.length} file(s) not current`}`)
process.exitCode = (isCheck && stale.length > 0) || bare.length > 0 ? 1 : 0
