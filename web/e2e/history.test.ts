// Nothing is lost: Back and reload lead to what was there, forms and jobs outlive their page, and a page outlives its server.
import { linkSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ocrdet } from '../../tests/cli/run-built.ts'
import { seriousViolations } from './axe.ts'
import type { OpenBrowser } from './chromium.ts'
import { writeScenes } from './scene.ts'
import type { Served } from './served.ts'
import { leave, visit } from './visit.ts'

describe('what a person has begun', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-history-'))
  const data = join(folder, 'data')
  let served: Served
  let browser: OpenBrowser
  let page: Page
  let scenes: Readonly<Record<string, string>>

  beforeAll(async () => {
    await ocrdet(['synth', 'data', '--train', '6', '--test', '2', '--size', '96x96'], { cwd: folder })
    await ocrdet(['export', 'starter', '--size', '96x96'], { cwd: folder })
    scenes = await writeScenes(join(folder, 'scenes'))
    ;({ served, browser, page } = await visit(folder))
  })
  afterAll(() => leave(folder, { served, browser }))

  const go = (path: string) => page.goto(served.address + path)
  const follow = (name: string) => page.getByRole('link', { name, exact: true }).first().click()
  const chosen = (name: string) => page.getByText(new RegExp(`${name.replace('.', '\\.')} · 240 × 130`)).waitFor()

  it('goes back through tabs, images and filters one by one, and a series of letters is one step', async () => {
    await go(`/data/view?${new URLSearchParams({ data })}`)
    await page.getByRole('tab', { name: 'Check' }).click()
    await page.getByText('Text height (median)').first().waitFor()
    await page.goBack()
    await page.getByRole('tab', { name: 'Images', selected: true }).waitFor()
    await page.goForward()
    await page.getByRole('tab', { name: 'Check', selected: true }).waitFor()
    await page.getByRole('tab', { name: 'Images' }).click()
    await page.getByLabel('Search names and transcripts').pressSequentially('nothing', { delay: 20 })
    await page.waitForURL(/search=nothing/)
    await page.getByText(/^0 images/).waitFor()
    await page.goBack()
    await page.waitForURL((url) => !url.search.includes('search'))
    expect(await page.getByLabel('Search names and transcripts').inputValue()).toBe('')
    expect(await page.getByRole('tab', { name: 'Images' }).getAttribute('aria-selected')).toBe('true')
  })

  it('finds the detections of an address again, after a reload and by Back', async () => {
    const model = join(folder, 'outputs', 'model_96x96.onnx')
    await go(`/detect?${new URLSearchParams({ model })}`)
    await page.setInputFiles('input[type=file][accept^="image"]', scenes['scene.png'] ?? '')
    await chosen('scene.png')
    await page.setInputFiles('input[type=file][accept^="image"]', scenes['scene.jpg'] ?? '')
    await chosen('scene.jpg')
    await page.goBack()
    await chosen('scene.png')
    await page.reload()
    await chosen('scene.png')
  })

  it('is still in the form of a training after a reload, and after a look at another page', async () => {
    await go(`/train?${new URLSearchParams({ data })}`)
    await page.getByRole('radio', { name: /^From scratch/ }).check()
    await page.getByLabel('Batch Size').fill('3')
    await page.reload()
    expect(await page.getByLabel('Batch Size').inputValue()).toBe('3')
    const held: (() => void)[] = []
    await page.route(/\.js$/, async (route) => {
      await new Promise<void>((resolve) => held.push(resolve))
      await route.continue()
    })
    await follow('Runs')
    await page.getByRole('status').filter({ hasText: 'Loading…' }).first().waitFor()
    await follow('Train') // before the code of the runs is there
    await page.waitForURL(/data=/)
    expect(held.length).toBeGreaterThan(0)
    for (const release of held) release()
    await page.unrouteAll({ behavior: 'wait' })
    await follow('Train') // and from the form itself
    await page.waitForURL(/data=/)
    const field = page.getByRole('combobox', { name: 'Data set' })
    await expect.poll(() => field.inputValue(), { timeout: 20_000 }).toBe(data) // as soon as it is one of the known ones
    expect(await page.getByLabel('Batch Size').inputValue()).toBe('3')
    expect(await page.getByRole('radio', { name: /^From scratch/ }).isChecked()).toBe(true)
  })

  it('is a job that every page and every tab shows, with its progress, a way to stop it, and its result', async () => {
    await go('/data')
    await page.getByLabel('Folder of the demo data set').and(page.locator(':not([value=""])')).waitFor()
    await page.getByRole('button', { name: 'Make the demo data set' }).click()
    await page.getByRole('button', { name: /^Tasks ?1$/ }).waitFor()
    await follow('Export')
    await page.getByRole('button', { name: /^Tasks/ }).click()
    const tray = page.getByRole('region', { name: 'Tasks' })
    await tray.getByText('Demo data set').waitFor()
    await tray.getByRole('button', { name: 'Cancel' }).waitFor()
    expect(await seriousViolations(page)).toEqual([])
    const other = await browser.context.newPage()
    await other.goto(`${served.address}/runs`)
    await other.getByRole('button', { name: /^Tasks/ }).click()
    await other.getByRole('region', { name: 'Tasks' }).getByText('Demo data set').waitFor()
    await other.close()
    await tray.getByRole('listitem').filter({ hasText: 'Demo data set' }).getByText('done').waitFor()
    await tray.getByRole('link', { name: 'Demo data set' }).click()
    await page.waitForURL(/data=.*demo_data/)
  })

  it('goes on by itself when the server went away and came back', async () => {
    await go('/detect')
    await page.setInputFiles('input[type=file][accept^="image"]', scenes['scene.png'] ?? '')
    await chosen('scene.png')
    await page.locator('html').evaluate((html) => html.setAttribute('data-mark', 'kept'))
    await served.kill()
    await page.getByText('The connection to the server is lost').waitFor()
    await follow('Batch') // its code was never loaded
    await page.getByText('Loading…').waitFor()
    await served.start()
    await page.getByRole('heading', { name: 'Batch' }).waitFor()
    await page.getByText('The connection to the server is lost').waitFor({ state: 'hidden' })
    await page.goBack()
    await chosen('scene.png') // the new server was sent the image again
    expect(await page.locator('html').getAttribute('data-mark')).toBe('kept')
    expect(await page.getByText('Something went wrong').count()).toBe(0)
  })

  it('is a job that was interrupted by the end of its server, and starts again where it is seen', async () => {
    const large = join(folder, 'large')
    await writeLarge(large)
    await go(`/data/view?${new URLSearchParams({ data: large, tab: 'check' })}`)
    await page.getByRole('progressbar', { name: 'Checking' }).waitFor()
    await served.kill()
    await page.getByText('The connection to the server is lost').waitFor()
    await served.start()
    await page.getByText(/^Interrupted, as the server was started anew: Checking/).waitFor()
    await page.getByRole('button', { name: /^Tasks/ }).click()
    const tray = page.getByRole('region', { name: 'Tasks' })
    const rows = tray.getByRole('listitem')
    await rows.filter({ hasText: 'Demo data set' }).getByText('done').waitFor() // with the server before
    await rows
      .filter({ hasText: /large.*interrupted/ })
      .getByRole('button', { name: 'Start again' })
      .waitFor()
    expect(await seriousViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.reload()
    await page.getByRole('tabpanel').getByRole('button', { name: 'Start again' }).click()
    await page.getByText('Text height (median)').first().waitFor()
    expect(await page.getByText(/^Interrupted/).count()).toBe(0)
    await served.kill()
    await served.start()
    await page.reload()
    await page.getByText('Text height (median)').first().waitFor() // the result of a server that is gone
  })
})

/** A data set whose check takes seconds: one large image under many names. */
async function writeLarge(root: string): Promise<void> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
  mkdirSync(root)
  const image = join(root, 'image.png')
  await sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#fff', noise } })
    .png()
    .toFile(image)
  for (const [split, count] of [['train', 120] as const, ['test', 4] as const]) {
    for (const part of ['images', 'gts']) mkdirSync(join(root, `${split}_${part}`))
    const names = Array.from({ length: count }, (_, index) => `${split}_${index}`)
    for (const name of names) {
      linkSync(image, join(root, `${split}_images`, `${name}.png`))
      writeFileSync(join(root, `${split}_gts`, `${name}.txt`), '10,10,90,10,90,40,10,40,word\n')
    }
    writeFileSync(join(root, `${split}_list.txt`), names.map((name) => `${split}_images/${name}.png\n`).join(''))
  }
}
