// The log of a running training: new lines are announced and move nothing; the filter is part of the address.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mainFile, ocrdet } from '../../tests/cli/run-built.ts'
import type { OpenBrowser } from './chromium.ts'
import type { Served } from './served.ts'
import { runIds } from './workshop.ts'
import { leave, visit } from './visit.ts'

describe('the log of a running training', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-log-'))
  let training: ChildProcess
  let served: Served
  let browser: OpenBrowser
  let page: Page
  let run = ''

  beforeAll(async () => {
    const { code } = await ocrdet(['synth', 'data', '--train', '24', '--test', '1', '--size', '64x64'], { cwd: folder })
    expect(code).toBe(0)
    // Far more epochs than the test waits for; it is ended with the test.
    const words = [
      'train',
      'data',
      '--input-size',
      '64',
      '--batch-size',
      '2',
      '--num-epochs',
      '500',
      '--eval-interval',
      '500',
    ]
    training = spawn(process.execPath, [mainFile, ...words], { cwd: folder, stdio: 'ignore' })
    ;({ served, browser, page } = await visit(folder, { height: 1400 }))
    await page.goto(`${served.address}/runs`)
    await page.locator('.runs-table tbody tr').first().waitFor()
    run = runIds(folder)[0] ?? ''
    await page.goto(`${served.address}/train/${run}`)
    // more than fit into the box
    await page.locator('.log-line', { hasText: 'Epoch 3/500' }).first().waitFor()
  })
  afterAll(async () => {
    const ended = once(training, 'exit')
    training.kill('SIGKILL')
    await ended
    await leave(folder, { served, browser })
  })

  const scrolled = () => page.locator('.log-scroll').evaluate(({ scrollTop }) => scrollTop)
  const left = () => page.locator('.log-scroll').evaluate((box) => box.scrollHeight - box.clientHeight - box.scrollTop)
  const pill = () => page.getByRole('button', { name: /^\d+ new lines?$/ })
  const announced = async () => Number.parseInt(await pill().innerText(), 10)

  it('follows the end while the reader is there', async () => {
    expect(await left()).toBeLessThan(40)
    expect(await pill().count()).toBe(0)
  })

  it('announces new lines to a reader who looks elsewhere, and moves neither scroll, selection nor folds', async () => {
    await page.locator('.log-scroll').evaluate((box) => box.scrollTo({ top: 60 }))
    const fold = page.locator('.card', { hasText: 'Curves' }).locator('details').first()
    await fold.locator('summary').click()
    const chosen = await page.locator('.log-line', { hasText: 'Using device' }).evaluate((line) => {
      getSelection()?.selectAllChildren(line)
      return String(getSelection())
    })
    expect(chosen).toContain('Using device')
    await page.locator('html').evaluate((html) => html.setAttribute('data-mark', 'kept'))
    await pill().waitFor()
    const first = await announced()
    await expect.poll(announced, { timeout: 120_000 }).toBeGreaterThan(first + 10)
    expect(await scrolled()).toBe(60)
    expect(await page.evaluate(() => String(getSelection()))).toBe(chosen)
    expect(await fold.getAttribute('open')).not.toBeNull()
    expect(await page.locator('html').getAttribute('data-mark')).toBe('kept')
  })

  it('counts what came, and jumps down at a click', async () => {
    const numbers = () => page.locator('.log-line .no').allInnerTexts()
    const before = await announced()
    await pill().click()
    await pill().waitFor({ state: 'detached' })
    await expect.poll(left, { timeout: 120_000 }).toBeLessThan(40)
    const shown = (await numbers()).map(Number)
    expect(shown.length).toBeGreaterThan(0)
    expect(shown.at(-1)).toBeGreaterThan(before)
    expect(shown).toEqual(shown.map((_, at) => shown[0]! + at))
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('log-scroll')
  })

  it('keeps the filter of a deep link through a reload', async () => {
    await page.goto(`${served.address}/runs/${run}?tab=log`)
    await page.getByLabel('Search the whole log').fill('samples')
    await page.getByRole('button', { name: 'DATA', exact: true }).click()
    const counted = () => page.getByText(/^\d+ of \d+ lines$/).innerText()
    await expect
      .poll(async () => (await page.locator('.log-line').allInnerTexts()).map((line) => /\[DATA\].*samples/.test(line)))
      .toEqual([true])
    const matching = Number.parseInt(await counted(), 10)
    const { href } = new URL(page.url())
    await page.goto(`${served.address}/detect`)
    await page.goto(href)
    await page.reload()
    await page.locator('.log-line', { hasText: '[DATA]' }).first().waitFor()
    expect(await page.getByLabel('Search the whole log').inputValue()).toBe('samples')
    expect(await page.getByRole('button', { name: 'DATA', exact: true }).getAttribute('aria-pressed')).toBe('true')
    expect(Number.parseInt(await counted(), 10)).toBe(matching)
  })

  it('met no error in the console', () => {
    expect(browser.errors).toEqual([])
  })
})
