// Photographs without labels -> labelled by the starter -> corrected by mouse and by keyboard -> what was drawn is what lies on the disk.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ocrdet } from '../../tests/cli/run-built.ts'
import { seriousViolations } from './axe.ts'
import type { OpenBrowser } from './chromium.ts'
import type { Served } from './served.ts'
import { leave, settled, visit } from './visit.ts'

interface Line {
  readonly box: readonly number[]
  readonly transcript: string
}

describe('correcting boxes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-editing-'))
  const made = join(folder, 'labelled')
  let served: Served
  let browser: OpenBrowser
  let page: Page
  /** The ground truth that is edited. */
  let file = ''

  beforeAll(async () => {
    const { code, err } = await ocrdet(['synth', 'set', '--train', '3', '--test', '1', '--size', '320x320'], {
      cwd: folder,
    })
    expect([code, err]).toEqual([0, ''])
    ;({ served, browser, page } = await visit(folder))
  })
  afterAll(() => leave(folder, { served, browser }))

  const button = (name: string | RegExp, on = page) => on.getByRole('button', { name, exact: true })
  const rows = (on = page) => on.locator('.edit-list > li')
  const transcript = (number: number, on = page) => on.getByLabel(`Transcript of text ${number}`, { exact: true })
  const saved = (on = page) => on.locator('.edit-status').getByText('Saved', { exact: true }).waitFor()
  const linesOf = (path: string): Line[] =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const [, corners = '', words = ''] = /^((?:-?[\d.]+,){7}-?[\d.]+),(.*)$/.exec(line) ?? []
        return { box: corners.split(',').map(Number), transcript: words }
      })

  /** Where a point of the image is in the window. */
  async function place([x, y]: readonly [number, number]): Promise<readonly [number, number]> {
    const canvas = page.locator('.edit-viewer canvas')
    const bounds = await canvas.boundingBox()
    const at = async (name: string): Promise<number> => Number(await canvas.getAttribute(`data-${name}`))
    const scale = await at('scale')
    return [bounds!.x + x * scale + (await at('left')), bounds!.y + y * scale + (await at('top'))]
  }

  async function drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    await page.mouse.move(...(await place(from)))
    await page.mouse.down()
    const [x, y] = await place(to)
    await page.mouse.move(x - 3, y)
    await page.mouse.move(x, y)
    await page.mouse.up()
  }

  function expectNear(found: readonly number[] | undefined, wanted: readonly number[]): void {
    expect(found?.length).toBe(wanted.length)
    // The mouse is told in whole pixels or fractions of them; the file is written to a tenth of a pixel.
    for (const [at, value] of wanted.entries()) expect(Math.abs(found![at]! - value)).toBeLessThanOrEqual(0.1 + 1e-6)
  }

  it('labels photographs with the starter, and opens the editor', async () => {
    await page.goto(`${served.address}/data`)
    const card = page.locator('.card', { hasText: 'Label photographs' })
    const photographs = readdirSync(join(folder, 'set', 'train_images')).map((name) =>
      join(folder, 'set', 'train_images', name),
    )
    await card.locator('input[type=file]').first().setInputFiles(photographs)
    await card.getByLabel('Folder of the new data set').fill(made)
    await card.getByRole('button', { name: 'Label', exact: true }).click()
    await page.getByRole('link', { name: 'Correct them' }).click()
    await page.getByText('0 of 3 reviewed').first().waitFor()
    await rows().nth(2).waitFor()
    await page.getByText('labelled by a model, not reviewed').waitFor()
    const name = await page.locator('.edit-head strong').innerText()
    const gts = readdirSync(join(made, 'train_gts'))
    file = join(made, 'train_gts', gts.find((gt) => gt.includes(name.replace(/\.\w+$/, ''))) ?? '')
    expect(await seriousViolations(page)).toEqual([])
  })

  it('writes what is moved, typed, deleted and drawn into the file, to a tenth of a pixel', async () => {
    const before = linesOf(file)
    expect(await rows().count()).toBe(before.length)
    const [first, second, , ...others] = before
    const [x, y] = [0, 1].map((part) => mean(first!.box, part)) as [number, number]
    await drag([x, y], [x + 7, y + 4])
    await page.keyboard.press('.')
    await page.keyboard.press('t')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('typed, by hand')
    await page.keyboard.press('Escape')
    await page.keyboard.press('.')
    await page.keyboard.press('Delete')
    await page.keyboard.press('r')
    await drag([4, 5], [64.3, 30.6])
    await saved()
    const after = linesOf(file)
    expect(after.length).toBe(before.length)
    expectNear(
      after[0]?.box,
      first!.box.map((value, at) => value + (at % 2 === 0 ? 7 : 4)),
    )
    expect(after[1]).toEqual({ box: second!.box, transcript: 'typed, by hand' })
    expect(after.slice(2, -1)).toEqual(others)
    expectNear(after.at(-1)?.box, [4, 5, 64.3, 5, 64.3, 30.6, 4, 30.6])
  })

  it('takes every step back and does it again', async () => {
    const drawn = readFileSync(file, 'utf8')
    for (let step = 0; step < 4; step++) await page.keyboard.press('ControlOrMeta+z')
    await expect.poll(() => button('Undo').isDisabled(), settled).toBe(true)
    for (let step = 0; step < 4; step++) await page.keyboard.press('ControlOrMeta+y')
    await expect.poll(() => button('Redo').isDisabled(), settled).toBe(true)
    await saved()
    expect(readFileSync(file, 'utf8')).toBe(drawn)
  })

  it('accepts, goes on to the next image, and keeps everything over a reload', async () => {
    const drawn = readFileSync(file, 'utf8')
    await page.keyboard.press('Enter')
    await page.getByText('1 of 3 reviewed').first().waitFor()
    await page.getByText('2 / 3').waitFor()
    await page.goBack()
    await page.getByText('1 / 3').waitFor()
    await page.reload()
    await page.getByText('1 of 3 reviewed').first().waitFor()
    // What is reviewed comes last when the walk is made anew.
    while (!(await page.getByText('3 / 3').isVisible())) await button('Next image').click()
    await transcript(2).waitFor()
    expect([await transcript(2).inputValue(), readFileSync(file, 'utf8')]).toEqual(['typed, by hand', drawn])
    expect(await page.getByText('reviewed', { exact: true }).count()).toBe(1)
  })

  it('tells a second tab of the conflict, and overwrites nothing', async () => {
    const other = await browser.context.newPage()
    other.setDefaultTimeout(60_000)
    await other.goto(page.url())
    await transcript(2, other).waitFor()
    await transcript(2).fill('from the first tab')
    await saved()
    await expect.poll(() => linesOf(file)[1]?.transcript, settled).toBe('from the first tab')
    await transcript(2, other).fill('from the second tab')
    await other.getByText('Not saved: this image was changed elsewhere').waitFor()
    expect(linesOf(file)[1]?.transcript).toBe('from the first tab')
    await button('Open what is there now', other).click()
    await expect.poll(() => transcript(2, other).inputValue(), settled).toBe('from the first tab')
    await button('Undo', other).click()
    await expect.poll(() => linesOf(file)[1]?.transcript, settled).toBe('from the second tab')
    await other.close()
  })

  it('holds back an outline that crosses itself, and keeps what the server does not answer', async () => {
    await page.reload()
    await transcript(2).waitFor()
    await served.kill()
    await transcript(2).fill('while the server is away')
    await page.getByText('Not saved: the server does not answer', { exact: false }).waitFor()
    await served.start()
    await saved()
    expect(linesOf(file)[1]?.transcript).toBe('while the server is away')
    const held = readFileSync(file, 'utf8')
    await page.locator('h1').click()
    await page.keyboard.press('q')
    for (const corner of [
      [100, 150],
      [160, 180],
      [160, 150],
      [100, 180],
    ] as const)
      await page.mouse.click(...(await place(corner)))
    await page.getByText('Not saved: a box crosses itself', { exact: false }).waitFor()
    expect(readFileSync(file, 'utf8')).toBe(held)
    await page.keyboard.press('Delete')
    await saved()
  })

  it('fits a box to the text, and labels again only what nobody has looked at', async () => {
    await transcript(1).focus()
    await page.keyboard.press('Escape')
    const before = linesOf(file)[0]?.box
    await page.keyboard.press('Shift+ArrowDown')
    await expect.poll(() => linesOf(file)[0]?.box, settled).not.toEqual(before)
    const moved = linesOf(file)[0]?.box
    await page.keyboard.press('f')
    await expect.poll(() => linesOf(file)[0]?.box, settled).not.toEqual(moved)
    const fitted = readFileSync(file, 'utf8')
    await button('Label again with…').click()
    await page.locator('.dialog').getByLabel('Model', { exact: true }).selectOption('starter')
    await button('Start').click()
    await page.getByText(/\d labelled anew, \d kept/).waitFor()
    expect(await seriousViolations(page)).toEqual([])
    await button('Close').click()
    await transcript(1).waitFor()
    expect(readFileSync(file, 'utf8')).toBe(fitted)
  })

  it('asks once before it writes in a data set of the person, and makes a backup', async () => {
    const own = join(folder, 'set')
    cpSync(join(own, 'train_gts'), join(folder, 'as-it-was'), { recursive: true })
    await page.goto(`${served.address}/data/view?${new URLSearchParams({ data: own })}`)
    await page.getByRole('link', { name: 'Correct the boxes' }).click()
    await transcript(1).fill('mine')
    await page.getByText(join(own, '.ocrdet/backup')).waitFor()
    expect(existsSync(join(own, '.ocrdet'))).toBe(false)
    await button('Back up and edit').click()
    await expect
      .poll(() => filesOf(join(own, 'train_gts')).some((text) => text.includes(',mine\n')), settled)
      .toBe(true)
    expect(filesOf(join(own, '.ocrdet/backup/train_gts'))).toEqual(filesOf(join(folder, 'as-it-was')))
    await page.getByText('History', { exact: true }).click()
    await button('Restore').last().click()
    await expect.poll(() => filesOf(join(own, 'train_gts'))).toEqual(filesOf(join(folder, 'as-it-was')))
  })

  it('is worked with fingers: one draws, two zoom', async () => {
    const session = await browser.context.newCDPSession(page)
    await session.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 })
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: (readonly [number, number])[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) })
    const before = await rows().count()
    await button('Rectangle').click()
    const [from, middle, to] = [await place([10, 200]), await place([40, 220]), await place([90, 240])]
    await touch('touchStart', from)
    await touch('touchMove', middle)
    await touch('touchMove', to)
    await touch('touchEnd')
    await expect.poll(() => rows().count(), settled).toBe(before + 1)
    const canvas = page.locator('.edit-viewer canvas')
    const scale = Number(await canvas.getAttribute('data-scale'))
    await touch('touchStart', from, to)
    await touch('touchMove', [from[0] - 40, from[1] - 20], [to[0] + 40, to[1] + 20])
    await touch('touchEnd')
    await expect.poll(async () => Number(await canvas.getAttribute('data-scale')), settled).toBeGreaterThan(scale)
    expect(await rows().count()).toBe(before + 1)
  })
})

const mean = (box: readonly number[], part: number): number => {
  const values = box.filter((_, at) => at % 2 === part)
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
