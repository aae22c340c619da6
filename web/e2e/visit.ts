// A server on a folder and a browser that looks at it, for the stories of one file; both go with the folder.
import { rmSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { type Look, type OpenBrowser, openBrowser } from './chromium.ts'
import { serve, type Served } from './served.ts'

/** How long what follows a click may take on a machine under load, for `expect.poll`. */
export const settled = { timeout: 60_000 }

export interface Visit {
  readonly served: Served
  readonly browser: OpenBrowser
  readonly page: Page
}

/** How it looks and how long it waits; a light English one of 1280 x 900 that waits a minute for each step, by default. */
export interface VisitOptions extends Partial<Look> {
  /** Milliseconds. */
  readonly patience?: number
  /** More words of the server's command. */
  readonly words?: readonly string[]
}

export async function visit(folder: string, options: VisitOptions = {}): Promise<Visit> {
  const { patience = 60_000, words = [], ...look } = options
  const served = await serve(folder, words)
  const browser = await openBrowser({ width: 1280, height: 900, colors: 'light', locale: 'en-US', ...look })
  browser.page.setDefaultTimeout(patience)
  return { served, browser, page: browser.page }
}

/** Ends both, and removes the folder. */
export async function leave(folder: string, { served, browser }: Pick<Visit, 'served' | 'browser'>): Promise<void> {
  await browser.close()
  await served.kill()
  rmSync(folder, { recursive: true, force: true })
}
