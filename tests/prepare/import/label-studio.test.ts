// Label Studio's exports and MMOCR's files, on small fixtures in the form of the real ones.
import { describe, expect, it } from 'vitest'
import { byName, importFrom, makeSource, image } from './source.ts'

/** JSON as tools write it, with one value a line, so that places can be told. */
function json(value: unknown): string {
  return JSON.stringify(value, null, 2)
}

const boxLine = '10,10,60,10,60,30,10,30'
const flat = [10, 10, 60, 10, 60, 30, 10, 30]

describe('label-studio', () => {
  const size = { original_width: 200, original_height: 100, image_rotation: 0 }
  const region = (id: string, type: string, value: object) => ({
    id,
    type,
    from_name: 'l',
    to_name: 'i',
    ...size,
    value,
  })
  const rectangle = { x: 5, y: 10, width: 25, height: 20, rotation: 0 } // 10, 10 to 60, 30 on 200x100

  // At (100, 20), 40 wide and 10 high, turned by a quarter about its upper left corner: the upper edge points down, so the
  // upper right corner comes to (100, 60), and the lower left one, 10 below, to (90, 20).
  const turned = { x: 50, y: 20, width: 20, height: 10, rotation: 90 }

  it('reads rectangles turned about their corner, polygons, ellipses, and the transcripts of the same region', async () => {
    const results = [
      region('r1', 'rectanglelabels', { ...rectangle, rectanglelabels: ['Text'] }),
      region('r1', 'textarea', { ...rectangle, text: ['two', 'parts'] }),
      region('r2', 'rectangle', turned),
      region('r2', 'labels', { ...turned, labels: ['Handwriting'] }),
      region('r3', 'polygonlabels', { points: [[5, 10], [30, 10], [30, 30]], polygonlabels: ['illegible'] }), // prettier-ignore
      region('r4', 'ellipselabels', { x: 50, y: 50, radiusX: 10, radiusY: 10, rotation: 0, ellipselabels: ['Text'] }),
      region('r7', 'choices', { choices: ['good image'] }),
    ]
    const keypoint = region('r5', 'keypointlabels', { x: 50, y: 50, width: 1, keypointlabels: ['Text'] })
    const brush = region('r6', 'brushlabels', { format: 'rle', rle: [0, 1], brushlabels: ['Text'] })
    const task = (file: string, more: object) => ({ id: 1, data: { ocr: file }, predictions: [], ...more })
    const source = await makeSource({
      'images/3a2b1c4d-img 1.jpg': image(),
      'images/local.jpg': image(),
      'images/todo.jpg': image(),
      'images/point.jpg': image(),
      'images/brush.jpg': image(),
      'export.json': json([
        task('/data/upload/1/3a2b1c4d-img%201.jpg', {
          annotations: [{ id: 1, was_cancelled: false, result: results }],
        }),
        task('/data/local-files/?d=scans/local.jpg', {
          annotations: [
            { id: 2, updated_at: '2024-02-01T00:00:00Z', result: [region('a', 'rectanglelabels', rectangle)] },
            { id: 3, updated_at: '2024-01-01T00:00:00Z', result: [] },
            { id: 4, updated_at: '2024-03-01T00:00:00Z', was_cancelled: true, result: [] },
          ],
        }),
        task('s3://bucket/todo.jpg', { annotations: [] }),
        task('point.jpg', { annotations: [{ id: 5, result: [keypoint] }] }),
        task('brush.jpg', { annotations: [{ id: 6, result: [brush] }] }),
      ]),
    })
    const imported = await importFrom(source)
    expect(imported.summary.format).toBe('label-studio')
    const groundTruths = byName(imported)
    expect(groundTruths['3a2b1c4d-img 1.txt'].slice(0, 3)).toEqual([
      `${boxLine},two parts`,
      '100,20,100,60,90,60,90,20,',
      '10,10,60,10,60,30,35,20,###',
    ])
    expect(groundTruths['3a2b1c4d-img 1.txt']).toHaveLength(4)
    expect(groundTruths['local.txt']).toEqual([`${boxLine},`])
    expect(imported.notes.map((text) => text.replace(/:\d+/, ''))).toEqual([
      'older-annotation export.json | 2 annotations',
      'shape-skipped export.json | keypointlabels',
      'mask-refused export.json',
      'image-unannotated images/todo.jpg',
      'image-unread export.json | 1 text of unknown place on point.jpg',
      'image-unread export.json | 1 text of unknown place on brush.jpg',
    ])
  })

  const task = (file: string, result: readonly unknown[]) => ({ data: { image: file }, annotations: [{ result }] })
  const good = region('good', 'rectanglelabels', rectangle)

  it.each([
    ['null', null, 'null'],
    ['a text', 'x', '"x"'],
    ['an id alone', { id: 'z' }, 'nothing'],
    ['a type alone', { id: 'z', type: 'rectanglelabels' }, 'nothing'],
    ['no value', { ...good, id: 'z', value: null }, 'null'],
    ['an empty value', { ...good, id: 'z', value: {} }, 'rectanglelabels'],
    ['a box of words only', { ...good, id: 'z', value: { text: ['a'] } }, 'rectanglelabels'],
    ['a turn that is no number', { ...good, id: 'z', value: { ...rectangle, rotation: 'a' } }, '"a"'],
    ['an outline of another id', { ...good, value: turned }, '"good"'],
    ['a mask of the same id', { ...good, value: { format: 'rle', rle: [0, 1] } }, '"good"'],
    ['another size', { ...good, id: 'z', original_width: 400 }, '"200x100, 400x100"'],
  ])('leaves an image out, and says so, where a result is %s', async (_, result, found) => {
    const images = { '1.jpg': image(), '2.jpg': image(), '3.jpg': image() }
    const file = json([task('1.jpg', [good, result]), task('2.jpg', [good]), task('3.jpg', [good])])
    const imported = await importFrom(await makeSource({ ...images, 'x.json': file }))
    expect(byName(imported)).toEqual({ '2.txt': [`${boxLine},`], '3.txt': [`${boxLine},`] })
    expect(imported.notes.some((text) => text.endsWith(` | ${found}`))).toBe(true)
  })

  it('takes relations and remarks on the whole image for what they are, and results of one outline for one text', async () => {
    const remarks = [
      { type: 'relation', from_id: 'good', to_id: 'good', direction: 'right' },
      { id: 'c', type: 'choices', value: { choices: ['blurred'] } },
      { ...good, type: 'textarea', value: { ...rectangle, text: ['a'] } },
    ]
    const file = json([task('1.jpg', [good, ...remarks]), task('2.jpg', [good])])
    const imported = await importFrom(await makeSource({ '1.jpg': image(), '2.jpg': image(), 'x.json': file }))
    expect(byName(imported)).toEqual({ '1.txt': [`${boxLine},a`], '2.txt': [`${boxLine},`] })
    expect(imported.notes).toEqual([])
  })

  it('finds an uploaded image under its own name, and refuses regions without a size', async () => {
    const source = await makeSource({
      'img.jpg': image(),
      'img2.jpg': image(),
      'img3.jpg': image(),
      'export.json': json([
        {
          id: 1,
          data: { image: '/data/upload/1/3a2b1c4d-img.jpg' },
          annotations: [{ result: [region('a', 'rectanglelabels', rectangle)] }],
        },
        {
          id: 3,
          data: { image: 'http://host/img3.jpg?key=1' },
          annotations: [{ result: [region('a', 'rectanglelabels', rectangle)] }],
        },
        {
          id: 2,
          data: { image: 'http://host/img2.jpg?key=1' },
          annotations: [
            {
              result: [
                { id: 'b', type: 'rectanglelabels', value: rectangle },
                { ...region('c', 'rectanglelabels', rectangle), image_rotation: 90 },
                region('d', 'rectanglelabels', { ...rectangle, width: 'wide' }),
                region('e', 'rectanglelabels', rectangle),
              ],
            },
          ],
        },
      ]),
    })
    const imported = await importFrom(source)
    expect(byName(imported)).toEqual({ 'img.txt': [`${boxLine},`], 'img3.txt': [`${boxLine},`] })
    expect(imported.notes.map((text) => text.replace(/:\d+/, ''))).toEqual([
      'entry-malformed export.json | nothing',
      'entry-malformed export.json | 90',
      'entry-malformed export.json | "wide"',
      'image-unread export.json | 3 texts of unknown place on img2.jpg',
    ])
  })
})

describe('label-studio, other exports', () => {
  const value = { x: 5, y: 10, width: 25, height: 20, rotation: 0, original_width: 200, original_height: 100 }

  it('reads JSON-MIN, with labels and transcripts beside the outlines, and tells transcripts that belong nowhere', async () => {
    const other = { ...value, x: 50 }
    const source = await makeSource({
      '1.jpg': image(),
      '2.jpg': image(),
      'min.json': json([
        {
          image: '/data/upload/1/3a2b1c4d-1.jpg',
          id: 1,
          bbox: [value, other],
          label: [
            { ...value, labels: ['Text'] },
            { ...other, labels: ['illegible'] },
          ],
          transcription: ['one', 'two'],
          annotator: 1,
          created_at: '2024-01-01T00:00:00Z',
        },
        { image: '/data/upload/1/2.jpg', id: 2, bbox: [value], transcription: ['a', 'b'] },
      ]),
    })
    const imported = await importFrom(source)
    expect(imported.summary.format).toBe('label-studio')
    expect(byName(imported)).toEqual({
      '1.txt': [`${boxLine},one`, '100,10,150,10,150,30,100,30,###'],
      '2.txt': [`${boxLine},`],
    })
    expect(imported.notes.map((text) => text.replace(/:\d+/, ''))).toEqual([
      'transcripts-unplaced min.json | 2 for 1 outlines',
    ])
  })

  it('takes predictions where a file has nothing else, and says so', async () => {
    const result = [{ id: 'a', type: 'rectanglelabels', original_width: 200, original_height: 100, value }]
    const task = (name: string) => ({ data: { image: name }, predictions: [{ score: 0.9, result }] })
    const source = await makeSource({
      '1.jpg': image(),
      '2.jpg': image(),
      'p.json': json([task('1.jpg'), task('2.jpg')]),
    })
    const imported = await importFrom(source)
    expect(byName(imported)).toEqual({ '1.txt': [`${boxLine},`], '2.txt': [`${boxLine},`] })
    expect(imported.notes).toEqual(['prediction-taken p.json | 2 of 2 tasks with predictions'])
  })
})

describe('mmocr', () => {
  it('reads polygons, boxes, ignored instances and transcripts', async () => {
    const entry = (img_path: string, instances: readonly object[]) => ({ img_path, height: 100, width: 200, instances })
    const set = (name: string, instances: readonly object[]) =>
      json({ metainfo: { dataset_type: 'TextDetDataset' }, data_list: [entry(`textdet_imgs/${name}`, instances)] })
    const source = await makeSource({
      'textdet_imgs/train/1.jpg': image(),
      'textdet_imgs/test/2.jpg': image(),
      'textdet_train.json': set('train/1.jpg', [
        { polygon: flat, bbox: [10, 10, 60, 30], bbox_label: 0, ignore: false, text: 'word' },
        { bbox: [10, 10, 60, 30], bbox_label: 0, ignore: true },
      ]),
      'textdet_test.json': set('test/2.jpg', [{ bbox: [10, 10, 60, 30], ignore: false }]),
    })
    const imported = await importFrom(source)
    expect(imported.summary.format).toBe('mmocr')
    expect(imported.groundTruths).toEqual({
      'train_gts/1.txt': [`${boxLine},word`, `${boxLine},###`],
      'test_gts/2.txt': [`${boxLine},`],
    })
  })
})
