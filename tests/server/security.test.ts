// Attacks, each refused with a reason: other hosts and sites, paths that lead out, uploads that are too much, input that is none.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { ZipFile } from 'yazl'
import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { Endpoint } from '../../src/server/contract/endpoint.ts'
import { endpoints } from '../../src/server/contract/endpoints.ts'
import { defaultLimits } from '../../src/server/options.ts'
import { addRun, testServer } from './harness.ts'

async function zipOf(files: Readonly<Record<string, Uint8Array>>, mode = 0o100644): Promise<Uint8Array> {
  const zip = new ZipFile()
  for (const [name, bytes] of Object.entries(files)) zip.addBuffer(Buffer.from(bytes), name, { mode })
  zip.end()
  return buffer(zip.outputStream as Readable)
}

/** A ZIP whose only entry has a name that no honest program writes: the name of an honest one, replaced. */
async function zipWithName(name: string, mode?: number): Promise<Uint8Array> {
  const honest = 'x'.repeat(Buffer.byteLength(name))
  const bytes = Buffer.from(await zipOf({ [honest]: Buffer.from('/etc/passwd') }, mode))
  for (let at = bytes.indexOf(honest); at >= 0; at = bytes.indexOf(honest)) bytes.write(name, at)
  return bytes
}

/** A PNG of a kilobyte that claims and holds this many pixels, all black. */
function pngOf(width: number, height: number): Uint8Array {
  const chunk = (type: string, data: Uint8Array): Uint8Array => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([1, 0], 8)
  const rows = deflateSync(Buffer.alloc(height * (1 + Math.ceil(width / 8))))
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([magic, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))])
}

describe('who may ask', () => {
  it.each([
    ['a foreign host', { host: 'evil.example' }, 'host-unknown'],
    ['a host that only begins well', { host: '127.0.0.1.evil.example:7860' }, 'host-unknown'],
    ['a foreign origin', { origin: 'http://evil.example' }, 'origin-foreign'],
    ['the same host with another port', { origin: 'http://127.0.0.1:8000' }, 'origin-foreign'],
    ['a file or a sandbox', { origin: 'null' }, 'origin-foreign'],
    ['a foreign site that sends no origin', { 'sec-fetch-site': 'cross-site' }, 'origin-foreign'],
  ])('%s is refused', async (_who, headers, code) => {
    const response = await testServer().ask('GET', '/api/runs', undefined, headers)
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ code })
  })

  it('the own page may ask', async () => {
    const headers = { origin: 'http://127.0.0.1:7860', 'sec-fetch-site': 'same-origin' }
    expect((await testServer().ask('GET', '/api/runs', undefined, headers)).status).toBe(200)
  })

  it('a token is demanded where there is one, in a header or from the address into a cookie', async () => {
    const server = testServer({ token: 'a-long-secret' })
    expect((await server.ask('GET', '/api/runs')).status).toBe(401)
    expect((await server.ask('GET', '/api/runs?token=wrong')).status).toBe(401)
    expect((await server.ask('GET', '/api/runs', undefined, { authorization: 'Bearer a-long-secrets' })).status).toBe(
      401,
    )
    expect((await server.ask('GET', '/api/runs', undefined, { authorization: 'Bearer a-long-secret' })).status).toBe(
      200,
    )
    const entered = await server.ask('GET', '/runs/latest?token=a-long-secret&tab=log')
    expect(entered.status).toBe(303)
    expect(entered.headers.get('location')).toBe('/runs/latest?tab=log')
    const cookie = entered.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax/)
    expect((await server.ask('GET', '/api/runs', undefined, { cookie: cookie.split(';')[0] })).status).toBe(200)
  })

  it('a person without the token is asked for it, and told when it is wrong', async () => {
    const server = testServer({ token: 'a-long-secret' })
    const accept = 'text/html,application/xhtml+xml'
    const asked = await server.ask('GET', '/runs/latest?tab="><script>', undefined, { accept })
    const page = await asked.text()
    expect([asked.status, asked.headers.get('content-type')]).toEqual([401, 'text/html; charset=utf-8'])
    expect(page).toContain('<input type="hidden" name="tab" value="&quot;&gt;&lt;script&gt;">')
    expect(page).not.toContain('<script')
    expect(page).not.toContain('role="alert"')
    const wrong = await (await server.ask('GET', '/runs?token=wrong', undefined, { accept })).text()
    expect(wrong).toContain('role="alert"')
    expect(wrong).not.toContain('value="wrong"')
    const image = await server.ask('GET', '/runs', undefined, { accept: 'image/avif,image/webp,*/*' })
    expect(await image.json()).toMatchObject({ code: 'token-missing' })
  })

  it('every answer forbids frames, foreign scripts and guessing of types', async () => {
    for (const path of ['/api/runs', '/nothing', '/api/docs']) {
      const { headers } = await testServer().ask('GET', path)
      expect(headers.get('content-security-policy')).toMatch(/script-src 'self'.*frame-ancestors 'none'/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    }
  })
})

const wayOut = [
  '../../../../etc/passwd',
  '..%2f..%2f..%2fetc%2fpasswd',
  '%252e%252e',
  '/etc/passwd',
  'a%00b',
  '..\\..\\x',
  '...',
]

describe('paths that lead out', () => {
  it('are refused in every parameter of every address', async () => {
    const server = testServer()
    addRun(server)
    for (const { method, path, query } of Object.values(endpoints) as Endpoint[]) {
      const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name)
      for (const name of names)
        for (const out of wayOut) {
          const given = out.includes('%') ? out : encodeURIComponent(out)
          const address = path.replace(`:${name}`, given).replaceAll(/:\w+/g, 'latest')
          const response = await server.ask(method, address, method === 'get' ? undefined : {})
          expect([400, 403, 404, 410], `${method} ${address}`).toContain(response.status)
          expect(await response.text()).not.toContain('root:')
        }
      if (query !== undefined && 'data' in query.shape)
        for (const out of ['/etc', `${server.options.folders[0]}/..`, '../../..', '/etc/passwd']) {
          const by = 'by' in query.shape ? '&by=somebody' : ''
          const address = `${path.replaceAll(/:\w+/g, '0')}?data=${encodeURIComponent(out)}${by}`
          const response = await server.ask(method, address)
          expect(response.status, address).toBe(403)
          expect(await response.json()).toMatchObject({ code: 'path-outside' })
        }
    }
  })

  it('are refused in jobs and trainings', async () => {
    const server = testServer()
    addRun(server)
    const bodies = [
      { kind: 'check', data: '/etc' },
      { kind: 'detect', paths: ['/etc/passwd'], model: 'latest' },
      { kind: 'detect', paths: [], model: '/etc/x.onnx' },
      { kind: 'verify', file: '../../x.onnx' },
      { kind: 'import', source: '/etc', dir: 'new' },
      { kind: 'import', source: server.options.folders[0], dir: '/etc/new' },
      { kind: 'repair', data: '/etc', dir: 'new' },
      { kind: 'repair', data: server.options.folders[0], dir: '/etc/new' },
      { kind: 'demo-data', dir: '/etc/new' },
      { kind: 'demo-data', dir: '..' },
      { kind: 'evaluate', model: 'latest', data: '/etc', split: 'test' },
    ]
    for (const body of bodies) {
      const response = await server.ask('POST', '/api/jobs', body)
      expect([403, 404], JSON.stringify(body)).toContain(response.status)
    }
    const training = await server.ask('POST', '/api/trainings', { settings: { train_data_dir: '/etc' } })
    expect(training.status).toBe(403)
    const init = { train_data_dir: server.options.folders[0], init: '/etc/passwd' }
    expect((await server.ask('POST', '/api/trainings', { settings: init })).status).toBe(403)
  })

  it('in the lists of a data set keep a training from starting', async () => {
    const server = testServer()
    const [data] = server.options.folders
    for (const list of ['train', 'test'])
      writeFileSync(join(data, `${list}_list.txt`), '../../../../etc/x.jpg ../../../../etc/passwd\n')
    const response = await server.ask('POST', '/api/trainings', { settings: { train_data_dir: data } })
    expect(await response.json()).toMatchObject({ code: 'path-outside' })
    expect(readdirSync(server.options.workdirs)).toEqual([])
  })

  it('are not followed through links of a folder to import', async () => {
    const server = testServer()
    const [data] = server.options.folders
    const outside = mkdtempSync(join(tmpdir(), 'ocrdet-outside-'))
    writeFileSync(join(outside, 'gt_1.txt'), '1,1,9,1,9,9,1,9,secret\n')
    mkdirSync(join(data, 'set'))
    writeFileSync(join(data, 'set/1.png'), pngOf(8, 8))
    const source = `/api/datasets/source?data=${data}/set`
    symlinkSync(join(outside, 'gt_1.txt'), join(data, 'set/gt_1.txt'))
    expect(await server.json('GET', source)).toMatchObject({ failure: { code: 'import-format-unknown' } })
    rmSync(join(data, 'set/gt_1.txt'))
    writeFileSync(join(data, 'gt_1.txt'), '1,1,9,1,9,9,1,9,open\n')
    symlinkSync(join(data, 'gt_1.txt'), join(data, 'set/gt_1.txt'))
    expect(await server.json('GET', source)).toMatchObject({ found: 'icdar2015' })
  })

  it('are not followed through links, nor from the lists of a data set', async () => {
    const server = testServer()
    const [data] = server.options.folders
    symlinkSync('/etc', join(data, 'link'))
    expect((await server.ask('GET', `/api/datasets/images?data=${data}/link`)).status).toBe(403)
    mkdirSync(join(data, 'set/train_images'), { recursive: true })
    mkdirSync(join(data, 'set/train_gts'))
    symlinkSync('/etc/passwd', join(data, 'set/train_gts/1.txt'))
    symlinkSync('/etc/passwd', join(data, 'set/train_images/1.jpg'))
    writeFileSync(join(data, 'set/train_list.txt'), '1.jpg\n../../../../etc/x.jpg ../../../../etc/passwd\n')
    writeFileSync(join(data, 'set/test_list.txt'), '')
    const { id } = (await server.json('POST', '/api/jobs', { kind: 'check', data: join(data, 'set') })) as {
      id: string
    }
    let job = { state: 'waiting' }
    while (job.state === 'waiting' || job.state === 'running') {
      job = await server.json('GET', `/api/jobs/${id}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(job.state).toBe('done')
    const reported = JSON.stringify(job)
    expect(reported).toContain('leads out of the folders')
    expect(reported).not.toContain('root:')
    expect(await server.json('GET', `/api/datasets/images?data=${data}/set`)).toMatchObject({ images: [] })
  })
})

describe('uploads', () => {
  const small = { ...defaultLimits, imageBytes: 1000, datasetBytes: 100_000, uploads: 3 }
  const send = (server: ReturnType<typeof testServer>, query: string, body: unknown, headers = {}) =>
    server.ask('POST', `/api/uploads?${query}`, body, headers)

  it('that are too long are cut off, with and without a length', async () => {
    const server = testServer({ limits: small })
    const bytes = new Uint8Array(2000)
    expect((await send(server, 'kind=image&name=a.png', bytes, { 'content-length': '2000' })).status).toBe(413)
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(500)) })
    expect((await send(server, 'kind=image&name=a.png', endless)).status).toBe(413)
  })

  it('of other kinds, or too many, are refused', async () => {
    const server = testServer({ limits: small })
    expect((await send(server, 'kind=image&name=a.svg', '<svg/>')).status).toBe(400)
    expect((await send(server, 'kind=model&name=a.sh', 'x')).status).toBe(400)
    for (let count = 0; count < 3; count++)
      expect((await send(server, 'kind=image&name=a.png', pngOf(8, 8))).status).toBe(200)
    expect((await send(server, 'kind=image&name=a.png', pngOf(8, 8))).status).toBe(413)
  })

  it('of 100 megapixels in a few kilobytes are refused before they are decoded', async () => {
    const bytes = pngOf(10_000, 10_000)
    expect(bytes.length).toBeLessThan(20_000)
    const response = await send(testServer(), 'kind=image&name=a.png', bytes)
    expect(await response.json()).toMatchObject({ code: 'image-too-large' })
  })

  it('keep nothing of the name that they come with but its letters', async () => {
    const server = testServer()
    const name = encodeURIComponent('../../<script>alert(1)</script>.png')
    const upload = (await (await send(server, `kind=image&name=${name}`, pngOf(8, 8))).json()) as Record<string, string>
    expect(upload['name']).toBe('script>.png')
    const inside = `kind=image&name=1.png&folder=${encodeURIComponent('/../../may\\..//old/')}`
    expect(await (await send(server, inside, pngOf(8, 8))).json()).toMatchObject({ name: 'may/old/1.png' })
    expect(upload['path']).toMatch(/\.ocrdet-uploads\.[\w.-]+\.aside[\\/][\w-]+\.png$/)
    const model = await (await send(server, `kind=model&name=${encodeURIComponent('../a;$(b).onnx')}`, 'x')).json()
    expect(model).toMatchObject({ path: join(server.options.uploads, 'a_b.onnx') })
  })

  it.each([
    ['a bomb', () => zipOf({ 'train_list.txt': Buffer.alloc(50e6) }), 'zip-too-large'],
    ['a path that climbs', () => zipWithName('../../evil.txt'), 'zip-unsafe'],
    ['an absolute path', () => zipWithName('/tmp/evil.txt'), 'zip-unsafe'],
    ['a link', () => zipOf({ link: Buffer.from('/etc/passwd') }, 0o120777), 'zip-unsafe'],
    ['no ZIP at all', () => Promise.resolve(Buffer.from('PK, honestly')), 'zip-damaged'],
  ])('of %s as a data set leave nothing behind', async (_what, make, code) => {
    const server = testServer()
    const response = await send(server, 'kind=dataset&name=set.zip', await make())
    expect(await response.json()).toMatchObject({ code })
    expect(response.status).toBe(400)
    expect(readdirSync(server.options.uploads)).toEqual([])
  })

  it('of a good ZIP become a data set, with Chinese names', async () => {
    const server = testServer()
    const bytes = await zipOf({
      '票据/train_list.txt': Buffer.from('1.png\n'),
      '票据/train_images/1.png': pngOf(64, 64),
      '票据/train_gts/1.txt': Buffer.from('1,1,50,1,50,20,1,20,<img src=x onerror=alert(1)>\n'),
    })
    const { path } = (await (
      await send(server, `kind=dataset&name=${encodeURIComponent('票据.zip')}`, bytes)
    ).json()) as { path: string }
    expect(path).toBe(join(server.options.uploads, '票据/票据'))
    expect(await server.json('GET', `/api/datasets/images?data=${encodeURIComponent(path)}`)).toMatchObject({
      images: [{ index: 0, name: '1.png', texts: 1 }],
    })
    const view = await server.ask('GET', `/api/datasets/image/0/network-view?data=${encodeURIComponent(path)}`)
    expect(
      Buffer.from(await view.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
    const shown = await server.ask('GET', `/api/datasets/image/0/file?side=32&data=${encodeURIComponent(path)}`)
    expect(shown.headers.get('content-type')).toBe('image/jpeg')
  })
})

describe('input that is none', () => {
  it.each([
    ['POST', '/api/trainings', '{"settings":', 'bad-json'],
    ['POST', '/api/trainings', '\u0000', 'bad-json'],
    ['POST', '/api/trainings', '[]', 'bad-input'],
    ['POST', '/api/jobs', '{"kind":"rm -rf"}', 'bad-input'],
    ['PUT', '/api/runs/latest/note', '{"note":7}', 'bad-input'],
    ['POST', '/api/runs/latest/resume', '{"numEpochs":1e99}', 'bad-input'],
    ['GET', '/api/runs/latest/curves?points=-1', undefined, 'bad-input'],
    ['GET', '/api/runs/latest/log?count=many', undefined, 'bad-input'],
  ])('%s %s %s is told', async (method, path, body, code) => {
    const server = testServer()
    addRun(server)
    const response = await server.ask(method, path, body)
    expect(response.status).toBe(400)
    const failure = (await response.json()) as Record<string, string>
    expect(failure).toMatchObject({
      code,
      message: expect.any(String),
      expected: expect.any(String),
      found: expect.any(String),
    })
  })

  it('longer than any request is cut off', async () => {
    const response = await testServer().ask('POST', '/api/trainings', `{"settings":{"x":"${'x'.repeat(2e6)}"}}`)
    expect(response.status).toBe(413)
  })

  it('as settings is told setting by setting', async () => {
    const server = testServer()
    const settings = { train_data_dir: server.options.folders[0], batch_size: 0, num_epoch: 3 }
    expect(await server.json('POST', '/api/trainings/estimate', { settings })).toMatchObject({
      problems: [
        { setting: 'num_epoch', next: 'Did you mean num_epochs?' },
        { setting: 'batch_size', expected: 'a whole number from 1 to 4096' },
      ],
    })
  })

  it('at an unknown address is told', async () => {
    const server = testServer()
    for (const [method, path] of [
      ['GET', '/api/nothing'],
      ['PATCH', '/api/runs'],
      ['POST', '/'],
    ] as const)
      expect((await server.ask(method, path)).status).toBe(404)
  })
})
