// Exporting a data set and importing it again gives the same images, polygons and transcripts.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDataset, type Sample } from '../../src/data/dataset.ts'
import { exportFormatNames } from '../../src/prepare/export-data/export-data.ts'
import { importDataset } from '../../src/prepare/import/import.ts'
import { exportData } from '../../src/tasks/data/export-data.ts'
import { boxLine, makeFolder, imageBytes } from '../data/folder.ts'

async function dataSet(): Promise<string> {
  return makeFolder({
    'train_list.txt': '1.jpg\nsub/1.jpg\n3 x.png\nempty.jpg',
    'train_images/1.jpg': await imageBytes(200, 100),
    'train_gts/1.txt': [
      boxLine(10, 10, { text: 'Joe, "the cook"' }),
      boxLine(60, 10, { text: '###' }),
      '10,50,60.25,45.5,100,50,100,70,60,66,10,70,curved',
      boxLine(120, 10, { text: '"1,000"' }),
      '150,50,190,50,190,70,170,74,150,70,',
    ].join('\n'),
    'train_images/sub/1.jpg': await imageBytes(200, 100),
    'train_gts/sub/1.txt': boxLine(10, 10),
    'train_images/3 x.png': await imageBytes(50, 200, { format: 'png' }),
    'train_gts/3 x.txt': boxLine(0, 0, { text: '中文' }),
    'train_images/empty.jpg': await imageBytes(50, 50),
    'train_gts/empty.txt': '',
    'test_list.txt': '1.jpg',
    'test_images/1.jpg': await imageBytes(100, 200, { orientation: 6 }),
    'test_gts/1.txt': boxLine(100, 20),
  })
}

/** Everything that matters of the samples, without where they lie: formats of one file an image have no order. */
function contentOf(samples: readonly Sample[]) {
  const byName = samples.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return byName.map(({ name, texts }) => ({
    name,
    texts: texts.map(({ polygon, transcript, ignore }) => ({ polygon, transcript, ignore })),
  }))
}

describe.each(exportFormatNames)('%s', (format) => {
  it('is imported again as the same data set', async () => {
    const data = await dataSet()
    const out = join(makeFolder({}), 'out')
    const report = await exportData({ data, out, format })
    expect(report).toMatchObject({
      placed: 'copied',
      splits: { train: { images: 4, texts: 7, ignored: 1 }, test: { images: 1, texts: 1, ignored: 0 } },
      turned: ['test_images/1.jpg'],
      withoutText: 1,
    })
    const back = join(makeFolder({}), 'back')
    const summary = await importDataset(back, { source: out })
    expect(summary).toMatchObject({ format, detected: true, division: { by: 'source' }, notes: [] })
    const [before, after] = [await readDataset(data), await readDataset(back)]
    for (const split of ['train', 'test'] as const) expect(contentOf(after[split])).toEqual(contentOf(before[split]))
  })

  it('links images when asked for, refuses a broken data set, and leaves no half export', async () => {
    const data = await dataSet()
    const parent = makeFolder({})
    expect(await exportData({ data, out: join(parent, 'a'), format, mode: 'link' })).toMatchObject({ placed: 'linked' })
    const broken = makeFolder({ 'train_list.txt': 'gone.jpg' })
    await expect(exportData({ data: broken, out: join(parent, 'b'), format })).rejects.toMatchObject({
      code: 'dataset-broken',
    })
    await expect(exportData({ data, out: join(data, 'c'), format })).rejects.toMatchObject({
      code: 'target-inside-source',
    })
    const damaged = makeFolder({
      'test_list.txt': '1.jpg',
      'test_images/1.jpg': 'no image',
      'test_gts/1.txt': boxLine(0, 0),
    })
    await expect(exportData({ data: damaged, out: join(parent, 'd'), format })).rejects.toMatchObject({
      code: 'image-undecodable',
    })
    expect(readdirSync(parent)).toEqual(['a'])
  })
})

describe('the files', () => {
  it('of COCO have ids, boxes and areas, and crowds for ###', async () => {
    const out = join(makeFolder({}), 'out')
    await exportData({ data: await dataSet(), out, format: 'coco' })
    const { images, annotations, categories } = JSON.parse(readFileSync(join(out, 'annotations/train.json'), 'utf8'))
    expect(images[2]).toEqual({ id: 3, file_name: '3 x.png', width: 50, height: 200 })
    expect(categories).toEqual([{ id: 1, name: 'text', supercategory: '' }])
    expect(annotations[0]).toEqual({
      id: 1,
      image_id: 1,
      category_id: 1,
      segmentation: [[10, 10, 50, 10, 50, 30, 10, 30]],
      bbox: [10, 10, 40, 20],
      area: 800,
      iscrowd: 0,
      utf8_string: 'Joe, "the cook"',
    })
    expect(annotations[1]).toMatchObject({ iscrowd: 1 })
  })

  it('of PaddleOCR have a path, a tab and a list', async () => {
    const out = join(makeFolder({}), 'out')
    await exportData({ data: await dataSet(), out, format: 'paddleocr' })
    const [, , third, fourth] = readFileSync(join(out, 'train_label.txt'), 'utf8').split('\n')
    expect(third).toBe('train_images/3 x.png\t[{"transcription":"中文","points":[[0,0],[40,0],[40,20],[0,20]]}]')
    expect(fourth).toBe('train_images/empty.jpg\t[]')
  })
})
