// What a check finds fits a screen: one message a kind, a verdict, plots; folders of other tools are recognised, large sets stay quick.
import { cpSync, linkSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousViolations } from './axe.ts'
import type { OpenBrowser } from './chromium.ts'
import type { Served } from './served.ts'
import { leave, settled, visit } from './visit.ts'

interface Made {
  readonly images: number
  /** Lines of the ground truth of an image. */
  readonly lines: (index: number) => readonly string[]
}

const line = (y: number, height: number): string => `10,${y},110,${y},110,${y + height},10,${y + height},word`

/** A data set of one image under many names. */
function writeData(root: string, image: string, { images, lines }: Made): void {
  for (const [split, count] of [['train', images] as const, ['test', 12] as const]) {
    for (const part of ['images', 'gts']) mkdirSync(join(root, `${split}_${part}`), { recursive: true })
    const names = Array.from({ length: count }, (_, index) => index + 1)
    for (const name of names) {
      linkSync(image, join(root, `${split}_images`, `${name}.png`))
      writeFileSync(join(root, `${split}_gts`, `${name}.txt`), `${lines(name).join('\n')}\n`)
    }
    const list = names.map((name) => `${split}_images/${name}.png ${split}_gts/${name}.txt\n`)
    writeFileSync(join(root, `${split}_list.txt`), list.join(''))
  }
}

describe('findings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-findings-'))
  let served: Served
  let browser: OpenBrowser
  let page: Page
  const view = (name: string, tab: string) =>
    `${served.address}/data/view?${new URLSearchParams({ data: join(folder, name), tab })}`

  beforeAll(async () => {
    const image = join(folder, 'image.png')
    await sharp({ create: { width: 800, height: 400, channels: 3, background: '#ccc' } })
      .png()
      .toFile(image)
    writeData(join(folder, 'small'), image, { images: 40, lines: () => [line(10, 5), line(60, 6), line(120, 30)] })
    const tiny = join(folder, 'tiny.png')
    await sharp({ create: { width: 160, height: 80, channels: 3, background: '#ccc' } })
      .png()
      .toFile(tiny)
    writeData(join(folder, 'large'), tiny, { images: 2000, lines: (at) => [line(10, at % 2 === 0 ? 1 : 30)] })
    mkdirSync(join(folder, 'labelled'))
    for (const name of [1, 2, 3]) cpSync(image, join(folder, 'labelled', `${name}.png`))
    const corners = [[10, 10], [110, 10], [110, 40], [10, 40]] // prettier-ignore
    const texts = JSON.stringify([{ transcription: 'word', points: corners, difficult: false }])
    writeFileSync(
      join(folder, 'labelled', 'Label.txt'),
      [1, 2, 3].map((name) => `labelled/${name}.png\t${texts}\n`).join(''),
    )
    ;({ served, browser, page } = await visit(folder, { patience: 120_000 }))
  })
  afterAll(() => leave(folder, { served, browser }))

  it('of one kind are one sentence with figures, each place on demand and a click from its box', async () => {
    await page.goto(view('small', 'check'))
    await page.getByText('104 texts are under 8 px at 800x800; 0 at 1280x1280: use 1280x1280').waitFor()
    expect(await page.getByText(/^Ready to train/).count()).toBe(1)
    const findings = page.getByRole('list', { name: 'Findings' })
    expect(await findings.locator(':scope > li').count()).toBeLessThan(6)
    await page.getByText('Every place (104)').click()
    await expect.poll(() => page.locator('.places li').count(), settled).toBe(50)
    await page.getByRole('button', { name: 'Show more (50 of 104)' }).click()
    await expect.poll(() => page.locator('.places li').count(), settled).toBe(100)
    expect(await seriousViolations(page)).toEqual([])
    await page.getByRole('link', { name: 'train_gts/1.txt:2' }).click()
    await page.locator('.box-row[aria-current=true]').waitFor()
  })

  it('come with plots of sizes, heights, angles and counts', async () => {
    await page.goto(view('small', 'check'))
    for (const name of [
      'Longer side of images',
      "Text height at the network's input",
      'Angle of texts',
      'Texts per image',
    ])
      await page.getByRole('img', { name, exact: true }).waitFor()
    await page.getByLabel('As a table: Texts per image').click()
    await page.getByRole('region', { name: 'As a table: Texts per image' }).getByText('40').waitFor()
  })

  it('are told in Chinese too', async () => {
    await page.getByRole('button', { name: '中文' }).click()
    await page.getByText('800x800 下有 104 处文字的短边不足 8 像素，1280x1280 下为 0 处，建议使用 1280x1280').waitFor()
    await page.getByText(/^可以训练，但有 \d+ 个警告/).waitFor()
    await page.getByRole('button', { name: 'English' }).click()
  })

  it('of a folder of another tool are none: it is recognised and offered as an import', async () => {
    await page.goto(view('labelled', 'images'))
    await page.getByRole('link', { name: 'Check or import it' }).click()
    await page.getByText(/^Recognised: PaddleOCR/).waitFor()
    expect(await page.locator('.message.bad').count()).toBe(0)
    expect(await page.getByText('ocrdet import').count()).toBe(0)
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByText('Imported from paddleocr').waitFor()
  })

  it('of thousands of images fit too, and their gallery is a page at a time', async () => {
    await page.goto(view('large', 'images'))
    await page.getByText('1–60 / 2000').waitFor()
    await page.getByRole('button', { name: 'Next', exact: true }).click()
    await page.getByText('61–120 / 2000').waitFor()
    expect(await page.locator('.gallery .tile').count()).toBe(60)
    await page.goto(view('large', 'check'))
    await page.getByText(/^1006 texts are under 8 px at 800x800/).waitFor()
    expect(await page.locator('.message').count()).toBeLessThan(8)
    await page.getByText('Every place (1006)').click()
    await expect.poll(() => page.locator('.places li').count(), settled).toBe(50)
  }, 240_000)

  it('met no error in the console', () => {
    expect(browser.errors).toEqual([])
  })
})
