// Takes an image of every page: light and dark, Chinese and English, desk and telephone. Look at them.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Look, openBrowser } from '../../web/e2e/chromium.ts'
import { serve } from '../../web/e2e/served.ts'
import { addressesOf } from '../../web/e2e/pages.ts'
import { knownWorkshop, makeWorkshop } from '../../web/e2e/workshop.ts'

const looks: Readonly<Record<string, Look>> = {
  'light-zh': { width: 1360, height: 900, colors: 'light', locale: 'zh-CN' },
  'dark-en': { width: 1360, height: 900, colors: 'dark', locale: 'en-US' },
  'telephone-zh': { width: 390, height: 844, colors: 'light', locale: 'zh-CN' },
}

async function main(target: string, made: string | undefined): Promise<void> {
  const folder = made === undefined ? mkdtempSync(join(tmpdir(), 'ocrdet-shots-')) : resolve(made)
  const workshop = made === undefined ? await makeWorkshop(folder) : knownWorkshop(folder)
  const served = await serve(folder)
  mkdirSync(target, { recursive: true })
  try {
    for (const [lookName, look] of Object.entries(looks)) {
      const { page, errors, close } = await openBrowser(look)
      for (const [name, path] of Object.entries(addressesOf(workshop))) {
        await page.goto(served.address + path)
        if (name === 'detect')
          await page.setInputFiles(
            'input[type=file]',
            join(workshop.data, 'test_images', readdirSync(join(workshop.data, 'test_images'))[0] ?? ''),
          )
        await page.waitForTimeout(name === 'detect' ? 5000 : 1500)
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
