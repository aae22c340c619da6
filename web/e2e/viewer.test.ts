// The one viewer of images on every page that shows them: zoom, full screen, filters, the map, the slider, the way to the next image.
import { cpSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousViolations } from './axe.ts'
import type { OpenBrowser } from './chromium.ts'
import { words, writeScenes } from './scene.ts'
import type { Served } from './served.ts'
import { writeRun } from './written-runs.ts'
import { leave, settled, visit } from './visit.ts'

const model = fileURLToPath(new URL('dark-is-text.onnx', import.meta.url))
const weights = fileURLToPath(new URL('../../weights/starter.pth', import.meta.url))
const runs = ['exp_20260105_143022', 'exp_20260106_143022'] as const

/** A data set of the scene, one line a word; train and test alike. */
function writeData(data: string, scene: string): void {
  const corners = ([left, top, width, height]: (typeof words)[number]) =>
    [left, top, left + width, top, left + width, top + height, left, top + height].join(',')
  const groundTruth = words.map((word, index) => `${corners(word)},word ${index}\n`).join('')
  for (const split of ['train', 'test']) {
    for (const part of ['images', 'gts']) mkdirSync(join(data, `${split}_${part}`), { recursive: true })
    for (const name of [1, 2, 3]) {
      cpSync(scene, join(data, `${split}_images`, `${name}.jpg`))
      writeFileSync(join(data, `${split}_gts`, `${name}.txt`), groundTruth)
    }
    const lines = [1, 2, 3].map((name) => `${split}_images/${name}.jpg ${split}_gts/${name}.txt\n`)
    writeFileSync(join(data, `${split}_list.txt`), lines.join(''))
  }
}

describe('the viewer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-viewer-'))
  const data = join(folder, 'data')
  let served: Served
  let browser: OpenBrowser
  let page: Page
  let scenes: Readonly<Record<string, string>>

  beforeAll(async () => {
    mkdirSync(join(folder, 'outputs'))
    cpSync(model, join(folder, 'outputs', 'model_320x320.onnx'))
    scenes = await writeScenes(join(folder, 'scenes'))
    writeData(data, scenes['scene.jpg'] ?? '')
    for (const id of runs) writeRun(join(folder, 'workdirs'), { id, data })
    // Of the two runs only the first one has its weights.
    cpSync(weights, join(folder, 'workdirs', runs[0], 'checkpoints', 'best_model.pth'))
    ;({ served, browser, page } = await visit(folder, { height: 700 }))
  })
  afterAll(() => leave(folder, { served, browser }))

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const canvas = () => page.locator('.viewer canvas')
  const scale = async (): Promise<number> => Number(await canvas().getAttribute('data-scale'))
  /** What is painted, once it is not `before`. */
  const painted = async (before = ''): Promise<string> => {
    const found = await page.waitForFunction((old) => {
      const image = document.querySelector<HTMLCanvasElement>('.viewer canvas')
      const now = image?.dataset['scale'] === undefined ? old : image.toDataURL()
      return now === old ? false : now
    }, before)
    return found.jsonValue() as Promise<string>
  }
  /** Once the image is loaded and nothing moves any more. */
  const resting = async (): Promise<string> => {
    await page.waitForLoadState('networkidle')
    return painted()
  }
  const withModel = (path: string) =>
    `${served.address}${path}?model=${encodeURIComponent(join(folder, 'outputs', 'model_320x320.onnx'))}`

  it('zooms with Ctrl and the wheel, and lets the wheel alone scroll the page', async () => {
    await page.goto(withModel('/detect'))
    await page.getByLabel('Model', { exact: true }).waitFor()
    await page.setInputFiles('input[type=file][accept^="image"]', scenes['scene.tiff'] ?? '')
    await page.getByText('2 texts found').waitFor()
    await resting()
    await canvas().hover()
    const whole = await scale()
    await page.mouse.wheel(0, 200)
    await page.getByText('Hold Ctrl to zoom with the wheel').waitFor()
    await page.waitForFunction(() => scrollY > 0 || document.documentElement.scrollHeight <= innerHeight)
    expect(await scale()).toBe(whole)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -300)
    await page.keyboard.up('Control')
    await page.waitForFunction((old) => Number(document.querySelector('canvas')?.dataset['scale']) > old, whole)
    await button('Fit').click()
    await page.waitForFunction((old) => Number(document.querySelector('canvas')?.dataset['scale']) === old, whole)
  })

  it('shows boxes with and without numbers, and the probability map over the image', async () => {
    const all = await resting()
    await page.getByLabel('Numbers', { exact: true }).uncheck()
    const plain = await painted(all)
    await page.getByLabel('Probability map', { exact: true }).check()
    const mapped = await painted(plain)
    await page.getByLabel('Opacity of the probability map').fill('0.2')
    await painted(mapped)
    await page.getByLabel('Probability map', { exact: true }).uncheck()
    await page.getByRole('checkbox', { name: 'Boxes' }).uncheck()
    await painted(plain)
    await page.getByRole('checkbox', { name: 'Boxes' }).check()
    expect(await seriousViolations(page)).toEqual([])
  })

  it('fills the whole screen', async () => {
    await button('Full screen').click()
    await page.waitForFunction(() => document.fullscreenElement?.querySelector('canvas') !== null)
    await button('Leave full screen').click()
    await page.waitForFunction(() => document.fullscreenElement === null)
  })

  it('saves the image under its own name, with its boxes where that is asked for', async () => {
    const [plain] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download image' }).click(),
    ])
    expect(plain.suggestedFilename()).toBe('scene.jpg')
    const [drawn] = await Promise.all([page.waitForEvent('download'), button('Download with boxes').click()])
    expect(drawn.suggestedFilename()).toBe('scene_boxes.png')
    const { width, height } = await sharp(await drawn.path()).metadata()
    expect([width, height]).toEqual([240, 130])
  })

  it('lays two models over each other with a slider between them', async () => {
    await page.getByLabel('Compare with another model').selectOption({ index: 1 })
    await page.getByLabel('Border between the two results').waitFor()
    const half = await resting()
    await page.getByLabel('Border between the two results').fill('0')
    await painted(half)
    expect(await page.locator('.box-row').first().innerText()).toContain('A1')
  })

  it('walks through the results of a batch, whose tiles are in line although one image is narrow', async () => {
    const narrow = { width: 20, height: 400, channels: 3, background: '#fff' } as const
    await sharp({ create: narrow })
      .png()
      .toFile(join(folder, 'scenes', 'narrow.png'))
    await page.goto(withModel('/batch'))
    await button('Browse…').click()
    const dialog = page.getByRole('dialog')
    for (const name of [realpathSync(folder), 'scenes']) await dialog.getByRole('button', { name, exact: true }).click()
    await button('Choose this folder').click()
    const chosen = page.getByLabel('Or the path of a folder on the server')
    await expect.poll(() => chosen.inputValue(), settled).toBe(join(realpathSync(folder), 'scenes'))
    await page.getByLabel('Model', { exact: true }).waitFor()
    await button('Start').click()
    await page.waitForURL('**/batch/outputs_*')
    const tiles = page.locator('.gallery .tile')
    await tiles.nth(7).waitFor()
    const heights = await tiles.locator('img').evaluateAll((images) => images.map((image) => image.clientHeight))
    expect(Math.max(...heights) - Math.min(...heights)).toBeLessThanOrEqual(1)
    await tiles.first().click()
    await page.getByText('1 / 8', { exact: true }).waitFor()
    const first = await page.locator('.split strong').first().innerText()
    await page.keyboard.press('ArrowRight')
    await page.getByText('2 / 8', { exact: true }).waitFor()
    await page.waitForFunction((name) => document.querySelector('.split strong')?.textContent !== name, first)
    await canvas().focus()
    await page.keyboard.press('ArrowRight')
    await page.getByText('3 / 8', { exact: true }).waitFor()
    await button('Previous image').click()
    await page.getByText('2 / 8', { exact: true }).waitFor()
  })

  it('puts the faulty box of a finding into the middle, and walks on to the next image', async () => {
    await page.goto(`${served.address}/data/view?${new URLSearchParams({ data, image: '0', line: '2' })}`)
    await page.locator('.box-row[aria-current=true]').getByText('word 1').waitFor()
    await resting()
    const box = await canvas().boundingBox()
    await page.mouse.move(box!.x + 5, box!.y + 5)
    await page.locator('.box-row[aria-current=true]').waitFor({ state: 'detached' })
    await page.mouse.move(box!.x + box!.width / 2, box!.y + box!.height / 2)
    await page.locator('.box-row[aria-current=true]').getByText('word 1').waitFor()
    await button('Next image').click()
    await page.getByText('2.jpg', { exact: true }).waitFor()
    expect(await page.evaluate(() => location.search)).not.toContain('line=')
  })

  it('filters the boxes of an evaluation by what became of them', async () => {
    await page.goto(`${served.address}/runs/${runs[0]}?tab=evaluation&image=0`)
    await page.locator('.box-row').nth(2).waitFor()
    const all = await resting()
    await button(/^Missed \(FN\)/).click()
    await page.locator('.box-row').nth(2).waitFor({ state: 'detached' })
    await painted(all)
    expect(await seriousViolations(page)).toEqual([])
  })

  it('computes the probability map of an evaluated image by the weights of the run, and says by which', async () => {
    await page.goto(`${served.address}/runs/${runs[0]}?tab=evaluation&image=0`)
    await page.locator('.box-row').nth(2).waitFor()
    const plain = await resting()
    await page.getByLabel('Probability map', { exact: true }).check()
    await page.getByText(/^The probability map is by best_model\.pth/).waitFor()
    const mapped = await painted(plain)
    await page.getByLabel('Opacity of the probability map').fill('0.1')
    await painted(mapped)
    expect(await seriousViolations(page)).toEqual([])
  })

  it('shows what two runs make of an image with a slider between them', async () => {
    await page.goto(`${served.address}/runs/compare?runs=${runs.join(',')}`)
    await button('2.jpg').click()
    await page.getByLabel('Border between the two results').waitFor()
    await page.getByText(`A · ${runs[0]}`).waitFor()
    const half = await resting()
    await page.getByLabel('Border between the two results').fill('1')
    await painted(half)
  })

  it('lays the map of each run over its side, and says where the weights are gone', async () => {
    const whole = await resting()
    await page.getByLabel('Probability map', { exact: true }).check()
    await page.getByText(/^A · The probability map is by best_model\.pth/).waitFor()
    await page
      .getByText(/has no weights|no weights/)
      .first()
      .waitFor()
    const left = await painted(whole)
    await page.getByLabel('Border between the two results').fill('0')
    await painted(left)
    expect(await seriousViolations(page)).toEqual([])
    browser.errors.length = 0 // the refused map is an error of the console
  })

  it('met no error in the console', () => {
    expect(browser.errors).toEqual([])
  })
})
