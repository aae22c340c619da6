// Folders to choose from, and the data sets in nested ones.
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { datasetsBelow, foldersIn } from '../../src/server/files/folders.ts'
import { insideFolders } from '../../src/server/files/served-folders.ts'
import { temporaryFolder } from '../tasks/training.ts'

function makeFolders(paths: readonly string[]): string {
  const root = realpathSync(temporaryFolder())
  for (const path of paths) {
    mkdirSync(join(root, path), { recursive: true })
    if (path.endsWith('set')) writeFileSync(join(root, path, 'train_list.txt'), '')
  }
  return root
}

describe('data sets', () => {
  it('are found in nested folders, the nearest first, and not inside of each other', () => {
    const root = makeFolders([
      'a/b/deep_set',
      'near_set',
      'near_set/inner_set',
      'node_modules/x/set',
      '.hidden/set',
      'a/b/c/d/e/far_set',
    ])
    expect(datasetsBelow(root)).toEqual([join(root, 'near_set'), join(root, 'a/b/deep_set')])
  })

  it('are not found where nothing is', () => {
    expect(datasetsBelow(join(realpathSync(temporaryFolder()), 'gone'))).toEqual([])
  })
})

describe('the folders to choose from', () => {
  it('are those that are served, then one level at a time, with data sets marked', () => {
    const root = makeFolders(['x/img10', 'x/img2', 'x/my_set'])
    expect(foldersIn(undefined, [root]).folders).toEqual([{ name: root, path: root, isDataset: false }])
    const { path, parent, folders } = foldersIn(join(root, 'x'), [root])
    expect([path, parent]).toEqual([join(root, 'x'), root])
    expect(folders.map(({ name, isDataset }) => [name, isDataset])).toEqual([
      ['img2', false],
      ['img10', false],
      ['my_set', true],
    ])
    expect(foldersIn(root, [root]).parent).toBeUndefined()
  })

  it('never lead out of what is served', () => {
    const root = makeFolders(['inside'])
    const other = makeFolders(['secret'])
    symlinkSync(other, join(root, 'inside', 'link'))
    expect(() => foldersIn(other, [root])).toThrow(/outside|not in a folder/i)
    expect(() => foldersIn(join(root, 'inside', 'link'), [root])).toThrow(/outside|not in a folder/i)
    expect(foldersIn(join(root, 'inside'), [root]).folders).toEqual([])
  })
})

describe('a path that begins with ~', () => {
  it('lies in the home folder of who runs the server', () => {
    expect(insideFolders('~', [homedir()])).toBe(realpathSync(homedir()))
    expect(() => insideFolders('~', [temporaryFolder()])).toThrow(/not in a folder|outside/i)
  })
})
