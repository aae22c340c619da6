// Uploads at the same time, on a full disk, and those that never end.
import { mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hostInFileName } from '../../src/core/files.ts'
import { encodeZip } from '../../src/formats/zip/write.ts'
import { serve } from '../../src/server/serve.ts'
import { temporaryFolder } from '../tasks/training.ts'
import { Uploads } from '../../src/server/files/uploads.ts'
import { defaultLimits } from '../../src/server/options.ts'
import { testServer } from './harness.ts'

const limits = { ...defaultLimits, totalBytes: 10_000 }
const ofModel = '/api/uploads?kind=model&name=a.onnx'

function streamOf(pieces: number, bytes: number): ReadableStream<Uint8Array> {
  let sent = 0
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 1))
      if (sent++ === pieces) controller.close()
      else controller.enqueue(new Uint8Array(bytes))
    },
  })
}

describe('uploads at the same time', () => {
  it('stay within the limit together, with and without a length', async () => {
    const server = testServer({ limits })
    const headers = { 'content-length': '3000' }
    const announced = Array.from({ length: 5 }, () => server.ask('POST', ofModel, new Uint8Array(3000), headers))
    const unannounced = Array.from({ length: 5 }, () => server.ask('POST', ofModel, streamOf(10, 300)))
    const statuses = (await Promise.all([...announced, ...unannounced])).map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set([200, 413]))
    expect(statuses.filter((status) => status === 200)).toHaveLength(3)
    expect(readdirSync(server.options.uploads)).toHaveLength(3)
  })

  it('stay within the limit together over real connections, and with what archives hold', async () => {
    const folders = { workdirs: temporaryFolder(), out: temporaryFolder(), uploads: temporaryFolder() }
    const serving = await serve({ host: '127.0.0.1', port: 0, orNext: false, allow: [], ...folders, limits })
    const zip = encodeZip([{ name: 'train_list.txt', data: new Uint8Array(1800) }])
    try {
      const send = async (index: number): Promise<number> => {
        const [query, body] =
          index % 2 === 0 ? ['kind=model&name=a.onnx', new Uint8Array(1800)] : ['kind=dataset&name=a.zip', zip]
        const address = `http://127.0.0.1:${serving.port}/api/uploads?${query}`
        return (await fetch(address, { method: 'POST', body })).status
      }
      const statuses = await Promise.all(Array.from({ length: 20 }, (_, index) => send(index)))
      expect(new Set(statuses)).toEqual(new Set([200, 413]))
      const kept = readdirSync(folders.uploads, { withFileTypes: true, recursive: true }).filter((entry) =>
        entry.isFile(),
      )
      const bytes = kept.map(({ parentPath, name }) => statSync(join(parentPath, name)).size)
      expect(bytes.length).toBe(statuses.filter((status) => status === 200).length)
      expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(limits.totalBytes)
    } finally {
      await serving.close()
    }
  }, 60_000)

  it('give their bytes back when they fail or are removed', async () => {
    const server = testServer({ limits })
    for (let count = 0; count < 3; count++)
      expect((await server.ask('POST', ofModel, streamOf(20, 1000))).status).toBe(413)
    const upload = (await (await server.ask('POST', ofModel, streamOf(9, 1000))).json()) as { id: string }
    await server.json('DELETE', `/api/uploads/${upload.id}`)
    expect((await server.ask('POST', ofModel, streamOf(9, 1000))).status).toBe(200)
  })
})

describe('an unfinished upload', () => {
  it('is no model, and goes with the next start after a kill', async () => {
    const uploads = mkdtempSync(join(tmpdir(), 'ocrdet-uploads-'))
    const left = `.id.${hostInFileName()}.4194305.1.aside`
    writeFileSync(join(uploads, left), 'half')
    mkdirSync(join(uploads, `.set.${hostInFileName()}.4194305.2.aside`))
    const server = testServer({ uploads })
    expect(readdirSync(uploads)).toEqual([])
    const coming = server.ask('POST', ofModel, streamOf(200, 10))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(readdirSync(uploads)).toEqual([expect.stringMatching(/^\..*\.aside$/) as string])
    expect(await server.json('GET', '/api/models')).not.toMatchObject({ models: [{ kind: 'onnx' }] })
    expect((await coming).status).toBe(200)
    expect(readdirSync(uploads)).toEqual(['a.onnx'])
  })

  it('says what the disk says', async () => {
    const uploads = new Uploads({ limits, uploads: '/dev/null/uploads' })
    const request = new Request('http://127.0.0.1/', { method: 'POST', body: 'x' })
    await expect(uploads.receive(request, { kind: 'model', name: 'a.onnx' })).rejects.toMatchObject({
      code: 'not-a-folder',
    })
  })
})
