// The declaration files as a strict consumer sees them: complete, under both resolutions, and nothing else can be imported.
import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../tasks/training.ts'

const program = `import { openDetector, train, UserError, type Detection, type DiagnosisRule, type TrainSettings } from 'ocrdet'
import * as api from 'ocrdet'
import { backward, Graph, mul, type Value } from 'ocrdet/graph'

export const settings: TrainSettings = { batch_size: 2, optimizer: 'AdamW', input_size: [640, 640] }
export async function run(signal: AbortSignal): Promise<number> {
  for await (const event of train({ data: 'custom_data', settings, signal }))
    if (event.type === 'iteration') return event.loss
    else if (event.type === 'line' && event.line.kind === 'val') return event.line.fScore
    else if (event.type === 'summary') return event.best?.fScore ?? 0
  return 0
}
export async function find(image: string | Buffer): Promise<Detection> {
  const detector = await openDetector({ settings: { binary_threshold: 0.3 } })
  return detector.detect(image).finally(() => detector.close())
}
export const rule: DiagnosisRule = { code: 'a', check: ({ settings }) => (settings ? [] : { skipped: 'none' }) }
export const isRefused = (error: unknown): boolean => error instanceof UserError && error.code === 'disk-full'
export const gradient = (x: Value): Value => backward(mul(x, x), [x])[0]
export const graph = new Graph()
export const all = { ...api }
// @ts-expect-error a setting that there is not
export const unknown: TrainSettings = { batch_sise: 2 }
// @ts-expect-error a code that there is not
export const wrong = (error: UserError): boolean => error.code === 'no-such-code'
// @ts-expect-error internals
export type Hidden = typeof import('ocrdet/dist/core/errors.js')
`

describe('the declaration files', () => {
  it.each(['Node16', 'Bundler'])(
    'pass in a strict project, libraries included (%s)',
    { timeout: 60_000 },
    (resolution) => {
      const folder = temporaryFolder()
      mkdirSync(join(folder, 'node_modules', '@types'), { recursive: true })
      symlinkSync(resolve('.'), join(folder, 'node_modules', 'ocrdet'), 'junction')
      symlinkSync(resolve('node_modules/@types/node'), join(folder, 'node_modules', '@types', 'node'), 'junction')
      writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
      writeFileSync(join(folder, 'program.ts'), program)
      const compilerOptions = {
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: false,
        skipLibCheck: false,
        noEmit: true,
        target: 'ES2022',
        module: resolution === 'Node16' ? 'Node16' : 'ESNext',
        moduleResolution: resolution,
        types: ['node'],
      }
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['program.ts'] }))
      const { status, stdout } = spawnSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', folder])
      expect(stdout.toString()).toBe('')
      expect(status).toBe(0)
    },
  )
})

describe('the package', () => {
  it('exports what the API promises, and no internals', () => {
    const named = (name: string) => {
      const code = `import(${JSON.stringify(name)}).then((m) => console.log(Object.keys(m).join(' ')), (e) => console.log(e.code))`
      return spawnSync(process.execPath, ['--input-type=module', '-e', code]).stdout.toString().trim().split(' ')
    }
    const names = 'checkDataset diagnose exportModel openDetector readRun resume train UserError verify'.split(' ')
    expect(named('ocrdet')).toEqual(expect.arrayContaining(names))
    expect(named('ocrdet/graph')).toEqual(expect.arrayContaining(['Graph', 'backward', 'compile', 'encodeOnnx']))
    expect(named('ocrdet/dist/core/errors.js')).toEqual(['ERR_PACKAGE_PATH_NOT_EXPORTED'])
  })
})
