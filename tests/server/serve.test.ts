// Starting the server: ports, tokens, the built client, the API's documents.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { endpoints } from '../../src/server/contract/endpoints.ts'
import { serve, type ServeOptions, type Serving } from '../../src/server/serve.ts'
import { testServer } from './harness.ts'

const open: Serving[] = []
afterEach(async () => {
  for (const serving of open.splice(0)) await serving.close()
})

async function start(changes: Partial<ServeOptions> = {}): Promise<Serving> {
  const root = mkdtempSync(join(tmpdir(), 'ocrdet-serve-'))
  const folders = { workdirs: join(root, 'workdirs'), out: join(root, 'out'), uploads: join(root, 'uploads') }
  const serving = await serve({ host: '127.0.0.1', port: 0, orNext: false, allow: [], ...folders, ...changes })
  open.push(serving)
  return serving
}

describe('a start', () => {
  it('takes the next port, or says that the asked one is taken', async () => {
    const { port } = await start()
    expect((await start({ port, orNext: true })).port).toBeGreaterThan(port)
    await expect(start({ port })).rejects.toMatchObject({ code: 'port-taken', found: `127.0.0.1:${port}` })
    await expect(start({ host: '192.0.2.1' })).rejects.toMatchObject({ code: 'host-unknown' })
  })

  it('for other machines makes a token and demands it', async () => {
    const { url, port, token } = await start({ host: '0.0.0.0' })
    expect(url).toBe(`http://localhost:${port}/?token=${token}`)
    expect(token).toMatch(/^[\w-]{43}$/)
    expect((await fetch(`http://127.0.0.1:${port}/api/system`)).status).toBe(401)
    const headers = { authorization: `Bearer ${token}` }
    expect((await fetch(`http://127.0.0.1:${port}/api/system`, { headers })).status).toBe(200)
    await expect(start({ token: 'short' })).rejects.toMatchObject({ code: 'bad-token' })
  })
})

describe('the built client', () => {
  function clientFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'ocrdet-client-'))
    mkdirSync(join(folder, 'assets'))
    writeFileSync(
      join(folder, 'index.html'),
      '<!doctype html><script type="module" src="/assets/index-B1x2C3d4.js"></script>',
    )
    writeFileSync(join(folder, 'assets/index-B1x2C3d4.js'), 'console.log(1)')
    return folder
  }

  it('comes for every address inside the app, its assets for good', async () => {
    const server = testServer({ client: clientFolder() })
    for (const path of ['/', '/runs/exp_1', '/compare?runs=a,b']) {
      const page = await server.ask('GET', path)
      expect(await page.text()).toContain('<!doctype html>')
      expect(page.headers.get('cache-control')).toBe('no-cache')
    }
    const asset = await server.ask('GET', '/assets/index-B1x2C3d4.js', undefined, { 'accept-encoding': 'gzip, br' })
    expect(asset.headers.get('cache-control')).toMatch(/immutable/)
    expect(asset.headers.get('content-encoding')).toBe('br')
    for (const path of ['/assets/none.js', '/api/none', '/../package.json', '/%2e%2e/package.json'])
      expect((await server.ask('GET', path)).status, path).toBe(404)
  })
})

describe('the documents of the API', () => {
  it('hold every endpoint', async () => {
    const server = testServer()
    const document = (await (await server.ask('GET', '/api/openapi.json')).json()) as {
      openapi: string
      paths: Record<string, Record<string, { operationId: string }>>
    }
    expect(document.openapi).toBe('3.1.0')
    const names = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    )
    expect(names.sort()).toEqual(Object.keys(endpoints).sort())
    const page = await (await server.ask('GET', '/api/docs')).text()
    for (const name of names) expect(page).toContain(`id="${name}"`)
    expect(page).not.toMatch(/<script|src=|https?:\/\//)
  })
})
