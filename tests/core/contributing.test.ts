// The door for contributors names only files and commands that there are.
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const text = readFileSync('CONTRIBUTING.md', 'utf8')
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }

describe('CONTRIBUTING', () => {
  it('names files that there are', () => {
    const named = [...text.matchAll(/`((?:src|tests|scripts|web|\.ci|\.github)\/[\w./-]+\.\w+)`|\]\(([\w./-]+)\)/g)]
    const paths = named.map((match) => match[1] ?? match[2])
    expect(paths.length).toBeGreaterThan(25)
    expect(paths.filter((path) => !existsSync(path))).toEqual([])
  })

  it('names scripts that there are', () => {
    const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name)
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })
})
