// Labels as tools really write them: addresses in place of paths, spaces in place of a tab, an archive under another name.
import { expect, it } from 'vitest'
import { importFrom, makeSource, image } from './source.ts'

/** A COCO file in which each image has one box. */
function coco(names: readonly string[]): string {
  return JSON.stringify({
    images: names.map((name, id) => ({ id, file_name: name, width: 200, height: 100 })),
    categories: [{ id: 0, name: 'Text' }],
    annotations: names.map((_, id) => ({ id, image_id: id, category_id: 0, bbox: [10, 10, 60, 20], iscrowd: 0 })),
  })
}

it.each([
  ['an address of local files', '/data/local-files/?d=my%20scans/a%20b'],
  ['a path of Windows out of the folder', String.raw`..\..\label-studio\media\upload\4\a b`],
  ['an upload with its prefix', '/data/upload/1/0a1b2c3d-a%20b'],
])('finds the images of a COCO file by %s', async (_, address) => {
  const source = await makeSource({
    'images/a b1.jpg': image(),
    'images/a b2.jpg': image(),
    'result.json': coco([1, 2].map((id) => `${address}${id}.jpg`)),
  })
  const { summary } = await importFrom(source)
  expect(summary).toMatchObject({ format: 'coco', totals: { train: { texts: 1 }, test: { texts: 1 } } })
})

it('takes a name with a percent or question mark as it stands first', async () => {
  const source = await makeSource({
    'images/50%25?.jpg': image(),
    'images/50%.jpg': image(),
    'result.json': coco(['50%25?.jpg', '50%.jpg']),
  })
  expect((await importFrom(source)).summary.totals).toMatchObject({ train: { texts: 1 }, test: { texts: 1 } })
})

it('reads a PaddleOCR label with spaces in place of the tab, in a folder with spaces', async () => {
  const label = (name: string) =>
    `Dense text/${name}.jpg  [{"transcription": "GND", "points": [[7,6],[60,6],[60,30],[7,30]]}]\n`
  const source = await makeSource({
    'Dense text/1.jpg': image(),
    'Dense text/2.jpg': image(),
    'Dense text/Label.txt': `${label('1')}${label('2')}`,
  })
  const { summary, groundTruths } = await importFrom(source)
  expect(summary.format).toBe('paddleocr')
  expect(Object.values(groundTruths)).toEqual([['7,6,60,6,60,30,7,30,GND'], ['7,6,60,6,60,30,7,30,GND']])
})

it('says of an annotation file that is an archive what it is', async () => {
  const source = await makeSource({ '1.jpg': image(), 'annotations.json': Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0) })
  await expect(importFrom(source)).rejects.toMatchObject({
    found: expect.stringContaining('annotations.json: expected a text file, found a ZIP archive; unpack it') as string,
  })
})
