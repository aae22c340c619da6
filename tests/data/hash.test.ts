// The content hash: blind to where the files lie, sensitive to every byte that training sees.
import { createHash } from 'node:crypto'
import { renameSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDataset } from '../../src/data/dataset.ts'
import { hashDataset } from '../../src/data/hash.ts'
import { boxLine, makeFolder } from './folder.ts'

const files = {
  'train_list.txt': '1.jpg\n2.jpg',
  'train_images/1.jpg': 'one',
  'train_gts/1.txt': boxLine(0, 0),
  'train_images/2.jpg': 'two',
  'train_gts/2.txt': '',
  'test_list.txt': '1.jpg',
  'test_images/1.jpg': 'three',
  'test_gts/1.txt': boxLine(0, 0),
}
const hashOf = async (root: string): Promise<string> => (await hashDataset(await readDataset(root))).hash

describe('hashDataset', () => {
  it('is the SHA-256 of one line for each sample', async () => {
    const sha = (text: string): string => createHash('sha256').update(text).digest('hex')
    const lines = [
      ['train', '1.jpg', sha(boxLine(0, 0)), sha('one')],
      ['train', '2.jpg', sha(''), sha('two')],
      ['test', '1.jpg', sha(boxLine(0, 0)), sha('three')],
    ]
    expect(await hashOf(makeFolder(files))).toBe(sha(lines.map((line) => JSON.stringify(line)).join('\n')))
  })

  it('stays when the folder moves, times change, files are added or the list is spelled otherwise', async () => {
    const root = makeFolder(files)
    const before = await hashOf(root)
    const pairs = 'train_images/1.jpg train_gts/1.txt\r\n\r\ntrain_images/2.jpg train_gts/2.txt'
    writeFileSync(join(root, 'train_list.txt'), pairs)
    writeFileSync(join(root, 'train_images/unlisted.jpg'), 'x')
    utimesSync(join(root, 'train_images/1.jpg'), 1, 1)
    const moved = join(makeFolder({}), 'elsewhere')
    renameSync(root, moved)
    expect(await hashOf(moved)).toBe(before)
  })

  it.each([
    ['an image', { 'train_images/1.jpg': 'onE' }],
    ['a ground truth', { 'train_gts/2.txt': '\n' }],
    ['a name', { 'train_list.txt': '1.jpg\n3.jpg', 'train_images/3.jpg': 'two', 'train_gts/3.txt': '' }],
    ['the order', { 'train_list.txt': '2.jpg\n1.jpg' }],
  ])('changes with %s', async (_what, change) => {
    expect(await hashOf(makeFolder({ ...files, ...change }))).not.toBe(await hashOf(makeFolder(files)))
  })

  it('says which file is gone', async () => {
    const root = makeFolder(files)
    const dataset = await readDataset(root)
    renameSync(join(root, 'train_images/2.jpg'), join(root, 'train_images/away.jpg'))
    await expect(hashDataset(dataset)).rejects.toMatchObject({
      code: 'file-missing',
      where: join(root, 'train_images/2.jpg'),
    })
  })
})
