// What an installation does: it unpacks files and runs nothing of others.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')

describe('an installation', () => {
  it('runs no script of a dependency: onnxruntime-node would fetch CUDA, and npm 11 warns of scripts that are not allowed', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as { packages: Readonly<Record<string, object>> }
    expect(Object.keys(packages).filter((name) => 'hasInstallScript' in packages[name])).toEqual([])
  })

  it('sets only what npm knows: it warns of other names at every call', () => {
    const names = read('.npmrc')
      .trim()
      .split('\n')
      .map((line) => line.split('=')[0])
    expect(names).toEqual(['save-exact'])
  })
})
