// From an evaluation to the data set as it is now: by name, by content where the name means another image, and what changed.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { UserError } from '../../../src/core/errors.ts'
import { readDataset } from '../../../src/data/dataset.ts'
import { hashDataset } from '../../../src/data/hash.ts'
import { dataFileChunks } from '../../../src/run/data-files.ts'
import { runPaths } from '../../../src/run/layout.ts'
import { evaluatedPlace } from '../../../src/tasks/annotate/evaluated-place.ts'

const line = '0,0,20,0,20,20,0,20,one\n'

/** Three images of different bytes, the last two in the test list, and a run that recorded them. */
async function scene() {
  const root = mkdtempSync(join(tmpdir(), 'ocrdet-place-'))
  const data = join(root, 'set')
  for (const name of ['train_images', 'train_gts', 'test_images', 'test_gts'])
    mkdirSync(join(data, name), { recursive: true })
  const put = (split: string, name: string, image = name): void => {
    writeFileSync(join(data, `${split}_images`, `${name}.jpg`), `image ${image}`)
    writeFileSync(join(data, `${split}_gts`, `${name}.txt`), line)
  }
  put('train', '1')
  put('test', '2')
  put('test', '3')
  writeFileSync(join(data, 'train_list.txt'), '1.jpg\n')
  writeFileSync(join(data, 'test_list.txt'), '2.jpg\n3.jpg\n')
  const paths = runPaths(join(root, 'run'))
  mkdirSync(paths.folder)
  const { samples } = await hashDataset(await readDataset(data))
  writeFileSync(paths.dataFiles, Buffer.concat([...dataFileChunks(samples)]))
  const place = (image: string) =>
    evaluatedPlace({ run: { config: undefined, paths }, image, data, within: [root] }).then(
      ({ split, index, changes }) => [split, index, changes],
      (error: unknown) => (error instanceof UserError ? [error.code, error.message] : error),
    )
  return { data, put, paths, place }
}

describe('the place of an evaluated image', () => {
  it('is that of its name while nothing changed', async () => {
    const { place } = await scene()
    expect(await place('3.jpg')).toEqual(['test', 1, []])
  })

  it('tells that its labels changed since', async () => {
    const { data, place } = await scene()
    writeFileSync(join(data, 'test_gts/3.txt'), `${line}${line}`)
    expect(await place('3.jpg')).toEqual(['test', 1, ['labels']])
  })

  it('is that of its content where its name means another image now', async () => {
    const { data, put, place } = await scene()
    put('test', '3', 'another')
    put('train', '4', '3')
    writeFileSync(join(data, 'train_list.txt'), '1.jpg\n4.jpg\n')
    expect(await place('3.jpg')).toEqual(['train', 1, ['moved']])
  })

  it('is that of its name with a word about it where the content is nowhere', async () => {
    const { put, place } = await scene()
    put('test', '3', 'another')
    expect(await place('3.jpg')).toEqual(['test', 1, ['image']])
  })

  it('goes by the name alone where the run recorded no content', async () => {
    const { put, paths, place } = await scene()
    rmSync(paths.dataFiles)
    put('test', '3', 'another')
    expect(await place('3.jpg')).toEqual(['test', 1, []])
    expect(await place('9.jpg')).toEqual(['not-found', 'This image is not in the data set of the run any more'])
  })

  it('tells that the image or the whole data set is gone', async () => {
    const { data, place } = await scene()
    writeFileSync(join(data, 'test_list.txt'), '2.jpg\n')
    expect(await place('3.jpg')).toEqual(['not-found', 'This image is not in the data set of the run any more'])
    rmSync(data, { recursive: true })
    expect(await place('3.jpg')).toEqual(['not-found', 'There is no data set folder here'])
  })
})
