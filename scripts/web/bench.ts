// Measures charts and boxes in a real browser: drawn in how many milliseconds, hovered in how many.
import { createServer } from 'node:http'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import { build } from 'vite'
import { openBrowser } from '../../web/e2e/chromium.ts'

interface Figures {
  readonly draw: number
  readonly hover: number
}

const rounds = Number(process.argv[2] ?? 5)
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }
const folder = mkdtempSync(join(tmpdir(), 'ocrdet-bench-'))
const sorted = (values: number[]): number[] => values.sort((a, b) => a - b)

await build({
  root: resolve('web/bench'),
  configFile: resolve('web/vite.config.ts'),
  logLevel: 'error',
  build: { outDir: folder, emptyOutDir: true },
})
const server = createServer((request, response) => {
  const name = request.url === '/' ? '/index.html' : (request.url ?? '')
  try {
    const bytes = readFileSync(join(folder, name))
    response.setHeader('content-type', types[extname(name)] ?? 'application/octet-stream').end(bytes)
  } catch {
    response.writeHead(404).end()
  }
}).listen(0, '127.0.0.1')
await once(server, 'listening')
const place = server.address()
const port = typeof place === 'object' ? place?.port : undefined
const found = new Map<string, Figures[]>()
for (let round = 0; round < rounds; round++) {
  const { page, close } = await openBrowser({ width: 1360, height: 900, colors: 'light', locale: 'en-US' })
  await page.goto(`http://127.0.0.1:${port}/`)
  const text = await page.locator('body[data-figures]').getAttribute('data-figures', { timeout: 120_000 })
  for (const [name, figures] of Object.entries(JSON.parse(text ?? '{}') as Record<string, Figures>))
    found.set(name, [...(found.get(name) ?? []), figures])
  await close()
}
server.close()
rmSync(folder, { recursive: true, force: true })
for (const [name, all] of found) {
  const told = (values: number[], digits: number): string =>
    `${values[0].toFixed(digits).padStart(5)} (${values[values.length >> 1].toFixed(digits)})`
  const draw = sorted(all.map((one) => one.draw))
  const hover = sorted(all.map((one) => one.hover))
  console.log(
    `${name.padEnd(24)} drawn in ${told(draw, 0)} ms, slowest hover or change ${told(hover, 1)} ms; best (median)`,
  )
}
