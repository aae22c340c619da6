// A server for other machines: the printed link leads in, whoever comes without it is asked for the token.
import { cpSync, mkdirSync, mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousViolations } from './axe.ts'
import type { OpenBrowser } from './chromium.ts'
import type { Served } from './served.ts'
import { leave, visit } from './visit.ts'

const model = fileURLToPath(new URL('dark-is-text.onnx', import.meta.url))

describe('a server that wants its token', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-token-'))
  let served: Served
  let browser: OpenBrowser
  let page: Page

  beforeAll(async () => {
    mkdirSync(join(folder, 'outputs'))
    cpSync(model, join(folder, 'outputs', 'model_320x320.onnx'))
    ;({ served, browser, page } = await visit(folder, {
      width: 390,
      height: 844,
      colors: 'dark',
      words: ['--host', '0.0.0.0'],
    }))
  })
  afterAll(() => leave(folder, { served, browser }))

  const token = (): string => /[?&]token=([\w-]+)/.exec(served.printed())?.[1] ?? 'none was printed'
  const enter = async (typed: string): Promise<void> => {
    await page.getByLabel('Token').fill(typed)
    await page.getByRole('button', { name: 'Enter' }).click()
  }

  it('asks for it in both languages, accessibly', async () => {
    const response = await page.goto(`${served.address}/export?file=model_320x320.onnx&code=python`)
    expect(response?.status()).toBe(401)
    await page.getByText('请输入令牌').waitFor()
    await page.getByText('The address that ocrdet serve printed').waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('token')
    expect(await seriousViolations(page)).toEqual([])
  })

  it('says that a wrong one is wrong', async () => {
    await enter('not-the-token')
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').innerText()).toMatch(/令牌不正确.*not the token/)
    expect(await seriousViolations(page)).toEqual([])
    const { status } = await page.evaluate(() => fetch('/api/system').then(({ status }) => ({ status })))
    expect(status).toBe(401)
  })

  it('lets in with the right one, to the address that was asked for, with streams and downloads', async () => {
    const stream = page.waitForResponse((response) => response.url().endsWith('/api/events'))
    await enter(token())
    await page.waitForURL(`${served.address}/export?file=model_320x320.onnx&code=python`)
    expect((await stream).status()).toBe(200)
    await page
      .getByText(/onnxruntime/)
      .first()
      .waitFor()
    const downloaded = page.waitForEvent('download')
    await page.locator('a[download][href$="/api/exports/model_320x320.onnx/file"]').first().click()
    expect(statSync(await (await downloaded).path()).size).toBe(statSync(model).size)
    expect(await page.getByText('The connection to the server is lost').count()).toBe(0)
  })

  it('asks again, without a reload by hand, once it was started anew with another token', async () => {
    const before = token()
    await served.kill()
    await served.start()
    await page.getByText('请输入令牌').waitFor()
    await enter(before)
    await page.getByRole('alert').waitFor()
    await enter(token())
    await page.getByRole('heading', { name: 'Export' }).first().waitFor()
  })

  it('is entered by the printed link', async () => {
    // An open page that loses its cookie loads itself anew, which would break off the visit below.
    await page.goto('about:blank')
    await browser.context.clearCookies()
    const link = /http:\S+/.exec(served.printed())?.[0] ?? ''
    await page.goto(link)
    await page.waitForURL('**/detect')
    expect(page.url()).not.toContain('token')
  })
})
