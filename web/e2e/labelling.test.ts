// From photographs without labels to a model that labels the rest: labelled by the starter, corrected, divided, trained on, labelled again.
// OCRDET_PHOTOS names a folder of real photographs; without it they are synthetic.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ocrdet } from '../../tests/cli/run-built.ts'
import { seriousViolations } from './axe.ts'
import type { OpenBrowser } from './chromium.ts'
import type { Served } from './served.ts'
import { leave, visit } from './visit.ts'
import { runIds } from './workshop.ts'

/** How many photographs, and how many of them a person looks at. */
const [photographs, reviewed] = [12, 8]

describe('labelling photographs and training on them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-labelling-'))
  const made = join(folder, 'mine')
  let served: Served
  let browser: OpenBrowser
  let page: Page
  /** Every ground truth as it was after the corrections. */
  let corrected = new Map<string, string>()

  beforeAll(async () => {
    const given = process.env['OCRDET_PHOTOS']
    if (given === undefined) {
      const words = ['synth', 'synthetic', '--train', String(photographs), '--test', '1', '--size', '320x320']
      const { code, err } = await ocrdet(words, { cwd: folder })
      expect([code, err]).toEqual([0, ''])
    }
    const source = given ?? join(folder, 'synthetic', 'train_images')
    mkdirSync(join(folder, 'photos'))
    for (const name of readdirSync(source).sort().slice(0, photographs))
      cpSync(join(source, name), join(folder, 'photos', name))
    ;({ served, browser, page } = await visit(folder, { patience: 120_000 }))
  })
  afterAll(() => leave(folder, { served, browser }))

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const saved = () => page.locator('.edit-status').getByText('Saved', { exact: true }).waitFor()
  const groundTruths = (): Map<string, string> =>
    new Map(
      readdirSync(join(made, 'train_gts')).map((name) => [name, readFileSync(join(made, 'train_gts', name), 'utf8')]),
    )
  const listed = (split: string): string[] =>
    readFileSync(join(made, `${split}_list.txt`), 'utf8')
      .split('\n')
      .filter(Boolean)

  async function place([x, y]: readonly [number, number]): Promise<readonly [number, number]> {
    const canvas = page.locator('.edit-viewer canvas')
    const bounds = await canvas.boundingBox()
    const at = async (name: string): Promise<number> => Number(await canvas.getAttribute(`data-${name}`))
    const scale = await at('scale')
    return [bounds!.x + x * scale + (await at('left')), bounds!.y + y * scale + (await at('top'))]
  }

  it('the starter labels the photographs of a folder', async () => {
    await page.goto(`${served.address}/data`)
    const card = page.locator('.card', { hasText: 'Label photographs' })
    await card.getByLabel('Or: a folder of images on the server').fill(join(folder, 'photos'))
    await card.getByLabel('Read the texts, too').uncheck()
    await card.getByLabel('Folder of the new data set').fill(made)
    await card.getByRole('button', { name: 'Label', exact: true }).click()
    await page.getByRole('link', { name: 'Correct them' }).click({ timeout: 300_000 })
    await page.getByText(`0 of ${photographs} reviewed`).first().waitFor()
    expect(listed('train')).toHaveLength(photographs)
  })

  it('what is drawn by mouse and moved by keyboard lies on the disk, to a tenth of a pixel', async () => {
    const rows = page.locator('.edit-list > li')
    await button('Rectangle').waitFor()
    const before = await rows.count()
    const name = await page.locator('.edit-head strong').innerText()
    const file = `${name.replace(/\.\w+$/, '')}.txt`
    await page.locator('.edit-viewer canvas').focus()
    await page.keyboard.press('r')
    await page.mouse.move(...(await place([20, 30])))
    await page.mouse.down()
    await page.mouse.move(...(await place([80, 40])))
    await page.mouse.move(...(await place([120.5, 61.3])))
    await page.mouse.up()
    await expect.poll(() => rows.count()).toBe(before + 1)
    for (const key of ['ArrowRight', 'ArrowRight', 'Shift+ArrowDown']) await page.keyboard.press(key)
    await saved()
    const written = (groundTruths().get(file) ?? '').split('\n').filter(Boolean).at(-1) ?? ''
    const wanted = [22, 40, 122.5, 40, 122.5, 71.3, 22, 71.3]
    for (const [at, value] of written.split(',').slice(0, 8).map(Number).entries())
      expect(Math.abs(value - wanted[at]!)).toBeLessThanOrEqual(0.1 + 1e-6)
  })

  it('is accepted image by image with one key', async () => {
    for (let count = 1; count <= reviewed; count++) {
      await page.locator('.edit-viewer canvas').focus()
      await page.keyboard.press('Enter')
      await page.getByText(`${count} of ${photographs} reviewed`).first().waitFor()
      await page.getByText(`${count + 1} / ${photographs}`).waitFor()
    }
    corrected = groundTruths()
  })

  it('is split into training and test by its lists alone, taken back, and split again', async () => {
    const whole = listed('train')
    await button('Split into training and test…').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Share of the test images').selectOption('0.25')
    expect(await seriousViolations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Split', exact: true }).click()
    await dialog.getByText('3 images moved to the test list: 9 for training, 3 for testing.').waitFor()
    expect([listed('train').length, listed('test').length]).toEqual([9, 3])
    await dialog.getByRole('button', { name: 'Take the split back' }).click()
    await page.getByText('The split was taken back.').waitFor()
    expect(listed('train')).toEqual(whole)
    expect(readdirSync(made)).not.toContain('test_list.txt')
    expect(await dialog.getByText('9 for training, 3 for testing').count()).toBe(0)
    await dialog.getByRole('button', { name: 'Split', exact: true }).click()
    await dialog.getByText('9 for training, 3 for testing').waitFor()
    expect(groundTruths()).toEqual(corrected)
    const counts = await page.request.get(`${served.address}/api/editing?${new URLSearchParams({ data: made })}`)
    const { train, test } = (await counts.json()) as Record<'train' | 'test', { images: number; reviewed: number }>
    expect([train.images, test.images, train.reviewed + test.reviewed]).toEqual([9, 3, reviewed])
  })

  it('leads on to the training with this data set chosen', async () => {
    await page.getByRole('dialog').getByRole('link', { name: 'Train on it' }).click()
    await page.waitForURL(/\/train\?data=/)
    await page.getByLabel('Epochs', { exact: true }).fill('2')
    await page.getByLabel('Batch Size').fill('4')
    for (const side of ['height', 'width']) await page.getByLabel(`input_size: ${side}`).fill('160')
    await page.getByRole('button', { name: 'Start training' }).and(page.locator(':enabled')).click()
    await page.waitForURL('**/train/exp_*')
    const run = runIds(folder)[0] ?? ''
    await expect
      .poll(
        async () => {
          const response = await page.request.get(`${served.address}/api/runs/${run}`)
          return ((await response.json()) as { row?: { state: { name: string } } }).row?.state.name
        },
        { timeout: 400_000, interval: 1000 },
      )
      .toBe('finished')
  })

  it('is labelled again from the page of the run: what was reviewed stays, what disagrees most comes first', async () => {
    await page.goto(`${served.address}/runs/${runIds(folder)[0] ?? ''}`)
    await page.getByRole('link', { name: 'Label the rest again with this run' }).click()
    const dialog = page.getByRole('dialog')
    await expect.poll(() => dialog.getByLabel('Model', { exact: true }).inputValue()).toBe(runIds(folder)[0])
    await dialog.getByLabel('Read the texts, too').uncheck()
    await dialog.getByRole('button', { name: 'Start' }).click()
    await dialog.getByText(`${photographs - reviewed} labelled anew, ${reviewed} kept`).waitFor({ timeout: 300_000 })
    await dialog.getByRole('button', { name: 'Disagrees most first' }).click()
    const looked = new Set(listed('train').concat(listed('test')))
    expect(looked.size).toBe(photographs)
    await page.getByText('All images', { exact: true }).click()
    const items = page.locator('.edit-images > li')
    await expect.poll(() => items.count()).toBe(9)
    const numbers = (await items.allInnerTexts()).map((text) => Number(/(\d+) differences?/.exec(text)?.[1] ?? 0))
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a))
    expect(await seriousViolations(page)).toEqual([])
    const now = groundTruths()
    const changed = [...corrected].filter(([name, text]) => now.get(name) !== text)
    expect(changed.length).toBeLessThanOrEqual(photographs - reviewed)
  })

  it('met no error in the console', () => {
    expect(browser.errors).toEqual([])
  })
})
