// Nothing is squeezed, cut off or out of line: every page at three widths, in both languages and both looks.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from './chromium.ts'
import { serve, type Served } from './served.ts'
import { writeRun } from './written-runs.ts'

const runs = ['exp_20260105_143022', 'exp_20260106_143022'] as const
const paths = [
  '/detect',
  '/batch',
  '/data',
  '/train',
  '/runs',
  `/runs/${runs[0]}`,
  `/runs/compare?runs=${runs.join(',')}`,
  '/export',
]

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

describe('every page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-tidy-'))
  let served: Served

  beforeAll(async () => {
    mkdirSync(join(folder, 'data'))
    for (const id of runs) writeRun(join(folder, 'workdirs'), { id, data: join(folder, 'data') })
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
    for (const path of paths) {
      await page.goto(served.address + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      found.push(...(await page.evaluate(untidy)).map((what) => `${path}: ${what}`))
    }
    await close()
    expect(found).toEqual([])
  })
})
