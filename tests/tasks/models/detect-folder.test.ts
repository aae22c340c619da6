// A folder is looked at whole: what is read by any of its endings is detected on, and what is not is counted and named.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { encodeJpeg } from '../../../src/data/image.ts'
import { defaultDetectorSettings } from '../../../src/detect/settings.ts'
import { exportOnnx } from '../../../src/export/onnx.ts'
import { initialParameters } from '../../../src/model/init.ts'
import { detectTexts } from '../../../src/tasks/models/detect.ts'
import { outputPage } from '../../../src/server/work/read-outputs.ts'
import { readParquet } from '../../formats/read-parquet.ts'
import { temporaryFolder } from '../training.ts'

function model(folder: string): string {
  const path = join(folder, 'model.onnx')
  const exported = exportOnnx({
    values: initialParameters(3),
    settings: defaultDetectorSettings,
    size: [32, 32],
    dynamic: false,
    provenance: { source: 'exp_1' },
  })
  writeFileSync(path, exported)
  return path
}

it('looks at .jfif, and tells of .heic, .jp2 and notes what became of them', { timeout: 60_000 }, async () => {
  const [scans, folder] = [temporaryFolder(), temporaryFolder()]
  const jpeg = await encodeJpeg({ width: 40, height: 30, data: new Uint8Array(3600).fill(200) }, 40)
  for (const name of ['a.jpg', 'b.JFIF', 'c.heic', 'd.jp2', 'notes.txt', '.hidden.heic'])
    writeFileSync(join(scans, name), jpeg)
  const task = { model: model(folder), out: join(folder, 'out'), workdirs: folder, draw: false }
  const report = await detectTexts({ ...task, inputs: [scans] })
  expect(report.results.map(({ image_path, success }) => [image_path, success])).toEqual([
    [join(scans, 'a.jpg'), true],
    [join(scans, 'b.JFIF'), true],
  ])
  expect(report.passedOver).toEqual([
    { ending: '.heic', count: 1, format: 'HEIC', files: [join(scans, 'c.heic')] },
    { ending: '.jp2', count: 1, format: 'JPEG 2000', files: [join(scans, 'd.jp2')] },
    { ending: '.txt', count: 1, files: [join(scans, 'notes.txt')] },
  ])
  const kept = JSON.parse(readFileSync(join(report.folder, 'json', 'passed_over.json'), 'utf8')) as unknown
  expect(kept).toEqual(report.passedOver)
})

it('keeps for the page why nothing was read, and names folders without an image', { timeout: 60_000 }, async () => {
  const [scans, empty, folder] = [temporaryFolder(), temporaryFolder(), temporaryFolder()]
  writeFileSync(join(scans, 'a.jpg'), await encodeJpeg({ width: 40, height: 30, data: new Uint8Array(3600) }, 40))
  const out = join(folder, 'out')
  const task = { model: model(folder), out, workdirs: folder, draw: false, inputs: [scans, empty] }
  const told: string[] = []
  for (const recognizer of ['none', 'nothing']) {
    const report = await detectTexts({ ...task, recognizer })
    expect(report.emptyFolders).toEqual([empty])
    told.push(outputPage({ out, name: basename(report.folder), start: 0, count: 1 }).unread ?? 'nothing to tell')
  }
  expect(told).toEqual(['nothing to tell', expect.stringContaining('There is no such recogniser')])
})

it('says of an image that cannot be read what was found and what to do', { timeout: 60_000 }, async () => {
  const scans = temporaryFolder()
  const wide = join(scans, 'wide.bmp')
  const header = Buffer.alloc(54)
  header.write('BM')
  header.writeUInt32LE(54, 10)
  header.writeUInt32LE(40, 14)
  header.writeInt32LE(20_000, 18)
  header.writeInt32LE(20_000, 22)
  header.writeUInt16LE(1, 26)
  header.writeUInt16LE(24, 28)
  writeFileSync(wide, header)
  const task = { model: model(scans), out: join(scans, 'out'), workdirs: scans, draw: false }
  const { results } = await detectTexts({ ...task, inputs: [wide] })
  expect(results).toMatchObject([
    {
      success: false,
      error: expect.stringMatching(
        /^The image is too large to decode; found 20000x20000; expected at most \d+ pixels of this kind; scale the image down/,
      ) as string,
    },
  ])
})

it('says what is there instead of images', async () => {
  const scans = temporaryFolder()
  writeFileSync(join(scans, 'a.pdf'), '%PDF-1.4')
  await expect(detectTexts({ inputs: [scans], model: 'starter', out: scans, workdirs: scans })).rejects.toMatchObject({
    code: 'no-images',
    found: `none in ${scans}, but 1 .pdf (PDF)`,
    next: 'convert them to JPEG or PNG',
  })
})

it('writes nothing where none of the named images is there', async () => {
  const folder = temporaryFolder()
  const task = {
    model: model(folder),
    out: join(folder, 'out', 'here'),
    workdirs: folder,
    inputs: [join(folder, 'a.jpg')],
  }
  await expect(detectTexts(task)).rejects.toMatchObject({ code: 'image-missing' })
  expect(existsSync(join(folder, 'out'))).toBe(false)
})

it('has the texts as a table too, with the numbers of result.json', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder()
  const task = { model: 'starter', out: join(folder, 'out'), workdirs: folder, draw: false, parquet: true }
  const { parquetPath = '', results } = await detectTexts({ ...task, inputs: ['examples/photo.png'] })
  const [{ texts, boxes, scores, text_scores = [] }] = results
  expect(boxes.length).toBeGreaterThan(0)
  expect(await readParquet(parquetPath)).toEqual(
    boxes.map((corners, index) => ({
      image: 'examples/photo.png',
      number: index + 1,
      text: texts[index][0],
      text_score: text_scores[index],
      score: scores[index],
      corners,
    })),
  )
})
