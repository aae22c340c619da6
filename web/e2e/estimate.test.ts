// The estimate before a training: what does not fit into memory, and what auto_batch makes of it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ocrdet } from '../../tests/cli/run-built.ts'
import { openBrowser } from './chromium.ts'
import { serve } from './served.ts'

it('a batch that does not fit can be computed in parts, at a press of a button', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-estimate-'))
  await ocrdet(['synth', 'data', '--train', '4', '--test', '1', '--size', '64x64'], { cwd: folder })
  const served = await serve(folder)
  const { page, errors, close } = await openBrowser({ width: 1280, height: 900, colors: 'light', locale: 'en-US' })
  page.setDefaultTimeout(60_000)
  const data = join(folder, 'data')
  const settings = { train_data_dir: data, batch_size: 4096 }
  const asked = await fetch(`${served.address}/api/trainings/estimate`, {
    method: 'POST',
    body: JSON.stringify({ settings }),
  })
  const { memory } = (await asked.json()) as { memory: { fittingBatch: number } }
  // Twice what fits: the whole does not, parts of it do, even when other programs take or give some memory meanwhile.
  const batch = 2 * memory.fittingBatch
  await page.goto(`${served.address}/train?${new URLSearchParams({ data })}`)
  await page.getByLabel('Batch Size').fill(String(batch))
  await page.getByText('It does not fit into memory: use batch size').waitFor()
  await page.getByRole('button', { name: 'Turn on auto_batch' }).click()
  const told = page.getByText('The whole batch does not fit into memory')
  await told.waitFor()
  const parts = Number(/computed (\d+) at a time/.exec(await told.innerText())?.[1])
  expect(batch % parts).toBe(0)
  expect(parts).toBeLessThan(batch)
  expect(await page.getByText('Advanced').innerText()).toMatch(/1 changed/)
  await close()
  await served.kill()
  rmSync(folder, { recursive: true, force: true })
  expect(errors).toEqual([])
})
