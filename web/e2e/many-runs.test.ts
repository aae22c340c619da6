// Forty runs at a glance: columns, filter, bulk changes with undo, CSV, archived ones, plots, groups; names of any length.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousViolations } from './axe.ts'
import type { OpenBrowser } from './chromium.ts'
import type { Served } from './served.ts'
import { writeRun } from './written-runs.ts'
import { leave, settled, visit } from './visit.ts'

const count = 40
const idOf = (at: number): string => `exp_20260105_1430${String(at).padStart(2, '0')}`
const long = 'a-very-long-name-'.repeat(9)

describe('forty runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-forty-'))
  const workdirs = join(folder, 'workdirs')
  let served: Served
  let browser: OpenBrowser
  let page: Page

  beforeAll(async () => {
    for (let at = 0; at < count; at++) {
      const settings = { batch_size: [4, 8, 16][at % 3]!, learning_rate: 0.001 * (1 + (at % 5)), seed: at }
      const data = at === 0 ? join(folder, long) : join(folder, 'data')
      writeRun(workdirs, { id: idOf(at), data, settings, fScore: 0.4 + at / 100 })
    }
    // One of the original system, without a configuration: it tells no setting.
    rmSync(join(workdirs, idOf(39), 'config.yaml'))
    mkdirSync(join(workdirs, idOf(0)), { recursive: true })
    writeFileSync(join(workdirs, idOf(0), 'notes.json'), JSON.stringify({ note: long, tags: [long.slice(0, 60)] }))
    ;({ served, browser, page } = await visit(folder))
  })
  afterAll(() => leave(folder, { served, browser }))

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const rows = () => page.locator('.runs-table tbody tr')
  const headings = () => page.locator('.runs-table thead th').allInnerTexts()
  const list = async (query = '') => {
    await page.goto(`${served.address}/runs${query}`)
    await rows().first().waitFor()
  }
  const told = (n: number) => page.getByText(`${n} of ${count} runs`, { exact: true }).waitFor()

  it('have the columns that a person chooses, in the order that a person chooses', async () => {
    await list()
    await page.getByText(/^Columns \(/).click()
    await page.getByLabel('Add a column (result or setting)').selectOption('learning_rate')
    await button('Remove the column Precision').click()
    await button('Move learning_rate to the left').click()
    expect((await headings()).slice(-2)).toEqual(['learning_rate', 'Started'])
    expect(await headings()).not.toContain('Precision')
    await page.reload()
    await rows().first().waitFor()
    expect((await headings()).slice(-2)).toEqual(['learning_rate', 'Started'])
    await button('learning_rate').click()
    await page.waitForFunction(
      () => document.querySelector('th[aria-sort]')?.getAttribute('aria-sort') === 'descending',
    )
    await button(/^learning_rate/).click()
    await page.waitForFunction(
      () => document.querySelector('.runs-table tbody tr td:nth-last-child(2)')?.textContent === '0.001',
    )
    expect(await seriousViolations(page)).toEqual([])
  })

  it('are filtered by a condition that is completed while it is typed', async () => {
    await list()
    await page.getByLabel('Filter').pressSequentially('batch')
    await page.getByRole('group', { name: 'What can follow' }).getByRole('button', { name: 'batch_size' }).click()
    await button('=').click()
    await button('16').click()
    await expect.poll(() => page.getByLabel('Filter').inputValue(), settled).toBe('batch_size = 16 ')
    await page.getByLabel('Filter').press('Enter')
    await told(13)
    expect(await seriousViolations(page)).toEqual([])
  })

  it('are tagged together, and the tag is taken back', async () => {
    await list('?where=batch_size+%3D+16')
    await told(13)
    await page.getByLabel('Select all 13').check()
    await page.getByText('13 selected').waitFor()
    await page.getByRole('textbox', { name: 'Add a tag' }).fill('large')
    await button('Add').click()
    await page.getByText('Tagged 13 runs with "large"').waitFor()
    await page.waitForFunction(() => document.querySelectorAll('.run-cell .badge').length === 13)
    await button('Undo').click()
    await page.waitForFunction(() => document.querySelectorAll('.run-cell .badge').length === 0)
  })

  it('are deleted together, and come back', async () => {
    await list('?where=batch_size+%3D+16')
    await page.getByLabel('Select all 13').check()
    await button('Delete').click()
    await page.getByText('Moved 13 runs to the trash').waitFor()
    await page.getByText('No run matches.').waitFor()
    await button('Undo').click()
    await told(13)
  })

  it('are archived together, shown with the others, and come back', async () => {
    await list()
    await page.getByLabel(`Select ${idOf(3)}`).check()
    await page.getByLabel(`Select ${idOf(4)}`).check()
    await button('Archive').click()
    await page.getByText('Archived 2 runs').waitFor({ timeout: 120_000 })
    await page.getByText(`38 of 38 runs`).waitFor()
    await page.getByLabel('Archived runs').selectOption('with')
    await told(40)
    expect(await page.locator('.runs-table .badge', { hasText: 'archived' }).count()).toBe(2)
    await page.getByLabel('Archived runs').selectOption('true')
    await page.waitForFunction(() => document.querySelectorAll('.runs-table tbody tr').length === 2)
    await page.getByLabel('Archived runs').selectOption('')
    await button('Undo').click()
    await told(40)
  })

  it('are taken along as CSV, with the columns that are shown', async () => {
    await list('?columns=id,f_score,batch_size&sort=%2Bf_score')
    const [saved] = await Promise.all([page.waitForEvent('download'), button('Download as CSV').click()])
    const lines = readFileSync(await saved.path(), 'utf8').split('\r\n')
    expect(lines.slice(0, 2)).toEqual(['\uFEFFid,f_score,batch_size', `${idOf(0)},0.4,4`])
    expect(lines).toHaveLength(count + 2)
  })

  it('are points of a plot, lines over parallel axes, and groups with mean and spread', async () => {
    await list('?view=table')
    await page.getByRole('tab', { name: 'Plots' }).click()
    await page.getByLabel('Across').selectOption('learning_rate')
    await page.getByLabel('Colour by').selectOption('batch_size')
    await page.locator('.runs-plot .dot').nth(38).waitFor()
    await page.getByRole('list', { name: 'batch_size' }).getByText('16').waitFor()
    expect(await seriousViolations(page)).toEqual([])
    await page.getByLabel('Kind of plot').selectOption('parallel')
    await page.locator('.runs-plot .course').nth(39).waitFor()
    await page.getByRole('tab', { name: 'Groups' }).click()
    await page.getByLabel('Group by').selectOption('batch_size')
    const table = page.getByRole('region', { name: 'Scores of the groups' })
    await table.getByRole('row').nth(4).waitFor()
    await table.getByText('0.600 ± 0.117').first().waitFor()
    await button('Select the 13 runs of 16').click()
    await page.getByText('13 selected').waitFor()
  })

  it('differ in what they tell, not in what one of them does not', async () => {
    await page.goto(`${served.address}/runs/compare?runs=${[1, 6, 39].map(idOf).join(',')}`)
    await page.getByText(/^2 of \d+ settings differ$/).waitFor()
    await page.getByText(`${idOf(39)} has no config.yaml that can be read, and is left out of the settings.`).waitFor()
  })

  it('never push a page wider than the screen, whatever they are called', async () => {
    await fetch(`${served.address}/api/runs/${idOf(1)}/names/${long.slice(0, 60)}`, { method: 'PUT', body: '{}' })
    for (const width of [1280, 400]) {
      await page.setViewportSize({ width, height: 900 })
      for (const path of [
        '/runs?columns=id,dataset,note,tag,name',
        `/runs/compare?runs=${idOf(0)},${idOf(1)}`,
        `/runs/${idOf(0)}`,
        `/runs/${idOf(1)}`,
      ]) {
        await page.goto(served.address + path)
        await page.locator('h1').waitFor()
        await page.waitForLoadState('networkidle')
        expect([path, await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)]).toEqual([path, 0])
      }
    }
  })

  it('met no error in the console', () => {
    expect(browser.errors).toEqual([])
  })
})
