// Takes an image of every page in both languages, both looks and three widths: twelve of each. Look at them.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Look, openBrowser } from '../../web/e2e/chromium.ts'
import { serve } from '../../web/e2e/served.ts'
import { addressesOf } from '../../web/e2e/pages.ts'
import { knownWorkshop, makeWorkshop } from '../../web/e2e/workshop.ts'

/** Telephone, tablet, desk. */
const heights = { 390: 844, 768: 1024, 1360: 900 } as const
const widths = [390, 768, 1360] as const

/** By name: `1360-dark-en`. */
const looks: readonly (readonly [name: string, look: Look])[] = widths.flatMap((width) =>
  (['light', 'dark'] as const).flatMap((colors) =>
    (['zh-CN', 'en-US'] as const).map((locale) => {
      const look = { width, height: heights[width], colors, locale }
      return [`${width}-${colors}-${locale.slice(0, 2)}`, look] as const
    }),
  ),
)

/** Milliseconds until everything that a page asks for is drawn. */
const rest = { page: 1200, detection: 5000, below: 300 }

/** Evaluated in the page: draws what is below the screen too, which waits until it is scrolled to. */
const drawBelow = `{
  const style = new CSSStyleSheet()
  style.replaceSync('* { content-visibility: visible !important }')
  document.adoptedStyleSheets.push(style)
  for (const image of document.images) image.loading = 'eager'
}`

async function main(target: string, made: string | undefined): Promise<void> {
  const folder = made === undefined ? mkdtempSync(join(tmpdir(), 'ocrdet-shots-')) : resolve(made)
  const workshop = made === undefined ? await makeWorkshop(folder) : knownWorkshop(folder)
  const served = await serve(folder)
  mkdirSync(target, { recursive: true })
  try {
    for (const [lookName, look] of looks) {
      const { page, errors, close } = await openBrowser(look)
      for (const [name, path] of Object.entries(addressesOf(workshop))) {
        await page.goto(served.address + path)
        if (name === 'detect')
          await page.setInputFiles(
            'input[type=file]',
            join(workshop.data, 'test_images', readdirSync(join(workshop.data, 'test_images'))[0] ?? ''),
          )
        await page.waitForTimeout(name === 'detect' ? rest.detection : rest.page)
        await page.evaluate(drawBelow)
        await page.waitForTimeout(rest.below)
        await page.screenshot({ path: join(target, `${name}-${lookName}.png`), fullPage: true })
      }
      for (const error of errors) console.error(`${lookName}: ${error}`)
      await close()
    }
  } finally {
    await served.kill()
    if (made === undefined) rmSync(folder, { recursive: true, force: true })
  }
  console.log(`screenshots: ${target}`)
}

await main(process.argv[2] ?? 'dist/screenshots', process.argv[3])
