// Adding what was detected to a data set: new sets whole, sets that are there only when they are open, no image twice.
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isOpenForEditing } from '../../../src/annotate/folder.ts'
import { openForEditing } from '../../../src/annotate/open.ts'
import { reviewStatesOf } from '../../../src/annotate/progress.ts'
import { historyOf } from '../../../src/annotate/store.ts'
import { UserError } from '../../../src/core/errors.ts'
import { readDataset } from '../../../src/data/dataset.ts'
import { addImages, type LabelledImage } from '../../../src/tasks/annotate/add-images.ts'
import { setOf } from '../../annotate/set.ts'

const photos = mkdtempSync(join(tmpdir(), 'ocrdet-add-'))
const found = (name: string, content = name): LabelledImage => {
  const path = join(photos, `${content}.jpg`)
  writeFileSync(path, `pixels of ${content}`)
  const labels = { boxes: [[1, 1, 40.3, 1, 40.3, 12, 1, 12]], scores: [0.9], transcripts: ['read'] }
  return { path, name, model: 'a model', labels }
}
const line = '1,1,40.3,1,40.3,12,1,12,read\n'
const by = 'a browser'

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => '',
    (error: unknown) => (error instanceof UserError ? error.code : String(error)),
  )
}

describe('images that are added', () => {
  it('make a new data set that is open for editing', async () => {
    const root = join(mkdtempSync(join(tmpdir(), 'ocrdet-add-')), 'new')
    const report = await addImages({ data: root, images: [found('a.jpg'), found('sub/a.jpg', 'b')], by })
    expect(report).toMatchObject({ root, duplicates: [], skipped: [] })
    expect(report.added).toEqual([
      { split: 'train', index: 0, name: 'a.jpg' },
      { split: 'train', index: 1, name: 'a_2.jpg' },
    ])
    const { train, problems } = await readDataset(root)
    expect(train.map(({ groundTruthPath }) => readFileSync(groundTruthPath, 'utf8'))).toEqual([line, line])
    expect(problems.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(['list-missing'])
    expect(isOpenForEditing(root)).toBe(true)
    expect(reviewStatesOf(root, train)).toEqual([
      { reviewed: false, isMachineMade: true },
      { reviewed: false, isMachineMade: true },
    ])
  })

  it('leave nothing of a new set when none can be read', async () => {
    const root = join(mkdtempSync(join(tmpdir(), 'ocrdet-add-')), 'new')
    const gone = { ...found('gone.jpg'), path: join(photos, 'gone-for-ever.jpg') }
    expect(await codeOf(addImages({ data: root, images: [gone], by }))).toBe('no-images')
    expect(existsSync(root)).toBe(false)
  })

  it('are not written into a set that nobody opened', async () => {
    const root = setOf({ one: line })
    const before = readdirSync(root, { recursive: true })
    expect(await codeOf(addImages({ data: root, images: [found('a.jpg')], by }))).toBe('not-open-for-editing')
    expect(readdirSync(root, { recursive: true })).toEqual(before)
  })

  it('come last in the list of an open set, as labels of a model, and lines that were there stay', async () => {
    const root = setOf({ one: line, two: line })
    await openForEditing(await readDataset(root), by)
    const list = readFileSync(join(root, 'train_list.txt'), 'utf8')
    const { added } = await addImages({ data: root, images: [found('one.jpg')], by })
    expect(added).toEqual([{ split: 'train', index: 2, name: 'one_2.jpg' }])
    expect(readFileSync(join(root, 'train_list.txt'), 'utf8')).toBe(
      `${list}train_images/one_2.jpg train_gts/one_2.txt\n`,
    )
    const { train } = await readDataset(root)
    expect(reviewStatesOf(root, train).map(({ isMachineMade }) => isMachineMade)).toEqual([false, false, true])
    expect(historyOf({ root, path: train[2].groundTruthPath }).map(({ action, by: who }) => [action, who])).toEqual([
      ['label', 'a model'],
    ])
  })

  it('are told and not added again when the set has their content, under whichever name', async () => {
    const root = join(mkdtempSync(join(tmpdir(), 'ocrdet-add-')), 'new')
    await addImages({ data: root, images: [found('a.jpg')], by })
    const again = await addImages({
      data: root,
      images: [found('other.jpg', 'a.jpg'), found('c.jpg'), found('d.jpg', 'c.jpg')],
      by,
    })
    expect(again.added.map(({ name }) => name)).toEqual(['c.jpg'])
    expect(again.duplicates).toEqual([
      { split: 'train', index: 0, name: 'a.jpg', given: 'other.jpg' },
      { split: 'train', index: 1, name: 'c.jpg', given: 'd.jpg' },
    ])
    expect(readdirSync(join(root, 'train_images')).sort()).toEqual(['a.jpg', 'c.jpg'])
  })

  it('leave those out that are gone, and say so', async () => {
    const root = join(mkdtempSync(join(tmpdir(), 'ocrdet-add-')), 'new')
    const gone = { ...found('gone.jpg'), path: join(photos, 'gone-for-ever.jpg') }
    const report = await addImages({ data: root, images: [gone, found('e.jpg')], by })
    expect([report.added.length, report.skipped.map(({ path }) => path)]).toEqual([1, ['gone.jpg']])
  })
})
