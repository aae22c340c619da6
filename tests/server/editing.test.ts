// Editing a data set through the server: opened once, saved at once, told when another was first, taken back.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encodeJpeg } from '../../src/data/image.ts'
import type { EditedImage, EditingState } from '../../src/server/api.ts'
import { testServer, type TestServer } from './harness.ts'

const line = '0,0,20,0,20,20,0,20,one\n'

async function scene(): Promise<{ server: TestServer; data: string; query: string }> {
  const server = testServer()
  const data = join(server.root, 'data', 'set')
  for (const folder of ['train_images', 'train_gts']) mkdirSync(join(data, folder), { recursive: true })
  const jpeg = await encodeJpeg({ width: 60, height: 40, data: new Uint8Array(7200).fill(200) }, 60)
  for (const name of ['1', '2']) {
    writeFileSync(join(data, 'train_images', `${name}.jpg`), jpeg)
    writeFileSync(join(data, 'train_gts', `${name}.txt`), line)
  }
  writeFileSync(join(data, 'train_list.txt'), '1.jpg\n2.jpg\n')
  return { server, data, query: `data=${encodeURIComponent(data)}&split=train` }
}

const by = 'a browser'
const text = (transcript: string) => ({ box: [0, 0, 30, 0, 30, 20, 0, 20], transcript, ignore: false })

describe('a data set that is edited', () => {
  it('is opened once, and then saved into at once', async () => {
    const { server, data, query } = await scene()
    const before: EditedImage = await server.json('GET', `/api/editing/image/0?${query}`)
    expect(before).toMatchObject({ isOpen: false, reviewed: false, width: 60, texts: [{ transcript: 'one' }] })
    const edit = { data, split: 'train', revision: before.revision, texts: [text('two')], reviewed: true, by }
    const refused = await server.ask('PUT', '/api/editing/image/0', edit)
    expect(await refused.json()).toMatchObject({ code: 'not-open-for-editing' })
    const opened: EditingState = await server.json('POST', '/api/editing', { data, by })
    expect(opened).toMatchObject({
      train: { images: 2, reviewed: 0 },
      opened: { backup: join(data, '.ocrdet/backup') },
    })
    const saved: EditedImage = await server.json('PUT', '/api/editing/image/0', edit)
    expect(saved).toMatchObject({ isOpen: true, reviewed: true, texts: [{ transcript: 'two' }] })
    expect(readFileSync(join(data, 'train_gts/1.txt'), 'utf8')).toBe('0,0,30,0,30,20,0,20,two\n')
    const list = await server.json('GET', `/api/editing/images?${query}`)
    expect((list as { images: { index: number }[] }).images.map(({ index }) => index)).toEqual([1, 0])
  })

  it('tells the second of two tabs, and overwrites nothing', async () => {
    const { server, data, query } = await scene()
    await server.json('POST', '/api/editing', { data, by })
    const { revision }: EditedImage = await server.json('GET', `/api/editing/image/0?${query}`)
    const edit = { data, split: 'train', revision, reviewed: true, by }
    await server.json('PUT', '/api/editing/image/0', { ...edit, texts: [text('mine')] })
    const second = await server.ask('PUT', '/api/editing/image/0', { ...edit, texts: [text('yours')] })
    expect(second.status).toBe(409)
    expect(await second.json()).toMatchObject({
      code: 'annotation-conflict',
      messageZh: expect.stringContaining('修改'),
    })
    expect(readFileSync(join(data, 'train_gts/1.txt'), 'utf8')).toContain('mine')
  })

  it('is taken back to any state', async () => {
    const { server, data, query } = await scene()
    await server.json('POST', '/api/editing', { data, by })
    const { revision }: EditedImage = await server.json('GET', `/api/editing/image/0?${query}`)
    const edit = { data, split: 'train', revision, texts: [], reviewed: true, by }
    const emptied: EditedImage = await server.json('PUT', '/api/editing/image/0', edit)
    const history = await server.json('GET', `/api/editing/image/0/history?${query}`)
    expect((history as { states: { action: string }[] }).states.map(({ action }) => action)).toEqual([
      'edit',
      'outside',
    ])
    const back = { data, split: 'train', revision: emptied.revision, to: revision, by }
    const again: EditedImage = await server.json('POST', '/api/editing/image/0/restore', back)
    expect([again.revision, readFileSync(join(data, 'train_gts/1.txt'), 'utf8')]).toEqual([revision, line])
  })

  it('names the box that crosses itself, in both languages', async () => {
    const { server, data, query } = await scene()
    await server.json('POST', '/api/editing', { data, by })
    const { revision }: EditedImage = await server.json('GET', `/api/editing/image/0?${query}`)
    const crossed = { ...text('x'), box: [0, 0, 20, 20, 20, 0, 0, 20] }
    const edit = { data, split: 'train', revision, texts: [text('a'), crossed], reviewed: true, by }
    const response = await server.ask('PUT', '/api/editing/image/0', edit)
    const { message, detailsZh } = (await response.json()) as { message: string; detailsZh: { message: string } }
    expect([message, detailsZh.message]).toEqual(['Box 2 cannot be saved', '第 2 个文本框无法保存'])
  })

  it('is not written in through a link that leads out of the folders', async () => {
    const { server, data } = await scene()
    const elsewhere = join(server.root, 'elsewhere')
    mkdirSync(elsewhere)
    symlinkSync(elsewhere, join(data, '..', 'way-out'))
    const response = await server.ask('POST', '/api/editing', { data: join(data, '..', 'way-out'), by })
    expect(response.status).toBe(403)
  })
})
