// Data sets that are not ready: annotations of another tool are imported, errors are repaired in a copy, all in the browser.
import { appendFileSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import yazl from 'yazl'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ocrdet } from '../../tests/cli/run-built.ts'
import { seriousViolations } from './axe.ts'
import type { OpenBrowser } from './chromium.ts'
import { words, writeScenes } from './scene.ts'
import type { Served } from './served.ts'
import { leave, visit } from './visit.ts'

/** A ZIP as PPOCRLabel makes it: images and one Label.txt with a line of JSON for each. */
async function labelled(image: string): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  const texts = words.map(([left, top, width, height], index) => ({
    transcription: `word ${index}`,
    points: [
      [left, top],
      [left + width, top],
      [left + width, top + height],
      [left, top + height],
    ],
    difficult: false,
  }))
  const names = Array.from({ length: 10 }, (_, index) => `images/${index + 1}.png`)
  for (const name of names) zip.addBuffer(readFileSync(image), name)
  const lines = [...names, 'images/lost.png'].map((name) => `${name}\t${JSON.stringify(texts)}\n`)
  zip.addBuffer(Buffer.from(lines.join('')), 'images/Label.txt')
  zip.end()
  return buffer(zip.outputStream)
}

describe('a data set that is not ready', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-datasets-'))
  let served: Served
  let browser: OpenBrowser
  let page: Page

  beforeAll(async () => {
    const { code } = await ocrdet(['synth', 'data', '--train', '6', '--test', '2', '--size', '96x96'], { cwd: folder })
    expect(code).toBe(0)
    appendFileSync(join(folder, 'data', 'train_list.txt'), 'train_images/lost.jpg train_gts/lost.txt\n')
    ;({ served, browser, page } = await visit(folder, { height: 1000 }))
  })
  afterAll(() => leave(folder, { served, browser }))

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

  it('is imported from the format that is found in it, then checked', async () => {
    const scenes = await writeScenes(join(folder, 'scenes'))
    const bytes = await labelled(scenes['scene.png'] ?? '')
    await page.goto(`${served.address}/data`)
    await page.setInputFiles('input[type=file][accept=".zip"]', {
      name: 'receipts.zip',
      mimeType: 'application/zip',
      buffer: bytes,
    })
    await page.getByText('Import from another format').waitFor()
    await page.getByText('found by looking into the files').waitFor()
    expect(await page.getByLabel('Format of the annotations').inputValue()).toBe('paddleocr')
    expect(await page.getByLabel('Folder of the new data set').inputValue()).toBe(
      join(folder, 'uploads', 'receipts_imported'),
    )
    expect(await seriousViolations(page)).toEqual([])
    await press('Import')
    await page.getByText('Imported from paddleocr: 9 train, 1 test').waitFor()
    await page.getByText('1 left out').waitFor()
    await page.getByText('The image is not in the source').waitFor()
    await page.reload()
    await page.getByText('Imported from paddleocr: 9 train, 1 test').waitFor()
    await page.getByRole('link', { name: 'Check the new data set' }).click()
    await page.getByText('Text height (median)').first().waitFor()
    expect(await page.getByText('Import from another format').count()).toBe(0)
    await page.goto(`${served.address}/data`)
    await page.getByRole('link', { name: join(folder, 'uploads', 'receipts_imported') }).waitFor()
  })

  it('says why no other folder may be written to', async () => {
    await page.goto(
      `${served.address}/data/view?${new URLSearchParams({ data: join(folder, 'scenes'), tab: 'check' })}`,
    )
    await page.getByLabel('Format of the annotations').selectOption('labelme')
    await page.getByLabel('Folder of the new data set').fill('/etc/new')
    await press('Import')
    await page
      .getByRole('alert')
      .getByText(/not in a folder that the server may read/)
      .waitFor()
  })

  it('is repaired in a copy', async () => {
    await page.goto(`${served.address}/data/view?${new URLSearchParams({ data: join(folder, 'data'), tab: 'check' })}`)
    await page.getByText(/^Not ready to train: [1-9]\d* errors?/).waitFor()
    await press('Write the copy')
    await page.getByText(/The copy is there \(8 images\)/).waitFor()
    expect(await seriousViolations(page)).toEqual([])
    await page.getByRole('link', { name: 'Check the new data set' }).click()
    await page.getByText(/^Ready to train|^No problems found/).waitFor()
    expect(readFileSync(join(folder, 'data_repaired', 'repaired.txt'), 'utf8')).toContain('lost.jpg')
  })

  it('met no error in the console', () => {
    expect(browser.errors.filter((error) => !/status of 403.*\/api\/jobs/.test(error))).toEqual([])
  })
})
