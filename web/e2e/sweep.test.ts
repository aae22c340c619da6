// The runs of a sweep: from one of them to all, with what varies as columns, in plots and in groups.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousViolations } from './axe.ts'
import type { OpenBrowser } from './chromium.ts'
import type { Served } from './served.ts'
import { leave, visit } from './visit.ts'
import { writeRun } from './written-runs.ts'

const rates = [0.0001, 0.0003, 0.001]

describe('a sweep', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-sweep-'))
  const workdirs = join(folder, 'workdirs')
  const idOf = (trial: number): string => `exp_20260105_14300${trial}`
  let served: Served
  let browser: OpenBrowser
  let page: Page

  beforeAll(async () => {
    const data = join(folder, 'data')
    for (let trial = 1; trial <= 6; trial++) {
      const settings = { learning_rate: rates[(trial - 1) % 3]!, batch_size: trial > 3 ? 8 : 4 }
      writeRun(workdirs, { id: idOf(trial), data, settings, fScore: 0.6 + ((trial * 7) % 6) / 20 })
      const place = { name: 'rates', trial, varied: ['learning_rate', 'batch_size'], plan: 'a1' }
      writeFileSync(join(workdirs, idOf(trial), 'sweep.json'), JSON.stringify(place))
    }
    writeRun(workdirs, { id: 'exp_20260105_150000', data })
    ;({ served, browser, page } = await visit(folder))
  })
  afterAll(() => leave(folder, { served, browser }))

  const rows = () => page.locator('.runs-table tbody tr')
  const headings = () => page.locator('.runs-table thead th').allInnerTexts()

  it('is one click from a run: its runs alone, what varies as columns, the best first', async () => {
    await page.goto(`${served.address}/runs/${idOf(2)}`)
    await page.getByRole('link', { name: 'Sweep rates, trial 2' }).click()
    await page.getByText('6 of 7 runs', { exact: true }).waitFor()
    expect(await headings()).toEqual(expect.arrayContaining(['learning_rate', 'batch_size', 'Precision', 'Recall']))
    const scores = await rows().locator('strong').allInnerTexts()
    expect(scores).toEqual(scores.toSorted().toReversed())
    expect(await seriousViolations(page)).toEqual([])
  })

  it('is drawn with what varies as axes, and grouped by the first of them', async () => {
    await page.getByRole('tab', { name: 'Plots' }).click()
    await page.getByRole('group', { name: /learning_rate.*batch_size.*F-score/ }).waitFor()
    await page.getByRole('tab', { name: 'Groups' }).click()
    const groups = page.getByRole('region', { name: 'Scores of the groups' })
    expect((await groups.locator('tbody th').allInnerTexts()).toSorted()).toEqual(rates.map(String))
  })
})
