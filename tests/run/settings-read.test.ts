// A setting that nothing reads would promise what does not happen.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { settings } from '../../src/run/settings/table.ts'

/** Where settings are declared, copied into files or offered as options: being named there is not being used. */
const declared = /^(?:run\/settings\/|api\/settings\.ts$)/

/** The original system's key with the only network that there is. */
const onlyOneValue = ['backbone']

it('every setting is read by something besides its own table', () => {
  const root = join(import.meta.dirname, '../../src')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !declared.test(file),
  )
  const code = files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n')
  const isRead = (name: string): boolean => new RegExp(String.raw`\.${name}\b|[{,]\s*${name}\b[^:]`).test(code)
  expect(Object.keys(settings).filter((name) => !isRead(name))).toEqual(onlyOneValue)
})
