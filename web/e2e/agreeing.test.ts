// What the pages say of one run agrees: one verdict, one word for the initial weights, and a form that says what it could not take over.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leave, visit, type Visit } from './visit.ts'
import { writeRun } from './written-runs.ts'

const worse = 'exp_20260105_143022'
const better = 'exp_20260106_143022'
const broken = 'exp_20260107_143022'
const noGain = 'No fault was found, but no epoch scores better than the initial weights'

describe('the pages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-agreeing-'))
  let seen: Visit
  let page: Page
  const open = (path: string) => page.goto(seen.served.address + path)

  beforeAll(async () => {
    mkdirSync(join(folder, 'data'))
    const data = join(folder, 'data')
    writeRun(join(folder, 'workdirs'), { id: worse, data, initial: 0.805, fScore: 0.8 })
    writeRun(join(folder, 'workdirs'), { id: better, data, initial: 0.7, fScore: 0.8 })
    writeRun(join(folder, 'workdirs'), { id: broken, data })
    writeFileSync(join(folder, 'workdirs', broken, 'config.yaml'), 'train_data_dir: [\n')
    for (const name of ['best_model.pth', 'last_model.pth'])
      writeFileSync(join(folder, 'workdirs', worse, 'checkpoints', name), 'x')
    seen = await visit(folder)
    page = seen.page
  })
  afterAll(() => leave(folder, seen))

  it('give one verdict: the overview says what the diagnosis says', async () => {
    await open(`/runs/${worse}?tab=findings`)
    await page.getByRole('tabpanel').getByText('Fine-tuning made the model no better').waitFor()
    expect(await page.getByText(noGain).count()).toBe(2)
    expect(await page.getByText('looks healthy').count()).toBe(0)
    await open(`/train/${better}`)
    await page.getByText('Diagnosis').first().waitFor()
    expect(await page.getByText(noGain).count()).toBe(0)
  })

  it('call the weights before the first epoch the initial weights, in the overview, the comparison and the table', async () => {
    for (const path of [
      `/runs/${worse}`,
      `/runs/compare?runs=${worse},${better}`,
      '/runs?columns=id,best_epoch,f_score',
    ]) {
      await open(path)
      await page.getByText('initial weights', { exact: true }).first().waitFor()
      expect(await page.getByText(/^(?:epoch )?0$/i).count(), path).toBe(0)
    }
  })

  it.each([
    ['exp_20990101_000000', 'There is no such run'],
    [broken, 'config.yaml'],
  ])('say at the form that the settings of %s cannot be taken over', async (run, why) => {
    await open(`/train?from=${run}`)
    const told = page.locator('.message', { hasText: `The settings of the run ${run} cannot be taken over` }).first()
    await told.waitFor()
    expect(await told.textContent()).toContain(why)
    expect(await page.getByRole('button', { name: 'Start training' }).count()).toBe(1)
  })

  it('take over the settings of a run that tells them, and say nothing', async () => {
    await open(`/train?from=${better}`)
    await page
      .locator(`select >> option[value="${join(folder, 'data')}"]`)
      .first()
      .waitFor({ state: 'attached' })
    expect(await page.getByText('cannot be taken over').count()).toBe(0)
  })
})
