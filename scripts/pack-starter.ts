// Makes the shipped form of the starter from any checkpoint: filters as float16, detection settings inside, a manifest with hash beside.
// Usage: npm run pack:starter -- new.pth [--version N] [--provenance "one sentence"]
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { weightsForUse } from '../src/checkpoint/checkpoint.ts'
import { readCheckpoint } from '../src/checkpoint/read.ts'
import type { StarterManifest } from '../src/checkpoint/starter.ts'
import { must } from '../src/core/assert.ts'
import { defaultDetectorSettings, SETTINGS_KEY, settingsToText } from '../src/detect/settings.ts'
import { encodePth, toFloat16, type PthTensor } from '../src/formats/pth.ts'
import { parameterSpecs } from '../src/model/dbnet.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { version: { type: 'string' }, provenance: { type: 'string' } },
})
const [source] = positionals
if (source === undefined) {
  console.error('usage: npm run pack:starter -- new.pth [--version N] [--provenance "one sentence"]')
  process.exit(2)
}

const manifestPath = fileURLToPath(new URL('../weights/starter.json', import.meta.url))
const before = readManifest()
const checkpoint = await readCheckpoint(source)
const weights = weightsForUse(checkpoint)
const tensors = parameterSpecs().map(({ name, role }): [string, PthTensor] => {
  const { shape, data } = must(weights.get(name), `${source} has ${name}: a starter has both branches`)
  return [
    name,
    role === 'filter' ? { dtype: 'float16', shape, data: toFloat16(data) } : { dtype: 'float32', shape, data },
  ]
})
const settings = settingsToText(checkpoint.settings ?? defaultDetectorSettings)
const bytes = encodePth(
  new Map<string, ReadonlyMap<string, PthTensor> | string>([
    ['state_dict', new Map(tensors)],
    [SETTINGS_KEY, settings],
  ]),
)
const version = values.version === undefined ? (before?.version ?? 0) + 1 : Number(values.version)
const manifest: StarterManifest = {
  version,
  file: 'starter.pth',
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  provenance: values.provenance ?? before?.provenance ?? '',
}
writeFileSync(fileURLToPath(new URL(`../weights/${manifest.file}`, import.meta.url)), bytes)
writeFileSync(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`)
console.log(`weights/${manifest.file}: version ${version}, ${bytes.length} bytes, sha256 ${manifest.sha256}`)
console.log('next: npm test, `ocrdet eval starter --data <set>` for the table of docs/starter.md, and one commit')

function readManifest(): StarterManifest | undefined {
  try {
    return JSON.parse(readFileSync(manifestPath, 'utf8')) as StarterManifest
  } catch {
    return undefined
  }
}
