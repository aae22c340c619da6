// A newcomer without any model makes the starter model with one click, and detects with it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser, type OpenBrowser } from './chromium.ts'
import { serve, type Served } from './served.ts'

const folder = mkdtempSync(join(tmpdir(), 'ocrdet-starter-'))
let served: Served
let browser: OpenBrowser

beforeAll(async () => {
  served = await serve(folder)
  browser = await openBrowser({ width: 1280, height: 900, colors: 'light', locale: 'zh-CN' })
  browser.page.setDefaultTimeout(120_000)
})
afterAll(async () => {
  await browser.close()
  await served.kill()
  rmSync(folder, { recursive: true, force: true })
})

const offer = '生成入门模型'

it('is offered on every page that needs a model', async () => {
  const { page } = browser
  for (const path of ['/export', '/batch', '/detect']) {
    await page.goto(served.address + path)
    await page.getByRole('button', { name: offer }).waitFor()
  }
})

it('shows how far it is, and can be stopped on the page of its training', async () => {
  const { page } = browser
  await page.getByRole('button', { name: offer }).click()
  await page.getByText('第 1 / 4 轮').waitFor()
  expect(await page.getByRole('button', { name: offer }).count()).toBe(0)
  await page.getByRole('link', { name: '查看训练' }).click()
  await page.waitForURL('**/train/exp_*')
  await page.locator('.log-line', { hasText: 'Iter 0/48' }).waitFor()
  await page.getByRole('button', { name: '停止训练' }).click()
  await page.locator('.facts .badge', { hasText: '已停止' }).waitFor()
  await page.goto(`${served.address}/detect`)
  await page.getByRole('link', { name: '上次生成未完成' }).waitFor()
})

it('stands first in the list when it is finished, without a reload', async () => {
  const { page } = browser
  const answer = await page.request.post(`${served.address}/api/starter`, {
    headers: { origin: served.address },
    data: { epochs: 1, pictures: 8 },
  })
  expect(answer.status()).toBe(200)
  await page.getByText('正在生成入门模型').waitFor()
  const first = page.locator('select option').first()
  await expect.poll(() => first.innerText().catch(() => ''), { timeout: 120_000 }).toMatch(/^入门模型/)
  await page.getByText('请在自己的图片上微调').waitFor()
  expect(await page.getByRole('button', { name: offer }).count()).toBe(0)
  expect(browser.errors).toEqual([])
})
