// The system's Chromium: where it is, and how it is started for tests.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'

export const INSTALL_CHROMIUM = 'apt-get install chromium'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The path of a Chromium; CHROMIUM names another one. */
export function findChromium(): string | undefined {
  return [process.env['CHROMIUM'], ...places].find((path) => path !== undefined && existsSync(path))
}

/** Nothing that asks the network for anything. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface Look {
  readonly width: number
  readonly height: number
  readonly colors: 'light' | 'dark'
  /** `zh-CN`, `en-US` */
  readonly locale: string
}

export interface OpenBrowser {
  readonly context: BrowserContext
  readonly page: Page
  /** Errors of the page's console and uncaught ones, the content-security policy's included. */
  readonly errors: string[]
  readonly close: () => Promise<void>
}

/** A browser with a profile of its own, which is removed again. */
export async function openBrowser({ width, height, colors, locale }: Look): Promise<OpenBrowser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error(`no Chromium: ${INSTALL_CHROMIUM}`)
  const profile = mkdtempSync(join(tmpdir(), 'ocrdet-chromium-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: flags,
    viewport: { width, height },
    colorScheme: colors,
    locale,
    acceptDownloads: true,
  })
  const page = context.pages()[0] ?? (await context.newPage())
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`)
  })
  const close = async (): Promise<void> => {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
  return { context, page, errors, close }
}
