// Finding the format of a source, and refusing to guess.
import { describe, expect, it } from 'vitest'
import { detectFormat } from '../../../src/prepare/import/detect.ts'
import { formatNames, formats } from '../../../src/prepare/import/formats.ts'
import { openSource } from '../../../src/prepare/import/source.ts'
import { makeSource, image, type SourceFiles } from './source.ts'

async function detect(files: SourceFiles, file = ''): Promise<string> {
  const root = await makeSource({ '1.jpg': image(), ...files })
  return await detectFormat(await openSource(`${root}/${file}`))
}

const ours = '10,10,50,10,50,20,10,20,word'

describe('detectFormat', () => {
  it('is not led astray by a broken line or a broken file', async () => {
    expect(await detect({ 'gt_1.txt': `oops\n${ours}\n${ours}`, 'x.json': '{' })).toBe('icdar2015')
  })

  it('finds ground truths in another folder than their images', async () => {
    expect(await detect({ 'labels/1.txt': ours })).toBe('side-by-side')
    expect(await detect({ 'labels/1.jpg.txt': ours })).toBe('side-by-side')
  })

  it('looks only at the file that is named', async () => {
    const coco = '{"images": [], "annotations": []}'
    expect(await detect({ '1.txt': ours, 'coco.json': coco }, 'coco.json')).toBe('coco')
  })

  it('refuses to choose between formats, and names the candidates', async () => {
    const files = { '1.txt': ours, '1.json': '{"shapes": [], "imagePath": "1.jpg"}' }
    await expect(detect(files)).rejects.toMatchObject({
      code: 'import-format-ambiguous',
      found: 'side-by-side (1.txt), labelme (1.json)',
      next: expect.stringMatching(/^name the one you want: ocrdet import side-by-side \S+ custom_data$/),
    })
  })

  it('says what it saw when it knows no format', async () => {
    await expect(detect({ 'a.csv': '1,2', 'b.json': '{\n"a": 1,\n}' })).rejects.toMatchObject({
      code: 'import-format-unknown',
      found: 'files: 1 .csv, 1 .json; b.json:3: expected a name in quotes, found }',
    })
    await expect(detect({})).rejects.toMatchObject({ found: 'no file but images' })
  })

  it.each([
    ['cut off', { 'annotations.xml': '<annotations><image>' }, 'repair annotations.xml, or export it again'],
    ['nested too deeply', { 'b.json': '['.repeat(300) }, 'repair b.json, or export it again'],
    ['of another tool', { 'via.json': '{"1.jpg8": {"filename": "1.jpg", "regions": []}}' }, 'JSON as coco'],
    ['missing', {}, 'put the annotation files'],
    ['of lines that nothing tells', { 'a.csv': '1,2' }, 'ocrdet import icdar2015'],
  ])('advises what helps where the annotations are %s', async (_, files, next) => {
    const root = await makeSource({ '1.jpg': image(), ...files })
    const error = await detectFormat(await openSource(root)).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'import-format-unknown', next: expect.stringContaining(next) })
  })

  it('sends people with our own layout to the check', async () => {
    const files = { 'train_list.txt': '1.jpg', 'test_list.txt': '1.jpg', 'train_gts/1.txt': ours }
    await expect(detect(files)).rejects.toMatchObject({ code: 'import-own-layout' })
  })
})

describe('openSource', () => {
  it('refuses what is missing, packed, an image, or without images', async () => {
    const root = await makeSource({ 'a/1.jpg': image(), 'b/export.zip': 'PK', 'b/1.json': '{}' })
    await expect(openSource(`${root}/c`)).rejects.toMatchObject({
      code: 'source-missing',
      found: 'nothing of that name',
    })
    await expect(openSource(`${root}/b/export.zip`)).rejects.toMatchObject({ code: 'source-packed' })
    await expect(openSource(`${root}/a/1.jpg`)).rejects.toMatchObject({ code: 'source-missing', found: 'an image' })
    await expect(openSource(`${root}/b`)).rejects.toMatchObject({ code: 'source-without-images' })
    expect((await openSource(`${root}/b`, { images: `${root}/a` })).images.paths).toEqual(['1.jpg'])
  })
})

describe('the table of formats', () => {
  it.each(formatNames)('%s has a title', (name) => {
    expect(formats[name].title.length).toBeGreaterThan(10)
  })
})
