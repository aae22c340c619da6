// Files given to the page as a person gives them: dropped from the desktop, folders too, and pasted from the clipboard.
import type { Page } from 'playwright-core'

/** Drops files and folders of this machine onto an element, as the desktop does. */
export async function dropPaths(page: Page, selector: string, paths: readonly string[]): Promise<void> {
  const place = await page.locator(selector).first().boundingBox()
  if (place === null) throw new Error(`${selector} is not on the page`)
  const [x, y] = [place.x + place.width / 2, place.y + 10]
  const devtools = await page.context().newCDPSession(page)
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x, y, data })
  await devtools.detach()
}

/** Copies an image and presses Ctrl+V. */
export async function pasteImage(page: Page, png: Uint8Array): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) })])
  }, Buffer.from(png).toString('base64'))
  await page.keyboard.press('Control+V')
}
