// Labelling photographs: every readable one gets labels, what was stopped goes on, and what a person looked at stays.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { editingPaths, isOpenForEditing } from '../../../src/annotate/folder.ts'
import { markReviewed, readAnnotations } from '../../../src/annotate/store.ts'
import { UserError } from '../../../src/core/errors.ts'
import { readDataset } from '../../../src/data/dataset.ts'
import { synthesize } from '../../../src/prepare/synth/synthesize.ts'
import { labelAgain } from '../../../src/tasks/annotate/label-again.ts'
import { labelImages, type LabelTask } from '../../../src/tasks/annotate/label.ts'
import { smallModel } from '../small-model.ts'
import { temporaryFolder } from '../training.ts'

let photos: string
let model: string
beforeAll(async () => {
  model = await smallModel({ size: [160, 160] })
  const made = join(temporaryFolder(), 'made')
  await synthesize(made, { train: 3, test: 1, seed: 4, size: [200, 200] })
  photos = join(made, 'train_images')
  writeFileSync(join(photos, 'broken.jpg'), 'no image')
})

const task = (dir: string, changes: Partial<LabelTask> = {}): LabelTask => ({
  inputs: [photos],
  dir,
  model,
  recognizer: 'none',
  workdirs: temporaryFolder(),
  ...changes,
})
const newFolder = (): string => join(temporaryFolder(), 'set')
async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof UserError) return error.code
    throw error
  }
  return ''
}

describe('labelled photographs', { timeout: 60_000 }, () => {
  it('are a data set that is open for editing; what cannot be read is told', async () => {
    const dir = newFolder()
    const report = await labelImages(task(dir))
    expect(report).toMatchObject({ images: 3, resumed: 0, cancelled: false, recognizer: undefined })
    expect(report.skipped.map(({ path }) => path)).toEqual([join(photos, 'broken.jpg')])
    const { train } = await readDataset(dir)
    expect(train.map(({ texts }) => texts.length).reduce((a, b) => a + b)).toBe(report.texts)
    expect(report.texts).toBeGreaterThan(0)
    expect(isOpenForEditing(dir)).toBe(true)
    expect(existsSync(editingPaths(dir).labelling)).toBe(false)
    expect(readFileSync(train[0].imagePath)).toEqual(readFileSync(join(photos, train[0].name)))
  })

  it('are looked at on the device that is named', async () => {
    expect(await codeOf(labelImages(task(newFolder(), { device: 'cuda' })))).toBe('model-not-loadable')
  })

  it('go on where they were stopped, to the set that they would have been', async () => {
    const [dir, whole] = [newFolder(), newFolder()]
    const stop = new AbortController()
    const first = await labelImages(task(dir, { signal: stop.signal }), (done) => {
      if (done === 1) stop.abort(new Error('stopped'))
    })
    expect(first).toMatchObject({ images: 1, cancelled: true })
    expect(existsSync(join(dir, 'train_list.txt'))).toBe(false)
    const second = await labelImages(task(dir))
    expect(second).toMatchObject({ images: 3, resumed: 1, cancelled: false })
    await labelImages(task(whole))
    for (const name of readdirSync(join(whole, 'train_gts')))
      expect(readFileSync(join(dir, 'train_gts', name), 'utf8')).toBe(
        readFileSync(join(whole, 'train_gts', name), 'utf8'),
      )
    expect(readFileSync(join(dir, 'train_list.txt'), 'utf8')).toBe(readFileSync(join(whole, 'train_list.txt'), 'utf8'))
  })

  it('of other images or at another size do not mix with those of a labelling that is not done', async () => {
    const dir = newFolder()
    const stop = new AbortController()
    await labelImages(task(dir, { signal: stop.signal }), () => stop.abort(new Error('stopped')))
    for (const other of [{ inputs: [join(photos, 'broken.jpg')] }, { options: { input_size: [64, 64] as const } }])
      expect(await codeOf(labelImages(task(dir, other)))).toBe('labelling-other')
  })

  it('are not divided into words where nothing sees the gaps', async () => {
    const dir = newFolder()
    for (const recognizer of ['none', 'tesseract'])
      expect(await codeOf(labelImages(task(dir, { recognizer, words: true })))).toBe('recognizer-missing')
    expect(existsSync(dir)).toBe(false)
  })

  it('are looked at at the size that is asked for', async () => {
    const dir = newFolder()
    expect((await labelImages(task(dir, { options: { input_size: [32, 32] } }))).texts).toBe(0)
  })

  it('leave nothing behind when none of them can be read', async () => {
    const dir = newFolder()
    expect(await codeOf(labelImages(task(dir, { inputs: [join(photos, 'broken.jpg')] })))).toBe('image-undecodable')
    expect(existsSync(dir)).toBe(false)
  })

  it('are not put into a folder that holds something', async () => {
    const dir = newFolder()
    mkdirSync(dir)
    writeFileSync(join(dir, 'mine.txt'), '')
    expect(await codeOf(labelImages(task(dir)))).toBe('target-not-empty')
    expect(readdirSync(dir)).toEqual(['mine.txt'])
  })

  it('are not put between the photographs, where the next call would find them again', async () => {
    expect(await codeOf(labelImages(task(join(photos, 'set'))))).toBe('target-inside-source')
    expect(existsSync(join(photos, 'set'))).toBe(false)
  })
})

describe('a set that is labelled again', { timeout: 60_000 }, () => {
  it('keeps what a person looked at, and tells where it differs', async () => {
    const dir = newFolder()
    await labelImages(task(dir))
    const { train } = await readDataset(dir)
    const [first] = train
    const place = { root: dir, path: first.groundTruthPath }
    writeFileSync(first.groundTruthPath, '')
    markReviewed(place, { revision: readAnnotations(place).revision, by: 'a test', reviewed: true })
    const report = await labelAgain({ data: dir, model, recognizer: 'none', workdirs: dir })
    expect(report).toMatchObject({ images: 3, kept: 1, replaced: 2, texts: expect.any(Number) })
    expect(report.differing).toEqual([{ split: 'train', image: first.name, texts: first.texts.length }])
    expect(readFileSync(first.groundTruthPath, 'utf8')).toBe('')
  })

  it('must be open for editing', async () => {
    const made = join(temporaryFolder(), 'made')
    await synthesize(made, { train: 1, test: 1, seed: 4, size: [64, 64] })
    expect(await codeOf(labelAgain({ data: made, model, workdirs: made }))).toBe('not-open-for-editing')
  })
})
