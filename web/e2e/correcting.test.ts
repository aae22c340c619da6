// The ways into the editor: from a missed and a false box of an evaluation, from a finding, from a detection and from a batch.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ocrdet } from '../../tests/cli/run-built.ts'
import { seriousViolations } from './axe.ts'
import type { OpenBrowser } from './chromium.ts'
import type { Served } from './served.ts'
import { leave, visit } from './visit.ts'
import { writeRun } from './written-runs.ts'

const run = 'exp_20260105_143022'
/** The boxes of the written evaluation: 2.jpg has both in its labels, the second one is missed, and found again it is false. */
const [box, far] = ['20,15,110,15,110,41,20,41', '130,84,210,84,210,108,130,108']

describe('correcting where it is seen', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-correcting-'))
  const data = join(folder, 'set')
  const photos = join(folder, 'photos')
  let served: Served
  let browser: OpenBrowser
  let page: Page

  beforeAll(async () => {
    const made = await ocrdet(['synth', 'photos', '--train', '4', '--test', '1', '--size', '320x320'], { cwd: folder })
    expect([made.code, made.err]).toEqual([0, ''])
    rmSync(join(photos, 'train_list.txt'))
    for (const name of ['train_images', 'train_gts', 'test_images', 'test_gts'])
      mkdirSync(join(data, name), { recursive: true })
    const [, , ...sources] = readdirSync(join(photos, 'train_images')).sort()
    for (const [name, split, source] of [
      ['0', 'train', readdirSync(join(photos, 'test_images')).map((one) => join('test_images', one))[0]],
      ['1', 'test', join('train_images', sources[0]!)],
      ['2', 'test', join('train_images', sources[1]!)],
    ] as const) {
      cpSync(join(photos, source!), join(data, `${split}_images`, `${name}.jpg`))
      const lines = `not a text\n${box},one\n${name === '2' ? `${far},two\n` : ''}`
      writeFileSync(join(data, `${split}_gts`, `${name}.txt`), lines)
    }
    for (const source of sources) rmSync(join(photos, 'train_images', source))
    writeFileSync(join(data, 'train_list.txt'), '0.jpg\n')
    writeFileSync(join(data, 'test_list.txt'), '1.jpg\n2.jpg\n')
    writeRun(join(folder, 'workdirs'), { id: run, data })
    ;({ served, browser, page } = await visit(folder))
  })
  afterAll(() => leave(folder, { served, browser }))

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const selected = () => page.locator('.edit-list > li[aria-current=true]')
  async function attribute(name: string): Promise<number> {
    return Number(await page.locator('.edit-viewer canvas').getAttribute(`data-${name}`))
  }
  /** How far the middle of a box lies from the middle of the canvas, in pixels of the screen. */
  async function offCentre(corners: string): Promise<number> {
    const [x0 = 0, y0 = 0, x1 = 0, , , y1 = 0] = corners.split(',').map(Number)
    const bounds = await page.locator('.edit-viewer canvas').boundingBox()
    const [scale, left, top] = [await attribute('scale'), await attribute('left'), await attribute('top')]
    const [x, y] = [((x0 + x1) / 2) * scale + left, ((y0 + y1) / 2) * scale + top]
    return Math.hypot(x - bounds!.width / 2, y - bounds!.height / 2)
  }

  it('asks once, then shows a missed box of an evaluation selected in the middle', async () => {
    await page.goto(`${served.address}/runs/${run}?tab=evaluation`)
    await page
      .getByRole('button', { name: /2\.jpg/ })
      .first()
      .click()
    const links = page.getByRole('link', { name: /^Correct this label/ })
    await links.nth(1).waitFor()
    expect(await seriousViolations(page)).toEqual([])
    await links.nth(1).click()
    await page.getByText('Change the ground truth of this data set?').waitFor()
    await button('Back up and edit').click()
    await selected().waitFor()
    expect(await selected().locator('input').inputValue()).toBe('two')
    expect(await offCentre(far)).toBeLessThan(2)
    expect(await page.getByText('no text is outlined like that').count()).toBe(0)
    await page.locator('.edit-viewer canvas').focus()
    await page.keyboard.press('ArrowRight')
    await page.locator('.edit-status').getByText('Saved', { exact: true }).waitFor()
    expect(readFileSync(join(data, 'test_gts/2.txt'), 'utf8')).toBe(
      `${box},one\n131,84,211,84,211,108,131,108,two\nnot a text\n`,
    )
  })

  it('shows a false box that no label has, and adds it', async () => {
    await page.goto(`${served.address}/runs/${run}?tab=evaluation`)
    await page
      .getByRole('button', { name: /2\.jpg/ })
      .first()
      .click()
    await page
      .getByRole('link', { name: /^Correct this label/ })
      .first()
      .click()
    await page.getByText('no text is outlined like that').waitFor()
    expect(await page.getByText('Change the ground truth').count()).toBe(0)
    expect(await offCentre(far)).toBeLessThan(2)
    await button('Add it as a text').click()
    await page.locator('.edit-list > li').nth(2).waitFor()
    await page.locator('.edit-status').getByText('Saved', { exact: true }).waitFor()
    expect(readFileSync(join(data, 'test_gts/2.txt'), 'utf8').split('\n')[2]).toBe(`${far},`)
    // The next image has no box to point to.
    await button('Previous image').or(button('Next image')).first().click()
    await page.waitForFunction(() => !location.search.includes('box='))
  })

  it('leads from a finding to the text of its line', async () => {
    await page.goto(
      `${served.address}/data/edit?${new URLSearchParams({ data, split: 'test', image: '0', line: '2' })}`,
    )
    await selected().waitFor()
    expect(await selected().locator('input').inputValue()).toBe('one')
    expect(await offCentre(box)).toBeLessThan(2)
  })

  it('says that the image is gone from the data set', async () => {
    const list = readFileSync(join(data, 'test_list.txt'), 'utf8')
    writeFileSync(join(data, 'test_list.txt'), '1.jpg\n')
    await page.goto(`${served.address}/runs/${run}?tab=evaluation`)
    await page
      .getByRole('button', { name: /2\.jpg/ })
      .first()
      .click()
    await page.getByText('This image is not in the data set of the run any more').waitFor()
    writeFileSync(join(data, 'test_list.txt'), list)
  })

  it('puts a detection into a new data set and opens it there, and tells a second time that it is there', async () => {
    const image = join(photos, 'train_images', '1.jpg')
    const mine = join(folder, 'mine')
    for (const time of ['first', 'second']) {
      await page.goto(`${served.address}/detect`)
      await page.locator('input[type=file]').first().setInputFiles(image)
      await page.locator('.box-list > li').first().waitFor()
      await button('Correct this and add it to my data').click()
      const dialog = page.getByRole('dialog')
      if (time === 'first') await dialog.getByLabel('Folder of the new data set').fill(mine)
      else await dialog.getByLabel('Data set', { exact: true }).selectOption(mine)
      expect(await seriousViolations(page)).toEqual([])
      await dialog.getByRole('button', { name: 'Add', exact: true }).click()
      if (time === 'second') break
      await page.waitForURL(/\/data\/edit/)
      await page.getByText('0 of 1 reviewed').first().waitFor()
    }
    await page.getByText('1 image is in the data set already').waitFor()
    const lines = readFileSync(join(mine, 'train_gts/1.txt'), 'utf8').split('\n').filter(Boolean)
    expect(lines.length).toBeGreaterThan(0)
    expect(readFileSync(join(mine, 'train_list.txt'), 'utf8')).toBe('train_images/1.jpg train_gts/1.txt\n')
  })

  it('adds all images of a batch at once, and opens a set of a person only after asking', async () => {
    const { code } = await ocrdet(['detect', join(photos, 'train_images'), '--model', 'starter', '--no-read'], {
      cwd: folder,
    })
    expect(code).toBe(0)
    const other = join(folder, 'other')
    mkdirSync(join(other, 'train_images'), { recursive: true })
    mkdirSync(join(other, 'train_gts'))
    const bytes = readFileSync(join(photos, 'train_images', '2.jpg'))
    writeFileSync(join(other, 'train_images/same.jpg'), bytes)
    writeFileSync(join(other, 'train_gts/same.txt'), `${box},one\n`)
    writeFileSync(join(other, 'train_list.txt'), 'same.jpg\n')
    await page.goto(`${served.address}/batch`)
    await page.locator('a[href^="/batch/outputs_"]').first().click()
    await button('Add all images to my data').click()
    const dialog = page.getByRole('dialog').first()
    await dialog.getByLabel('Data set', { exact: true }).selectOption(other)
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('Change the ground truth of this data set?').waitFor()
    expect(readFileSync(join(other, 'train_list.txt'), 'utf8')).toBe('same.jpg\n')
    await button('Back up and edit').click()
    await page.getByText('1 image added.').waitFor()
    await page.getByText('1 image is in the data set already').waitFor()
    expect(readFileSync(join(other, 'train_list.txt'), 'utf8')).toBe('same.jpg\ntrain_images/1.jpg train_gts/1.txt\n')
    await page.getByRole('link', { name: 'Correct them' }).click()
    await page.locator('.edit-head strong', { hasText: '1.jpg' }).waitFor()
  })

  it('fits a telephone: nothing is wider than the screen, and everything can be named', async () => {
    await page.request.post(`${served.address}/api/editing`, { data: { data, by: 'a telephone' } })
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`${served.address}/data/edit?${new URLSearchParams({ data, split: 'test', image: '0' })}`)
    await page.locator('.edit-list > li').first().waitFor()
    const width = await page.evaluate(() => document.scrollingElement?.scrollWidth)
    expect(width).toBeLessThanOrEqual(390)
    expect(await seriousViolations(page)).toEqual([])
    await button('Split into training and test…').click()
    expect(await page.evaluate(() => document.scrollingElement?.scrollWidth)).toBeLessThanOrEqual(390)
  })
})
