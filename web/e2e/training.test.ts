// While it trains: progress at a glance, curves to take along, the machine, the end told wherever the person is, and checkpoints to download.
import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ocrdet } from '../../tests/cli/run-built.ts'
import { seriousViolations } from './axe.ts'
import type { OpenBrowser } from './chromium.ts'
import type { Served } from './served.ts'
import { runIds } from './workshop.ts'
import { leave, visit } from './visit.ts'

/** Told notifications, as a page that is looked away from sees them. */
const lookedAway = `
  window.told = []
  window.Notification = class extends EventTarget {
    static permission = 'granted'
    constructor(title, { body }) { super(); window.told.push(body) }
  }
  document.hasFocus = () => false
`

describe('a training', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-training-'))
  let served: Served
  let browser: OpenBrowser
  let page: Page
  let training: Promise<unknown>
  let run = ''

  beforeAll(async () => {
    await ocrdet(['synth', 'data', '--train', '12', '--test', '2', '--size', '96x96'], { cwd: folder })
    ;({ served, browser, page } = await visit(folder))
    await page.addInitScript(lookedAway)
    const words = ['train', 'data', '--input-size', '96', '--batch-size', '2', '--num-epochs', '8']
    training = ocrdet(words, { cwd: folder })
    await page.goto(`${served.address}/train`)
    await page.getByRole('link', { name: 'Open' }).click()
    await page.waitForURL('**/train/exp_*')
    run = runIds(folder)[0] ?? ''
  })
  afterAll(async () => {
    await training
    await leave(folder, { served, browser })
  })

  const download = async (press: () => Promise<void>): Promise<string> => {
    const [file] = await Promise.all([page.waitForEvent('download'), press()])
    return file.path()
  }

  it('shows its progress first: in a bar, in the title, in the tray, with the F-score', async () => {
    const bar = page.getByRole('progressbar', { name: 'Progress of the training' })
    await page.waitForFunction(() => /^\d+ % · /.test(document.title))
    await page
      .locator('.run-progress')
      .getByText(/about .* left/)
      .waitFor()
    await page.getByText('F-score now').waitFor()
    expect((await bar.boundingBox())?.y).toBeLessThan(300)
    await page.locator('.chart .u-over').first().waitFor()
    expect((await page.locator('.chart').first().boundingBox())?.y).toBeLessThan(900)
    await page.getByRole('button', { name: /^Tasks ?1$/ }).waitFor()
  })

  it('shows what the machine does meanwhile', async () => {
    await page.getByRole('heading', { name: 'Processor' }).waitFor()
    await page.getByRole('heading', { name: 'Memory (GB)' }).waitFor()
  })

  it('tells its end wherever the person is, on the page and by the system', async () => {
    await page.getByRole('link', { name: 'Export', exact: true }).first().click()
    await page.getByText(new RegExp(`${run}: finished, F-score`)).waitFor({ timeout: 400_000 })
    const told = await page.evaluate(() => (window as unknown as { told: string[] }).told)
    expect(told).toEqual([expect.stringMatching(new RegExp(`^${run}: finished`))])
    expect(await page.title()).not.toContain('%')
    await page.locator('.toast').getByRole('button', { name: 'Open' }).click()
    await page.waitForURL(`**/train/${run}`)
  })

  it('says at its end that everything is done', async () => {
    await page.getByText('100 %').waitFor()
    const facts = page.locator('.facts')
    await facts.getByText('8 / 8').waitFor()
    await facts.getByText('6 / 6').waitFor()
    expect(await seriousViolations(page)).toEqual([])
  })

  it('gives its curves as CSV and as PNG, and a press on the legend hides a line', async () => {
    const csv = await download(() => page.getByRole('button', { name: 'Download CSV' }).click())
    const lines = readFileSync(csv, 'utf8').trimEnd().split('\n')
    expect(lines[0]).toMatch(/^step,epoch,seconds,.*loss/)
    expect(lines.length).toBeGreaterThan(48)
    const png = await download(() => page.getByRole('button', { name: 'Download as PNG: Loss' }).click())
    expect(readFileSync(png).subarray(1, 4).toString()).toBe('PNG')
    const entry = page.getByRole('button', { name: 'Validation loss' })
    await entry.click()
    expect(await entry.getAttribute('aria-pressed')).toBe('false')
    await page.getByRole('img', { name: 'Loss: Loss', exact: true }).waitFor()
  })

  it('gives its checkpoints', async () => {
    await page.goto(`${served.address}/runs/${run}?tab=files`)
    const best = page.getByRole('row', { name: /best_model\.pth/ })
    const path = await download(() => best.getByRole('link', { name: 'Download' }).click())
    expect(statSync(path).size).toBe(statSync(join(folder, 'workdirs', run, 'checkpoints', 'best_model.pth')).size)
  })

  it('met no error in the console', () => {
    expect(browser.errors).toEqual([])
  })
})
