// The key of files as they are: it follows every change, and there is none while a change is too young to be told from the next.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { versionOf } from '../../src/core/file-version.ts'

it('changes with size and presence, and is missing for a moment after a change', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-version-'))
  const paths = ['a', 'b'].map((name) => join(folder, name))
  writeFileSync(paths[0], 'one')
  const { mtimeMs } = statSync(paths[0])
  const later = mtimeMs + 1000
  expect(versionOf(paths, mtimeMs + 10)).toBeUndefined()
  const one = versionOf(paths, later)
  expect(versionOf(paths, later)).toBe(one)
  writeFileSync(paths[0], 'longer')
  const longer = versionOf(paths, later)
  expect(longer).not.toBe(one)
  writeFileSync(paths[1], '')
  expect(versionOf(paths, later)).not.toBe(longer)
  rmSync(folder, { recursive: true })
})
