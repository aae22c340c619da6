// Before all tests: one folder for what they write, the states of their servers included, which goes with the last of them; a whole run leaves gigabytes otherwise.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Makes the folder the one for temporary files, here and in every process that tests start. */
export function setup(): () => void {
  const before = process.env['TMPDIR']
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-tests-'))
  process.env['TMPDIR'] = folder
  process.env['OCRDET_STATE'] = join(folder, 'state')
  return () => {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
    delete process.env['OCRDET_STATE']
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
