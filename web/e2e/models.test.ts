// Models and exports one can trust: a file opens as it was made, says where it comes from, and is never replaced unasked.
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ocrdet } from '../../tests/cli/run-built.ts'
import { seriousViolations } from './axe.ts'
import type { OpenBrowser } from './chromium.ts'
import type { Served } from './served.ts'
import { leave, visit } from './visit.ts'

describe('an exported model', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-models-'))
  let served: Served
  let browser: OpenBrowser
  let page: Page

  beforeAll(async () => {
    const words = ['export', 'starter', '--size', '160x96', '--binary-threshold', '0.4']
    expect((await ocrdet(words, { cwd: folder })).code).toBe(0)
    ;({ served, browser, page } = await visit(folder))
  })
  afterAll(() => leave(folder, { served, browser }))

  const exported = (): string[] => readdirSync(join(folder, 'outputs')).filter((name) => name.endsWith('.onnx'))
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

  it('says which weights are in it, at which size and threshold, and opens with them', async () => {
    await page.goto(`${served.address}/export`)
    await page.getByText(/Starter model.*160 × 96 · Threshold 0\.40/).waitFor()
    await page.getByRole('link', { name: 'Detect with it' }).click()
    await page.getByText('Threshold 0.40').waitFor()
    expect(await page.getByLabel('Model', { exact: true }).inputValue()).toContain('model_160x96.onnx')
  })

  it('is named after its weights and its size, which are those of the training when none is typed', async () => {
    await page.goto(`${served.address}/export`)
    await page.getByPlaceholder('as trained: 800').first().waitFor()
    await page.getByLabel('Height (multiple of 32)').fill('96')
    await page.getByLabel('Width (multiple of 32)').fill('64')
    await press('Export')
    await page.getByText(/^Exported starter_96x64\.onnx/).waitFor()
  })

  it('is replaced by another of its name only when that is asked for', async () => {
    await press('Export')
    await page.getByText('starter_96x64.onnx is there already; nothing was written').waitFor()
    expect(await seriousViolations(page)).toEqual([])
    await press('Keep both')
    await page.getByText(/^Exported starter_96x64_2\.onnx/).waitFor()
    await press('Export')
    await press('Replace it')
    await page.getByText(/^Exported starter_96x64\.onnx/).waitFor()
    expect(exported().sort()).toEqual(['model_160x96.onnx', 'starter_96x64.onnx', 'starter_96x64_2.onnx'])
  })

  it('met no error in the console', () => {
    expect(browser.errors).toEqual([])
  })
})
