// The same image in two evaluations: by its bytes while it is there, by its data set's content afterwards.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sameImages } from '../../../src/tasks/runs/same-images.ts'
import { temporaryFolder } from '../../run/temporary.ts'

/** A test set of images that hold these bytes. */
function dataset(images: Readonly<Record<string, string>>): string {
  const root = temporaryFolder()
  for (const part of ['test_images', 'test_gts']) mkdirSync(join(root, part))
  for (const [name, bytes] of Object.entries(images)) {
    writeFileSync(join(root, 'test_images', `${name}.jpg`), bytes)
    writeFileSync(join(root, 'test_gts', `${name}.txt`), '')
  }
  const lines = Object.keys(images).map((name) => `test_images/${name}.jpg test_gts/${name}.txt\n`)
  writeFileSync(join(root, 'test_list.txt'), lines.join(''))
  return root
}

const named = (...names: string[]): string[] => names.map((name) => `${name}.jpg`)

it('pairs images by their bytes, under other names too, and not by a name that two data sets share', async () => {
  const one = dataset({ 1: 'cat', 2: 'dog' })
  const other = dataset({ 1: 'dog', 2: 'bird' })
  const [a, b] = await sameImages([
    { id: 'a', dataset: one, images: named('1', '2') },
    { id: 'b', dataset: other, images: named('1', '2') },
  ])
  expect(a?.get('2.jpg')).toBe(b?.get('1.jpg'))
  expect(new Set([...(a?.values() ?? []), ...(b?.values() ?? [])]).size).toBe(3)
})

it('pairs what is gone by the content hash of its data set', async () => {
  const one = dataset({ 1: 'cat' })
  const copy = join(temporaryFolder(), 'gone')
  mkdirSync(copy)
  copyFileSync(join(one, 'test_list.txt'), join(copy, 'test_list.txt'))
  rmSync(copy, { recursive: true })
  const sets = (hash: string) => [
    { id: 'a', dataset: one, dataHash: 'h', images: named('1') },
    { id: 'b', dataset: copy, dataHash: hash, images: named('1') },
  ]
  const [a, b] = await sameImages(sets('h'))
  expect(a).toEqual(b)
  const [, unlike] = await sameImages(sets('other'))
  expect(unlike).not.toEqual(a)
})
