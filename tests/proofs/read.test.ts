// `ocrdet read` and what `ocrdet detect` reads, as processes.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { beforeAll, expect, it } from 'vitest'
import { imageCanvas } from '../../src/data/canvas.ts'
import { pageWith } from '../recognize/page.ts'
import { temporaryFolder } from '../run/temporary.ts'
import { mainFile, ocrdet } from '../cli/run-built.ts'

const lines = ['INVOICE-4711', 'TOTAL=31.00']
let png: Uint8Array

beforeAll(() => {
  png = imageCanvas(pageWith(lines).image).toBuffer('image/png')
})

it('prints the texts of an image, also of one on standard input', async () => {
  const cwd = temporaryFolder()
  writeFileSync(join(cwd, 'page.png'), png)
  expect(await ocrdet(['read', 'page.png'], { cwd })).toMatchObject({ code: 0, out: `${lines.join('\n')}\n`, err: '' })
  expect(readdirSync(cwd)).toEqual(['page.png'])
  const piped = spawnSync(process.execPath, [mainFile, 'read', '-', '--format', 'json'], { cwd, input: png })
  const read = JSON.parse(piped.stdout.toString()) as { lines: { text: string }[][] }
  expect(read.lines.flat().map(({ text }) => text)).toEqual(lines)
})

it('tells of an image that cannot be read, goes on, and ends with 1', async () => {
  const cwd = temporaryFolder()
  writeFileSync(join(cwd, 'a.png'), 'no image')
  writeFileSync(join(cwd, 'b.png'), png)
  const { code, out, err } = await ocrdet(['read', 'a.png', 'b.png'], { cwd })
  expect([code, err]).toEqual([1, expect.stringContaining('a.png: ')])
  expect(out).toBe(`==> a.png <==\n\n==> b.png <==\n${lines.join('\n')}\n`)
  expect(await ocrdet(['read', 'b.png', '--recognizer', 'nothing'], { cwd })).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is no such recogniser'),
  })
})

it('fills the texts of detect, or leaves them out', async () => {
  const cwd = temporaryFolder()
  writeFileSync(join(cwd, 'page.png'), png)
  const { code, out } = await ocrdet(['detect', 'page.png', '--only-json'], { cwd })
  expect([code, out]).toEqual([0, expect.stringContaining('  1  INVOICE-4711\n  2  TOTAL=31.00\n')])
  const folder = join(cwd, 'outputs', readdirSync(join(cwd, 'outputs'))[0])
  const result = JSON.parse(readFileSync(join(folder, 'json/result.json'), 'utf8')) as Record<string, unknown[]>
  expect(result['texts']).toEqual(lines.map((line) => [line]))
  expect(result['text_scores']).toHaveLength(2)
  expect(readFileSync(join(folder, 'texts.csv'), 'utf8')).toContain('page.png,2,TOTAL=31.00,')
  const silent = await ocrdet(['detect', 'page.png', '--only-json', '--no-read', '--json'], { cwd })
  expect((JSON.parse(silent.out) as { results: object[] }).results[0]).toMatchObject({ texts: [[''], ['']] })
})

it('detects without a recogniser that cannot be opened, and says so', async () => {
  const cwd = temporaryFolder()
  writeFileSync(join(cwd, 'page.png'), png)
  const { code, out, err } = await ocrdet(['detect', 'page.png', '--recognizer', 'nothing'], { cwd })
  expect([code, err]).toEqual([1, expect.stringContaining('Texts are found but not read.')])
  expect(out).toContain('page.png  2 texts')
})

it('evaluates what is read beside what is found', async () => {
  const cwd = temporaryFolder()
  for (const folder of ['test_images', 'test_gts']) mkdirSync(join(cwd, 'data', folder), { recursive: true })
  const boxes = pageWith(lines).boxes.map((box) => box.map(([x, y], at) => [x, y + (at < 2 ? 7 : -9)]))
  const words = ['Invoice-４７１１', 'TOTAL=81.00']
  writeFileSync(join(cwd, 'data/test_images/1.png'), png)
  writeFileSync(join(cwd, 'data/test_list.txt'), '1.png\n')
  writeFileSync(
    join(cwd, 'data/test_gts/1.txt'),
    boxes.map((box, at) => `${box.flat().join()},${words[at]}\n`).join(''),
  )
  const evaluate = ['eval', 'starter', '--data', 'data']
  const { code, out } = await ocrdet([...evaluate, '--read', '--out', 'results'], { cwd })
  expect(code).toBe(0)
  expect(out).toMatch(
    /read by PP-OCRv4 +lines +line accuracy +word accuracy +character error rate\nground-truth boxes +2 +50\.0 % +50\.0 % +4\.3 %\ndetected boxes +2 +50\.0 %/,
  )
  expect(out).toContain('Unicode NFKC')
  expect(readFileSync(join(cwd, 'results/predictions.json'), 'utf8')).toContain(
    '"texts":[["INVOICE-4711"],["TOTAL=31.00"]]',
  )
  const refused = await ocrdet([...evaluate, '--recognizer', 'nothing'], { cwd })
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('There is no such recogniser') })
})

it('names what it skips in folders, and folders without an image, and reads the rest', async () => {
  const cwd = temporaryFolder()
  for (const folder of ['scans', 'empty']) mkdirSync(join(cwd, folder))
  writeFileSync(join(cwd, 'scans/page.png'), png)
  writeFileSync(join(cwd, 'scans/photo.heic'), 'unread')
  const { code, out, err } = await ocrdet(['read', 'scans', 'empty'], { cwd })
  expect([code, out]).toEqual([0, `${lines.join('\n')}\n`])
  expect(err).toContain('Skipped: 1 .heic (HEIC is not read; convert it to JPEG or PNG)')
  expect(err).toContain('No image in empty')
  expect(await ocrdet(['read', 'empty'], { cwd })).toMatchObject({ code: 1, out: '' })
})
