// Before the start of a training: what speaks against it is said beforehand, at the field, and with the way out.
import { appendFileSync, cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ocrdet } from '../../tests/cli/run-built.ts'
import { seriousViolations } from './axe.ts'
import type { OpenBrowser } from './chromium.ts'
import type { Served } from './served.ts'
import { leave, settled, visit } from './visit.ts'

describe('before a training starts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-starting-'))
  let served: Served
  let browser: OpenBrowser
  let page: Page

  beforeAll(async () => {
    for (const name of ['good', 'broken']) {
      const made = await ocrdet(['synth', name, '--train', '6', '--test', '2', '--size', '96x96'], { cwd: folder })
      expect(made.code).toBe(0)
    }
    cpSync(join(folder, 'good'), join(folder, 'customers', 'deep', 'receipts'), { recursive: true })
    appendFileSync(join(folder, 'broken', 'train_list.txt'), 'train_images/lost.jpg train_gts/lost.txt\n')
    ;({ served, browser, page } = await visit(folder, { height: 1100 }))
  })
  afterAll(() => leave(folder, { served, browser }))

  const open = (name: string) =>
    page.goto(`${served.address}/train?${new URLSearchParams({ data: join(folder, name) })}`)
  const start = () => page.getByRole('button', { name: 'Start training' })

  it('the start says what is missing', async () => {
    await page.goto(`${served.address}/train`)
    await page.getByText('Choose a data set first.').waitFor()
    expect(await start().isDisabled()).toBe(true)
  })

  it('nothing can be started before the data set was looked at', async () => {
    let release = (): void => undefined
    const isReleased = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/readiness', async (route) => {
      await isReleased
      await route.continue()
    })
    await open('broken')
    await page.getByText('Time', { exact: true }).waitFor()
    await page.getByText('Looking at the data set').waitFor()
    expect(await start().isDisabled()).toBe(true)
    release()
    await page.getByText('The data set has errors that must be repaired first.').waitFor()
    await page.unrouteAll({ behavior: 'wait' })
  })

  it('a data set with errors is told with its errors and the way to them, and nothing can be started', async () => {
    await open('broken')
    await page.getByText(/The data set has \d+ errors?: no training can start/).waitFor()
    await page.getByText('train_images/lost.jpg').first().waitFor()
    await page.getByText('The data set has errors that must be repaired first.').waitFor()
    expect(await start().isDisabled()).toBe(true)
    expect(await seriousViolations(page)).toEqual([])
    await page.getByRole('link', { name: 'Look at them and repair' }).click()
    await page.getByRole('tab', { name: 'Check', selected: true }).waitFor()
  })

  it('a value that cannot be used is marked at its field, with the permitted range', async () => {
    await open('good')
    const batch = page.getByLabel('Batch Size')
    await batch.fill('0')
    await page.locator('.field', { has: batch }).getByText('Expected: a whole number from 1 to 4096').waitFor()
    await page.getByText('Some settings cannot be used: see the marked fields.').waitFor()
    expect(await start().isDisabled()).toBe(true)
    await batch.fill('2')
  })

  it('too few steps are told, and a press makes them enough', async () => {
    await page.getByLabel('Epochs', { exact: true }).fill('1')
    await page.getByText(/Only 3 steps in all/).waitFor()
    await page.getByRole('button', { name: 'Train 7 epochs' }).click()
    await page.getByText(/Only 3 steps in all/).waitFor({ state: 'hidden' })
    expect(await page.getByLabel('Epochs', { exact: true }).inputValue()).toBe('7')
  })

  it('texts that are too small at the input size are told, with a size that is large enough', async () => {
    for (const side of ['height', 'width']) await page.getByLabel(`input_size: ${side}`).fill('32')
    await page.getByText(/\d+ of \d+ texts are under \d+ px at this input size/).waitFor()
    await page.getByRole('button', { name: /^Use \d+ × \d+$/ }).click()
    await page.getByText(/texts are under/).waitFor({ state: 'hidden' })
    await start().and(page.locator(':enabled')).waitFor()
  })

  it('a data set in a nested folder is known, and a folder can be chosen by going to it', async () => {
    const nested = join(realpathSync(folder), 'customers', 'deep', 'receipts')
    await page.goto(`${served.address}/data`)
    await page.getByRole('link', { name: nested }).waitFor()
    await page.getByRole('button', { name: 'Browse…' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Folders that the server may read').waitFor()
    for (const name of [realpathSync(folder), 'customers', 'deep'])
      await dialog.getByRole('button', { name, exact: true }).click()
    await dialog.getByRole('button', { name: /receipts.*data set/ }).click()
    expect(await seriousViolations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Choose this folder' }).click()
    await expect.poll(() => page.getByLabel('Path of a data set').inputValue(), settled).toBe(nested)
    await page.getByRole('button', { name: 'Browse…' }).first().click()
    await page.getByRole('dialog').getByRole('button', { name: 'Up' }).waitFor()
  })

  it('a folder outside is asked for, allowed on the machine of the server, and the page goes on by itself', async () => {
    const outside = realpathSync(mkdtempSync(join(tmpdir(), 'ocrdet-outside-')))
    cpSync(join(folder, 'good'), join(outside, 'receipts'), { recursive: true })
    await page.goto(`${served.address}/data/view?${new URLSearchParams({ data: join(outside, 'receipts') })}`)
    await page.getByText('This path is not in a folder that the server may read').first().waitFor()
    await page.getByRole('button', { name: 'Ask for this folder' }).click()
    await page.getByText("Waiting for the server's machine").waitFor()
    const shown = await page.getByText(/^Question \d{4}$/).textContent()
    const code = shown?.replace('Question ', '') ?? ''
    await expect.poll(() => served.printed()).toContain(`question ${code}`)
    expect(served.printed()).toContain(`ocrdet allow ${join(outside, 'receipts')}`)
    expect(await seriousViolations(page)).toEqual([])
    const words = ['allow', join(outside, 'receipts'), '--port', new URL(served.address).port]
    expect(await ocrdet(words)).toMatchObject({ code: 0, err: '' })
    await page.getByText(/^6 images/).waitFor()
    rmSync(outside, { recursive: true })
    browser.errors.length = 0 // the refusals are errors of the console
  })

  it('met no error in the console', () => {
    expect(browser.errors).toEqual([])
  })
})

describe('a newcomer without a data set', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-clicks-'))
  let served: Served
  let browser: OpenBrowser
  let page: Page

  beforeAll(async () => {
    ;({ served, browser, page } = await visit(folder))
  })
  afterAll(() => leave(folder, { served, browser }))

  it('is three clicks away from a training', async () => {
    await page.addInitScript(() =>
      addEventListener(
        'click',
        ({ isTrusted }) => {
          if (isTrusted) sessionStorage.setItem('clicks', String(Number(sessionStorage.getItem('clicks')) + 1))
        },
        true,
      ),
    )
    await page.goto(served.address)
    await page.getByRole('link', { name: 'Train', exact: true }).first().click()
    await page.getByRole('button', { name: 'Make the demo data set' }).click()
    await page.getByRole('button', { name: 'Start training' }).and(page.locator(':enabled')).click()
    await page.waitForURL('**/train/exp_*')
    expect(await page.evaluate(() => sessionStorage.getItem('clicks'))).toBe('3')
    expect((await ocrdet(['stop', 'latest'], { cwd: folder })).code).toBe(0)
  })
})
