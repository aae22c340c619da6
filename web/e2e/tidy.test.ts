// Nothing is squeezed, cut off, out of line, out of reach or in the other language: every page at three widths, in both languages and both looks.
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ocrdet } from '../../tests/cli/run-built.ts'
import { openBrowser } from './chromium.ts'
import { serve, type Served } from './served.ts'
import { writeRun } from './written-runs.ts'

const runs = ['exp_20260105_143022', 'exp_20260106_143022'] as const
/** Of a run, and its tag. */
const longName = 'a_name_without_any_place_to_break_it_that_is_longer_than_a_telephone_is_wide'

/** Milliseconds for what a page asks for. */
const patience = 3000

const tabs = ['curves', 'findings', 'log', 'evaluation', 'config', 'files', 'keep']

/** Of every page; `data` is a data set. */
function pathsOf(data: string): string[] {
  const set = `/data/view?${new URLSearchParams({ data })}`
  return [
    '/detect',
    '/batch',
    '/data',
    set,
    `${set}&image=0`,
    `${set}&tab=check`,
    `/data/edit?${new URLSearchParams({ data })}`,
    '/train',
    `/train?${new URLSearchParams({ data })}`,
    `/train/${runs[0]}`,
    '/runs',
    '/runs?view=plots',
    '/runs?view=groups&group=f_score',
    ...tabs.map((tab) => `/runs/${runs[0]}?tab=${tab}`),
    '/runs/exp_20990101_000000',
    `/runs/compare?runs=${runs.join(',')}`,
    '/export',
    '/nothing',
  ]
}

/** Evaluated in the page: what is wrong with how it stands. */
function untidy(): string[] {
  const found: string[] = []
  const root = document.documentElement
  if (root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth - innerWidth}px wider than the screen`)
  for (const icon of document.querySelectorAll('button svg, a svg')) {
    const { width, height } = icon.getBoundingClientRect()
    if (height > 0 && width < height - 1)
      found.push(`an icon is ${width} x ${height}: ${icon.parentElement?.outerHTML.slice(0, 80)}`)
  }
  for (const button of document.querySelectorAll<HTMLElement>('button, a.button')) {
    const isCut = button.scrollWidth > button.clientWidth + 1 && getComputedStyle(button).textOverflow !== 'ellipsis'
    if (button.clientWidth > 0 && isCut) found.push(`a button is cut off: ${button.textContent}`)
  }
  for (const action of document.querySelectorAll('.scroll-x td :is(button, a.button):not(.link)')) {
    const [place, frame] = [action, action.closest('.scroll-x')].map((part) => part?.getBoundingClientRect())
    const isOut = place !== undefined && frame !== undefined && place.right > frame.right + 1
    if (isOut) found.push(`out of reach in its table: ${action.textContent}`)
  }
  for (const link of document.querySelectorAll('nav a'))
    if (link.scrollWidth > link.clientWidth) found.push(`the navigation cuts off ${link.textContent}`)
  for (const head of document.querySelectorAll<HTMLElement>('th')) {
    const lines = head.clientHeight / Number.parseFloat(getComputedStyle(head).lineHeight)
    if (lines > 3.5 && (head.textContent ?? '').length < 20) found.push(`a heading in pieces: ${head.textContent}`)
  }
  const rows = new Map<number, Set<number>>()
  for (const tile of document.querySelectorAll('.facts > div')) {
    const [top, figure] = [tile, tile.querySelector('dd')].map((part) =>
      Math.round(part?.getBoundingClientRect().top ?? 0),
    )
    rows.set(top ?? 0, (rows.get(top ?? 0) ?? new Set()).add(figure ?? 0))
  }
  for (const [top, figures] of rows)
    if (figures.size > 1) found.push(`figures of the row at ${top} stand at ${[...figures].join(', ')}`)
  return found
}

/** Evaluated in the page: sentences in the language that it is not in. Names, paths, code and quoted lines are in none. */
function untranslated(isChinese: boolean): string[] {
  const foreign = isChinese ? /\b[A-Za-z]{2,}(?: [a-z]{2,}){2,}/ : /[\u4e00-\u9fff]{2,}/
  const quoted = 'code, pre, .mono, script, style, option, .log, [lang], .tile, .box-list, title, textarea, input'
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found: string[] = []
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent ?? ''
    const isShown = node.parentElement?.checkVisibility() === true && node.parentElement.closest(quoted) === null
    if (isShown && foreign.test(text)) found.push(`in the other language: ${text.slice(0, 80)}`)
  }
  return found
}

/** What stands out of the dialog that chooses a folder. */
async function dialogs(page: Page): Promise<string[]> {
  await page
    .getByRole('button', { name: /Browse|浏览/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button').last().waitFor()
  const out = await dialog.evaluate((box) => {
    const { right } = box.getBoundingClientRect()
    const parts = [...box.querySelectorAll('button, code')]
    return parts
      .filter((part) => part.getBoundingClientRect().right > right)
      .map((part) => `out of its dialog: ${part.textContent}`)
  })
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  return out
}

describe('every page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-tidy-'))
  const data = join(folder, 'data')
  let served: Served

  beforeAll(async () => {
    await ocrdet(['synth', 'data', '--train', '4', '--test', '2', '--size', '96x96'], { cwd: folder })
    runs.forEach((id, index) => {
      writeRun(join(folder, 'workdirs'), { id, data, fScore: 0.8 + index / 10, initial: 0.805 })
      for (const name of ['best_model.pth', 'last_model.pth', 'backup_epoch_1.pth'])
        writeFileSync(join(folder, 'workdirs', id, 'checkpoints', name), 'x'.repeat(300_000))
    })
    symlinkSync(runs[0], join(folder, 'workdirs', longName))
    writeFileSync(join(folder, 'workdirs', runs[0], 'notes.json'), JSON.stringify({ note: '', tags: [longName] }))
    await ocrdet(['export', 'starter', '--size', '96x96'], { cwd: folder })
    served = await serve(folder)
  })
  afterAll(async () => {
    await served.kill()
    rmSync(folder, { recursive: true, force: true })
  })

  it.each([
    [1280, 'light', 'en-US'],
    [768, 'dark', 'zh-CN'],
    [390, 'light', 'zh-CN'],
    [390, 'dark', 'en-US'],
  ] as const)('is tidy at %d pixels, %s, in %s', async (width, colors, locale) => {
    const { page, close } = await openBrowser({ width, height: 900, colors, locale })
    const found: string[] = []
    for (const path of pathsOf(data)) {
      await page.goto(served.address + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      // What takes longer, a check or an estimate, is looked at as it goes on.
      await page.waitForLoadState('networkidle', { timeout: patience }).catch(() => undefined)
      if (path === '/data') found.push(...(await dialogs(page)))
      const wrong = [...(await page.evaluate(untidy)), ...(await page.evaluate(untranslated, locale === 'zh-CN'))]
      found.push(...wrong.map((what) => `${path}: ${what}`))
    }
    await close()
    expect(found).toEqual([])
  })
})
