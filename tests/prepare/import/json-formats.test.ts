// Formats of JSON files, on small fixtures in the form of the real files.
import { describe, expect, it } from 'vitest'
import { byName, importFrom, makeSource, image } from './source.ts'

/** JSON as tools write it, with one value a line, so that places can be told. */
function json(value: unknown): string {
  return JSON.stringify(value, null, 2)
}

/** The line in which the object begins whose first field is this. */
function lineOfObject(text: string, firstField: string): number {
  return text.slice(0, text.indexOf(firstField)).split('\n').length - 1
}

function shape(label: string, points: readonly (readonly number[])[], more: object = {}) {
  return { label, points, group_id: null, description: '', shape_type: 'polygon', flags: {}, mask: null, ...more }
}

function labelmeFile(imagePath: string, shapes: readonly object[], more: object = {}): string {
  return json({
    version: '5.5.0',
    flags: {},
    shapes,
    imagePath,
    imageData: null,
    imageHeight: 100,
    imageWidth: 200,
    ...more,
  })
}

const box = [[10, 10], [60, 10], [60, 30], [10, 30]] // prettier-ignore
const boxLine = '10,10,60,10,60,30,10,30'

describe('labelme', () => {
  it('reads polygons, rectangles and circles; labels are transcripts unless a description says more', async () => {
    const circle = shape('O', [[50, 50], [60, 50]], { shape_type: 'circle' }) // prettier-ignore
    const source = await makeSource({
      'a.jpg': image(),
      'a.json': labelmeFile('a.jpg', [
        shape('200MM', box),
        shape('text', [[60, 30], [10, 10]], { shape_type: 'rectangle', description: 'two corners' }), // prettier-ignore
        shape('text', box, { shape_type: 'rotation', description: 'X-AnyLabeling', difficult: true }),
        shape('ignore', box, { shape_type: 'oriented_rectangle' }),
        shape('x', box, { flags: { illegible: true, upper: true } }),
      ]),
      'b.png': image(),
      'b.json': labelmeFile('..\\images\\b.png', [circle]),
    })
    const imported = await importFrom(source)
    expect(imported.summary.format).toBe('labelme')
    expect(byName(imported)['a.txt']).toEqual([
      `${boxLine},200MM`,
      `${boxLine},two corners`,
      `${boxLine},###`,
      `${boxLine},###`,
      `${boxLine},###`,
    ])
    const [circleLine] = byName(imported)['b.txt']
    expect(circleLine.split(',')).toHaveLength(33)
    expect(circleLine).toMatch(/^40,50,40\.76,46\.17,.*,O$/)
    expect(imported.notes).toEqual([])
  })

  it('tells shapes that enclose nothing, masks, and fields that are wrong, each with its line', async () => {
    const annotation = labelmeFile('a.jpg', [
      shape('p', [[1, 1]], { shape_type: 'point' }),
      shape('r', [[1, 2], [3, 4], [5, 6]], { shape_type: 'rectangle' }), // prettier-ignore
      shape('n', JSON.parse('[[1, "x"], [3, 4], [5, 6]]') as number[][]),
      shape('ok', box),
    ])
    const place = (label: string): string => `a.json:${lineOfObject(annotation, `"label": "${label}"`)}`
    const source = await makeSource({
      'a.jpg': image(),
      'a.json': annotation,
      'b.jpg': image(),
      'b.json': labelmeFile('b.jpg', [
        shape('m', [[10, 10], [60, 30]], { shape_type: 'mask', mask: 'iVBORw0KGgo=' }), // prettier-ignore
        shape('ok', box),
      ]),
      'f.jpg': image(),
      'f.json': labelmeFile('f.jpg', [shape('ok', box)]),
      'c.json': labelmeFile('c.jpg', []),
      'd.json': '{\n  "shapes": [\n    {]\n',
      'e.json': '{"classes": ["text"]}',
    })
    const imported = await importFrom(source)
    expect(byName(imported)).toEqual({ 'b.txt': [`${boxLine},###`, `${boxLine},ok`], 'f.txt': [`${boxLine},ok`] })
    expect(imported.notes).toEqual([
      `shape-skipped ${place('p')} | point`,
      `entry-malformed ${place('r')} | 3`,
      `entry-malformed ${place('n')} | "x"`,
      'mask-refused b.json:5',
      'image-missing c.json | c.jpg',
      'file-malformed d.json:3 | ]',
      'file-unused e.json',
      'image-unread a.json | 3 texts of unknown place on a.jpg',
    ])
  })

  it('finds the image by the name of the file when both were renamed together', async () => {
    const source = await makeSource({
      'new1.jpg': image(),
      'new1.json': labelmeFile('old.jpg', [shape('ok', box)]),
      'old.jpg': image(),
      'old.json': labelmeFile('old.jpg', [shape('old', box)]),
    })
    expect(byName(await importFrom(source))).toEqual({ 'new1.txt': [`${boxLine},ok`], 'old.txt': [`${boxLine},old`] })
  })
})

function cocoFile(
  images: readonly object[],
  annotations: readonly object[],
  categories: readonly object[] = [],
): string {
  return json({ info: {}, licenses: [], images, annotations, categories })
}

const cocoImage = { id: 7, file_name: 'a.jpg', width: 200, height: 100 }
const category = { id: 1, name: 'text', supercategory: '' }
const flat = [10, 10, 60, 10, 60, 30, 10, 30]

describe('coco', () => {
  it('reads polygons, several polygons, boxes, crowds and transcripts', async () => {
    const train = cocoFile(
      [cocoImage],
      [
        { id: 1, image_id: 7, category_id: 1, segmentation: [flat], bbox: [10, 10, 50, 20], iscrowd: 0 },
        { id: 2, image_id: 7, category_id: 1, segmentation: [flat, [70, 10, 90, 10, 90, 30]], utf8_string: 'two' },
        {
          id: 3,
          image_id: 7,
          category_id: 1,
          segmentation: [],
          bbox: [100, 40, 50, 20],
          attributes: { text: 'box' },
        },
        { id: 4, image_id: 7, category_id: 1, segmentation: [flat], iscrowd: 1 },
        { id: 5, image_id: 7, category_id: 2, bbox: [10, 10, 50, 20] },
      ],
      [category, { id: 2, name: 'Do not care' }],
    )
    const source = await makeSource({
      'train2017/a.jpg': image(),
      'val2017/b.jpg': image(),
      'annotations/instances_train2017.json': train,
      'annotations/instances_val2017.json': cocoFile(
        [{ ...cocoImage, file_name: 'b.jpg' }],
        [{ id: 1, image_id: 7, category_id: 1, bbox: [100, 40, 50, 20], transcription: 'v' }],
        [category],
      ),
    })
    const imported = await importFrom(source)
    expect(imported.summary.format).toBe('coco')
    expect(imported.groundTruths).toEqual({
      'train_gts/a.txt': [
        `${boxLine},`,
        `${boxLine},two`,
        '70,10,90,10,90,30,80,20,two',
        '100,40,150,40,150,60,100,60,box',
        `${boxLine},###`,
        `${boxLine},###`,
      ],
      'test_gts/b.txt': ['100,40,150,40,150,60,100,60,v'],
    })
    expect(imported.notes).toEqual([
      `several-parts annotations/instances_train2017.json:${lineOfObject(train, '"id": 2')} | 2 outlines`,
      'labels-dropped annotations/instances_train2017.json | text',
      'validation-as-test .',
    ])
  })

  it('keeps the box of masks and of broken outlines as ###, leaves images with other wrong annotations out, and tells all', async () => {
    const file = cocoFile(
      [cocoImage, { id: 8, file_name: 'b.jpg' }, { id: 9, file_name: 'gone.jpg' }, { id: 10, file_name: 'c.jpg' }],
      [
        {
          id: 1,
          image_id: 7,
          segmentation: { counts: [1, 2], size: [100, 200] },
          bbox: [10, 10, 50, 20],
          iscrowd: 1,
        },
        { id: 2, image_id: 7, segmentation: [[10, 10, 10, 15], flat], bbox: [10, 10, 50, 20] },
        { id: 3, image_id: 8, bbox: [1, 2, 3] },
        { id: 4, image_id: 70, bbox: [10, 10, 50, 20] },
        { id: 5, image_id: 7, bbox: [10, 10, 50, 20], text: 'ok' },
        { id: 6, image_id: 8, bbox: [10, 10, 'wide', 20] },
        { id: 7, image_id: 8, bbox: ['10', '10', 50, 20], text: 'ok' },
        { id: 8, image_id: 10, bbox: ['10', '10', 50, 20], text: 'ok' },
        { id: 9, image_id: 8, segmentation: { counts: 'abc1', size: [100, 200] } },
      ],
    )
    const place = (id: number): string => `instances.json:${lineOfObject(file, `"id": ${id},\n      "image_id"`)}`
    const source = await makeSource({
      'a.jpg': image(),
      'b.jpg': image(),
      'c.jpg': image(),
      'instances.json': file,
    })
    const imported = await importFrom(source)
    expect(byName(imported)).toEqual({
      'a.txt': [`${boxLine},###`, `${boxLine},###`, `${boxLine},ok`],
      'c.txt': [`${boxLine},ok`],
    })
    expect(imported.notes).toEqual([
      `entry-malformed ${place(4)} | 70`,
      `mask-refused ${place(1)} | run-length encoding`,
      `outline-unread ${place(2)} | 4 numbers`,
      `entry-malformed ${place(3)} | [1,2,3]`,
      `entry-malformed ${place(6)} | "wide"`,
      `mask-refused instances.json:${lineOfObject(file, '"id": 9,\n      "image_id"')} | run-length encoding`,
      `image-missing instances.json:${lineOfObject(file, '"id": 9,\n      "file_name"')} | gone.jpg`,
      `image-unread instances.json:${lineOfObject(file, '"id": 8,\n      "file_name"')} | 3 texts of unknown place on b.jpg`,
    ])
  })

  it('leaves out images that share an id, whose texts may be those of any of them, and says so', async () => {
    const file = cocoFile(
      [
        { id: 7, file_name: 'a.jpg' },
        { id: '7', file_name: 'b.jpg' },
        { id: 8, file_name: 'c.jpg' },
        { id: 9, file_name: 'd.jpg' },
        { file_name: 'e.jpg' },
      ],
      [
        { id: 1, image_id: 7, bbox: [10, 10, 50, 20] },
        { id: 1, image_id: 8, bbox: [10, 10, 50, 20] },
        { id: 1, image_id: 9, bbox: [10, 10, 50, 20] },
        { id: 2, bbox: [10, 10, 50, 20] },
      ],
    )
    const images = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`${name}.jpg`, image()]))
    const imported = await importFrom(await makeSource({ ...images, 'x.json': file }))
    expect(byName(imported)).toEqual({ 'c.txt': [`${boxLine},`], 'd.txt': [`${boxLine},`] })
    expect(imported.notes.map((text) => text.replace(/:\d+/, ''))).toEqual([
      'entry-malformed x.json | nothing',
      'id-shared x.json | 7: a.jpg, b.jpg',
      'id-shared x.json | 7: a.jpg, b.jpg',
      'entry-malformed x.json | nothing',
      'image-unannotated e.jpg',
      'image-unread x.json | 1 text of unknown place on a.jpg',
      'image-unread x.json | 1 text of unknown place on b.jpg',
    ])
  })

  it('leaves an image out where a category is do not care and is none by the same id', async () => {
    const images = { 'a.jpg': image(), 'b.jpg': image(), 'c.jpg': image() }
    const file = cocoFile(
      ['a', 'b', 'c'].map((name, id) => ({ id, file_name: `${name}.jpg` })),
      [1, 2, 2].map((category_id, image_id) => ({ image_id, category_id, bbox: [10, 10, 50, 20], text: 'x' })),
      [category, { id: 1, name: 'ignore' }, { id: 2, name: 'word' }, { id: 2, name: 'line' }],
    )
    const imported = await importFrom(await makeSource({ ...images, 'x.json': file }))
    expect(byName(imported)).toEqual({ 'b.txt': [`${boxLine},x`], 'c.txt': [`${boxLine},x`] })
    expect(imported.notes.map((text) => text.replace(/:\d+/, ''))).toEqual([
      'entry-malformed x.json | "1: text, ignore"',
      'image-unread x.json | 1 text of unknown place on a.jpg',
    ])
  })

  it('makes ### of the box where the outline is no list', async () => {
    const source = await makeSource({
      'a.jpg': image(),
      'b.jpg': image(),
      'x.json': cocoFile(
        [cocoImage, { ...cocoImage, id: 8, file_name: 'b.jpg' }],
        [7, 8].flatMap((image_id) => [
          { image_id, bbox: [10, 10, 50, 20], segmentation: 7, text: 'word' },
          { image_id, bbox: [10, 10, 50, 20], segmentation: null, text: 'box' },
        ]),
      ),
    })
    const imported = await importFrom(source)
    expect(byName(imported)).toEqual({
      'a.txt': [`${boxLine},###`, `${boxLine},box`],
      'b.txt': [`${boxLine},###`, `${boxLine},box`],
    })
    expect(imported.notes.map((text) => text.replace(/:\d+/, ''))).toEqual([
      'outline-unread x.json | 7',
      'outline-unread x.json | 7',
    ])
  })

  it('turns a box by its attribute rotation, as CVAT writes it, and takes attributes such as illegible', async () => {
    const attributes = { occluded: false, rotation: 90 }
    const source = await makeSource({
      'a.jpg': image(),
      'b.jpg': image(),
      'instances.json': cocoFile(
        [cocoImage, { ...cocoImage, id: 8, file_name: 'b.jpg' }],
        [
          { id: 1, image_id: 7, bbox: [50, 40, 100, 20], segmentation: [], attributes },
          { id: 2, image_id: 7, bbox: [10, 10, 50, 20], attributes: { illegible: true } },
          { id: 3, image_id: 8, bbox: [10, 10, 50, 20] },
        ],
      ),
    })
    // Turned about (100, 50): the upper left corner comes to (110, 0).
    expect(byName(await importFrom(source))['a.txt']).toEqual(['110,0,110,100,90,100,90,0,', `${boxLine},###`])
  })

  it('reads COCO-Text, with objects by id and illegible texts', async () => {
    const source = await makeSource({
      'COCO_train2014_000000492314.jpg': image(),
      'COCO_train2014_000000000001.jpg': image(),
      'cocotext.v2.json': json({
        cats: {},
        imgs: {
          '522579': { file_name: 'COCO_train2014_000000492314.jpg', height: 100, width: 200, id: 522579, set: 'train' },
          '1': { file_name: 'COCO_train2014_000000000001.jpg', height: 100, width: 200, id: 1, set: 'val' },
        },
        anns: {
          '45346': {
            mask: flat,
            bbox: [10, 10, 50, 20],
            image_id: 522579,
            id: 1,
            utf8_string: 'the',
            legibility: 'legible',
          },
          '45347': {
            mask: flat,
            bbox: [10, 10, 50, 20],
            image_id: 522579,
            id: 2,
            utf8_string: '',
            legibility: 'illegible',
          },
          '45348': { mask: flat, bbox: [10, 10, 50, 20], image_id: 1, id: 3, utf8_string: 'v', legibility: 'legible' },
        },
        imgToAnns: {},
        info: {},
      }),
    })
    expect((await importFrom(source)).groundTruths).toEqual({
      'train_gts/COCO_train2014_000000492314.txt': [`${boxLine},the`, `${boxLine},###`],
      'test_gts/COCO_train2014_000000000001.txt': [`${boxLine},v`],
    })
  })
})

describe('funsd', () => {
  it('takes words, blocks without words, and empty words as do not care', async () => {
    const word = (text: string, left: number) => ({ box: [left, 10, left + 20, 30], text })
    const block = { id: 0, text: 'Registration No.', box: [10, 10, 60, 30], linking: [[0, 1]], label: 'question' }
    let training = ''
    const source = await makeSource({
      'dataset/training_data/images/82092117.png': image(),
      'dataset/training_data/annotations/82092117.json': json({
        form: [
          { ...block, words: [word('Registration', 10), word('No.', 40), word('', 70)] },
          { ...block, text: 'block', words: [] },
        ],
      }),
      'dataset/training_data/images/2.png': image(),
      'dataset/training_data/annotations/2.json': (training = json({
        form: [{ ...block, words: [word('x', 10), { box: [1, 2], text: 'bad' }] }],
      })),
      'dataset/testing_data/images/1.png': image(),
      'dataset/testing_data/annotations/1.json': json({ form: [{ ...block, words: [word('533', 10)] }] }),
    })
    const imported = await importFrom(source)
    expect(imported.summary.format).toBe('funsd')
    expect(imported.groundTruths).toEqual({
      'train_gts/82092117.txt': [
        '10,10,30,10,30,30,10,30,Registration',
        '40,10,60,10,60,30,40,30,No.',
        '70,10,90,10,90,30,70,30,###',
        `${boxLine},block`,
      ],
      'test_gts/1.txt': ['10,10,30,10,30,30,10,30,533'],
    })
    const line = training.slice(0, training.indexOf('"text": "bad"')).split('\n').length - 5
    expect(imported.notes).toEqual([
      `entry-malformed dataset/training_data/annotations/2.json:${line} | [1,2]`,
      'image-unread dataset/training_data/annotations/2.json | 1 text of unknown place on 2.png',
    ])
  })
})
