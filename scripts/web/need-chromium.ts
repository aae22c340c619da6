// Makes sure that a Chromium is there for the browser tests: installs it in CI, else says how.
import { spawnSync } from 'node:child_process'
import { findChromium, INSTALL_CHROMIUM } from '../../web/e2e/chromium.ts'

/** Only root may install. */
function install(): void {
  for (const words of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'],
  ]) {
    console.log(['apt-get', ...words].join(' '))
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', words, { stdio: ['ignore', 'ignore', 'inherit'], env })
  }
}

if (findChromium() === undefined && process.getuid?.() === 0) install()
const chromium = findChromium()
if (chromium === undefined) {
  console.error(`No Chromium was found.\n  next: ${INSTALL_CHROMIUM} (or set CHROMIUM to one)`)
  process.exitCode = 1
} else console.log(`testing in ${chromium}`)
