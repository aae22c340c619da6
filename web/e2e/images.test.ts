// Images come in as people give them: chosen, dropped, pasted, whole folders; every format shows its boxes in the right place.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OpenBrowser } from './chromium.ts'
import { dropPaths, pasteImage } from './real-files.ts'
import { middles, sceneSize, writeScenes } from './scene.ts'
import type { Served } from './served.ts'
import { leave, visit } from './visit.ts'

/** Finds everything dark; made by scripts/web/make-dark-is-text.ts. */
const model = fileURLToPath(new URL('dark-is-text.onnx', import.meta.url))

interface Seen {
  readonly width: number
  readonly height: number
  readonly texts: readonly { readonly box: readonly number[] }[]
}

describe('images', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-images-'))
  let served: Served
  let browser: OpenBrowser
  let page: Page
  let scenes: Readonly<Record<string, string>>
  /** A page on which that model is chosen. */
  const withModel = (path: string) =>
    `${served.address}${path}?model=${encodeURIComponent(join(folder, 'outputs', 'model_320x320.onnx'))}`

  beforeAll(async () => {
    mkdirSync(join(folder, 'outputs'))
    cpSync(model, join(folder, 'outputs', 'model_320x320.onnx'))
    scenes = await writeScenes(join(folder, 'scenes'))
    ;({ served, browser, page } = await visit(folder))
  })
  afterAll(() => leave(folder, { served, browser }))

  const file = (name: string): string => scenes[name] ?? name

  describe('on the page of one', () => {
    beforeEach(async () => {
      await page.goto(withModel('/detect'))
      await page.getByLabel('Model', { exact: true }).waitFor()
    })

    /** What the server found in the image that was given, once the page shows it. */
    const given = async (give: () => Promise<void>): Promise<Seen> => {
      const answered = page.waitForResponse((response) => response.url().endsWith('/api/detections'))
      await give()
      const seen = (await (await answered).json()) as Seen
      await page.getByText('2 texts found').waitFor()
      return seen
    }
    /** Brightness of the shown image at its words, 0 black to 255, and its size. */
    const shown = async () => {
      const address = await page.waitForFunction(
        () =>
          performance.getEntriesByType('resource').findLast(({ name }) => /\/detections\/[^/]+\/image/.test(name))
            ?.name,
      )
      return page.evaluate(
        async ([path, places]) => {
          const image = new Image()
          image.src = String(path)
          await image.decode()
          const context = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext('2d')
          context?.drawImage(image, 0, 0)
          const dark = places.map(([x, y]) => context?.getImageData(x, y, 1, 1).data[0])
          return { width: image.naturalWidth, height: image.naturalHeight, dark }
        },
        [await address.jsonValue(), middles] as const,
      )
    }
    const expectRight = async ({ width, height, texts }: Seen): Promise<void> => {
      expect({ width, height }).toEqual(sceneSize)
      const found = texts.map(({ box }) => [0, 1].map((axis) => (box[axis]! + box[axis + 4]!) / 2))
      for (const [index, [x, y]] of middles.entries()) {
        expect(Math.abs(found[index]![0]! - x)).toBeLessThan(2)
        expect(Math.abs(found[index]![1]! - y)).toBeLessThan(2)
      }
      const image = await shown()
      expect({ width: image.width, height: image.height }).toEqual(sceneSize)
      expect(image.dark.every((value) => value !== undefined && value < 40)).toBe(true)
      expect(await page.getByText('The image cannot be shown').count()).toBe(0)
    }

    it.each(['scene.png', 'scene.jpg', 'scene.webp', 'scene.tiff', 'scene.bmp', 'turned.jpg', 'turned.tif'])(
      'shows %s upright with its boxes on the words',
      async (name) => {
        await expectRight(await given(() => page.setInputFiles('input[type=file][accept^="image"]', file(name))))
      },
    )

    it('takes an image that is dropped', async () => {
      await expectRight(await given(() => dropPaths(page, '.drop', [file('turned.jpg')])))
    })

    it('takes an image that is pasted', async () => {
      await expectRight(await given(() => pasteImage(page, readFileSync(file('scene.png')))))
    })

    it('stays on the page when an image is dropped beside the place for it', async () => {
      await page.evaluate(() =>
        addEventListener('dragover', ({ defaultPrevented, dataTransfer }) =>
          document.body.setAttribute('data-drag', `${defaultPrevented} ${dataTransfer?.dropEffect}`),
        ),
      )
      await dropPaths(page, 'h1', [file('scene.png')])
      expect(await page.locator('body').getAttribute('data-drag')).toBe('true none')
      expect(await page.locator('h1').innerText()).toBe('Detect')
    })

    it('says what is wrong with a file that is no image', async () => {
      const notes = join(folder, 'notes.txt')
      writeFileSync(notes, 'milk, bread')
      await dropPaths(page, '.drop', [notes])
      await page.getByRole('alert').waitFor()
    })
  })

  describe('in a folder', () => {
    let receipts: string

    beforeEach(async () => {
      receipts = join(folder, 'receipts')
      const files: Readonly<Record<string, string>> = {
        'first.png': file('scene.png'),
        'may/first.png': file('scene.png'),
        'may/old/turned.jpg': file('turned.jpg'),
      }
      for (const [name, source] of Object.entries(files)) {
        mkdirSync(dirname(join(receipts, name)), { recursive: true })
        cpSync(source, join(receipts, name))
      }
      writeFileSync(join(receipts, 'may', 'notes.txt'), 'milk, bread')
      writeFileSync(join(receipts, 'may', '.hidden.png'), 'x')
      await page.goto(withModel('/batch'))
      await page.getByLabel('Model', { exact: true }).waitFor()
    })

    const ways: readonly (readonly [string, () => Promise<void>])[] = [
      ['dropped', () => dropPaths(page, '.drop', [receipts])],
      ['chosen', () => page.setInputFiles('input[type=file][aria-label="Choose a folder"]', receipts)],
    ]
    it.each(ways)('that is %s: all images below it, the others told', async (_, give) => {
      await give()
      await page.getByText(/^3 images chosen/).waitFor()
      await page.getByText('Files that are not read: 1').waitFor()
      await page.getByRole('button', { name: 'Start', exact: true }).click()
      await page.waitForURL('**/batch/outputs_*')
      await page.locator('.gallery .tile').nth(2).waitFor()
      const names = await page.locator('.gallery .tile .caption').allInnerTexts()
      expect(names).toEqual(
        ['receipts/first.png', 'receipts/may/first.png', 'receipts/may/old/turned.jpg'].map(
          (name) => `${name} · 2 texts`,
        ),
      )
    })
  })

  it('met no error in the console', () => {
    expect(browser.errors.filter((error) => !/status of 400.*\/api\/uploads/.test(error))).toEqual([])
  })
})
