// What a job reports reaches the page in both languages: the notes of an import, with what was expected and found.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import type { Job } from '../../src/server/api.ts'
import { testServer } from './harness.ts'

it('tells in both languages what an import expected and found', async () => {
  const server = testServer()
  const source = join(server.options.folders[0], 'labelled')
  mkdirSync(source)
  const pixels = await sharp({ create: { width: 64, height: 48, channels: 3, background: 'white' } })
    .jpeg()
    .toBuffer()
  for (const name of ['1.jpg', '2.jpg', '3.jpg']) writeFileSync(join(source, name), pixels)
  const text = JSON.stringify([
    {
      transcription: 'a',
      points: [
        [1, 1],
        [20, 1],
        [20, 9],
        [1, 9],
      ],
    },
  ])
  const damaged = '[{"transcription": "a" "points": 1}]'
  writeFileSync(join(source, 'Label.txt'), `1.jpg\t${text}\n2.jpg\t${text}\n3.jpg\t${damaged}\n`)
  const task = { kind: 'import', source, dir: 'new', format: 'paddleocr' }
  const { id }: Job = await server.json('POST', '/api/jobs', task)
  await expect
    .poll(async () => ((await server.json('GET', `/api/jobs/${id}`)) as Job).state, { timeout: 60_000 })
    .toBe('done')
  const { result }: Job = await server.json('GET', `/api/jobs/${id}`)
  const notes = result?.kind === 'import' ? result.notes : []
  expect(notes.find(({ where }) => where === 'Label.txt:3')).toMatchObject({
    code: 'file-malformed',
    message: 'The file is not what its format asks for',
    expected: 'a comma or }',
    detailsZh: { message: '文件不符合该格式的要求', expected: '逗号或 }', next: expect.stringContaining('重新导出') },
  })
})
