// Adding what was detected to a data set through the server, and saving an image that stands elsewhere in the lists by now.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encodeJpeg } from '../../src/data/image.ts'
import type { EditedImage, Job, JobResult, Upload } from '../../src/server/api.ts'
import { testServer, type TestServer } from './harness.ts'

const by = 'a browser'
const jpeg = (shade: number): Promise<Uint8Array> =>
  encodeJpeg({ width: 60, height: 40, data: new Uint8Array(7200).fill(shade) }, 60)

async function resultOf(server: TestServer, started: Job): Promise<Job> {
  for (;;) {
    const job: Job = await server.json('GET', `/api/jobs/${started.id}`)
    if (!['waiting', 'running'].includes(job.state)) return job
    await new Promise((resolve) => {
      setTimeout(resolve, 50)
    })
  }
}

type Added = Extract<JobResult, { kind: 'add-to-data' }>

describe('what was detected', { timeout: 60_000 }, () => {
  it('is added to a new data set, and told when it is there already', async () => {
    const server = testServer()
    const data = join(server.root, 'data', 'mine')
    const upload: Upload = await server.json('POST', '/api/uploads?kind=image&name=a.jpg', await jpeg(200))
    const texts = [{ box: [1, 1, 30.26, 1, 30.26, 12, 1, 12], score: 0.9, transcript: 'one' }]
    const from = { is: 'detection', upload: upload.id, model: 'a model', texts }
    const ask = async () =>
      resultOf(server, await server.json('POST', '/api/jobs', { kind: 'add-to-data', data, from, by }))
    expect(await ask()).toMatchObject({
      state: 'done',
      result: { root: data, added: 1, first: { split: 'train', index: 0, name: 'a.jpg' }, duplicateCount: 0 },
    })
    expect(readFileSync(join(data, 'train_gts/a.txt'), 'utf8')).toBe('1,1,30.3,1,30.3,12,1,12,one\n')
    const again = (await ask()).result as Added
    expect([again.added, again.duplicates]).toEqual([0, [{ split: 'train', index: 0, name: 'a.jpg', given: 'a.jpg' }]])
  })

  it('is added of a whole batch; images that are gone are told', async () => {
    const server = testServer()
    const photos = join(server.root, 'data', 'photos')
    mkdirSync(photos)
    writeFileSync(join(photos, 'b.jpg'), await jpeg(100))
    const folder = join(server.options.out, 'outputs_20260105143022', 'json')
    mkdirSync(folder, { recursive: true })
    const result = (name: string) => ({
      image_path: join(photos, name),
      texts: [['two']],
      boxes: [[2, 2, 30, 2, 30, 12, 2, 12]],
      scores: [0.8],
      success: true,
      inference_time: 0.1,
    })
    writeFileSync(join(folder, 'result.json'), JSON.stringify([result('b.jpg'), result('gone.jpg')]))
    const data = join(server.root, 'data', 'mine')
    const from = { is: 'batch', output: 'outputs_20260105143022' }
    const job = await resultOf(server, await server.json('POST', '/api/jobs', { kind: 'add-to-data', data, from, by }))
    expect(job).toMatchObject({ state: 'done', result: { added: 1, skipped: 1 } })
    expect(job.skipped.map(({ what }) => what)).toEqual([join(photos, 'gone.jpg')])
    expect(readFileSync(join(data, 'train_gts/b.txt'), 'utf8')).toBe('2,2,30,2,30,12,2,12,two\n')
  })

  it('is not written outside of the folders that are served', async () => {
    const server = testServer()
    const upload: Upload = await server.json('POST', '/api/uploads?kind=image&name=a.jpg', await jpeg(200))
    const from = { is: 'detection', upload: upload.id, model: 'a model', texts: [] }
    const data = join(server.root, 'elsewhere')
    mkdirSync(data)
    const response = await server.ask('POST', '/api/jobs', { kind: 'add-to-data', data, from, by })
    expect(response.status).toBe(403)
  })
})

it('saves the image that was shown although another one has its place in the list now', async () => {
  const server = testServer()
  const data = join(server.root, 'data', 'set')
  for (const folder of ['train_images', 'train_gts']) mkdirSync(join(data, folder), { recursive: true })
  for (const name of ['1', '2']) {
    writeFileSync(join(data, 'train_images', `${name}.jpg`), await jpeg(200))
    writeFileSync(join(data, 'train_gts', `${name}.txt`), '')
  }
  writeFileSync(join(data, 'train_list.txt'), '1.jpg\n2.jpg\n')
  await server.json('POST', '/api/editing', { data, by })
  const query = `data=${encodeURIComponent(data)}&split=train`
  const second: EditedImage = await server.json('GET', `/api/editing/image/1?${query}`)
  writeFileSync(join(data, 'train_list.txt'), '2.jpg\n1.jpg\n')
  const texts = [{ box: [0, 0, 30, 0, 30, 20, 0, 20], transcript: 'two', ignore: false }]
  const { revision, groundTruthFile: file } = second
  await server.json('PUT', '/api/editing/image/1', { data, split: 'train', file, revision, texts, reviewed: true, by })
  expect(['1', '2'].map((name) => readFileSync(join(data, `train_gts/${name}.txt`), 'utf8'))).toEqual([
    '',
    '0,0,30,0,30,20,0,20,two\n',
  ])
  const gone = await server.ask('PUT', '/api/editing/image/0', {
    data,
    split: 'train',
    file: 'train_gts/9.txt',
    revision,
    texts,
    reviewed: true,
    by,
  })
  expect(await gone.json()).toMatchObject({ code: 'not-found' })
})
