// Every page, light and dark, telephone and desk: axe finds nothing serious, nothing is wider than the screen, the keyboard gets there.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousViolations } from './axe.ts'
import { type Look, openBrowser } from './chromium.ts'
import { addressesOf } from './pages.ts'
import { serve, type Served } from './served.ts'
import { makeWorkshop, type Workshop } from './workshop.ts'

const looks: readonly (readonly [string, Look])[] = [
  ['light at a desk', { width: 1280, height: 900, colors: 'light', locale: 'zh-CN' }],
  ['dark on a telephone', { width: 390, height: 844, colors: 'dark', locale: 'en-US' }],
]

describe('every page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-axe-'))
  let served: Served
  let workshop: Workshop

  beforeAll(async () => {
    workshop = await makeWorkshop(folder)
    served = await serve(folder)
  })
  afterAll(async () => {
    await served.kill()
    rmSync(folder, { recursive: true, force: true })
  })

  it.each(looks)('is accessible and fits the screen, %s', async (_, look) => {
    const { page, errors, close } = await openBrowser(look)
    const found: string[] = []
    for (const [name, path] of Object.entries(addressesOf(workshop))) {
      await page.goto(served.address + path)
      await page.locator('h1').waitFor()
      await page.waitForLoadState('load')
      await page
        .getByText(/^(加载中…|Loading…)$/)
        .first()
        .waitFor({ state: 'detached' })
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (overflow > 0) found.push(`${name}: ${overflow} px wider than the screen`)
      for (const violation of await seriousViolations(page)) found.push(`${name}: ${violation}`)
    }
    await close()
    expect(found).toEqual([])
    expect(errors).toEqual([])
  })

  it('reaches the content by the keyboard alone', async () => {
    const { page, close } = await openBrowser({ width: 1280, height: 900, colors: 'light', locale: 'en-US' })
    await page.goto(`${served.address}/runs`)
    await page.locator('.runs-table tbody tr').first().waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    await close()
  })
})
