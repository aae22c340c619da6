// Runs over HTTP: list, page, log, curves, notes, names, the trash, comparison.
import { existsSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Curves, Diagnosis, Job, RunPage } from '../../src/server/api.ts'
import { addRun, testServer, trainLines } from './harness.ts'

const completed = '[INFO] Training completed successfully.'
const evaluated = (epoch: number, f: number) =>
  `[VAL] Epoch ${epoch} finished. F-score: ${f.toFixed(3)}, Precision: 0.700, Recall: 0.600`

describe('the list of runs', () => {
  it('filters, sorts and searches', async () => {
    const server = testServer()
    addRun(server, { id: 'exp_20260105_143022', log: [...trainLines([2, 1]), evaluated(1, 0.5), completed] })
    addRun(server, { id: 'exp_20260106_143022', log: [...trainLines([2, 1]), evaluated(1, 0.8), completed] })
    await server.json('POST', '/api/runs/exp_20260105_143022/tags', { add: ['good'] })
    const ids = async (query: string): Promise<string[]> =>
      ((await server.json('GET', `/api/runs?${query}`)) as { runs: { id: string }[] }).runs.map(({ id }) => id)
    expect(await ids('')).toEqual(['exp_20260106_143022', 'exp_20260105_143022'])
    expect(await ids('sort=%2Bf_score')).toEqual(['exp_20260105_143022', 'exp_20260106_143022'])
    expect(await ids('where=f_score%20%3E%200.7')).toEqual(['exp_20260106_143022'])
    expect(await ids('search=good')).toEqual(['exp_20260105_143022'])
    const wrong = await server.ask('GET', '/api/runs?where=f_scor%20%3E')
    expect(wrong.status).toBe(400)
    expect(await wrong.json()).toMatchObject({ code: 'bad-where' })
  })

  it('passes over runs that a link leads to outside of the folders', async () => {
    const [server, other] = [testServer(), testServer()]
    const folder = addRun(other)
    symlinkSync(folder, join(server.options.workdirs, 'evil'))
    expect(await server.json('GET', '/api/runs')).toMatchObject({ runs: [] })
    expect((await server.ask('GET', '/api/runs/evil')).status).toBe(404)
  })
})

describe('one run', () => {
  it('shows its page', async () => {
    const server = testServer()
    addRun(server, { log: [...trainLines([2, 1]), evaluated(1, 0.5), completed] })
    const page: RunPage = await server.json('GET', '/api/runs/exp_20260105_143022')
    expect(page.row.state.name).toBe('finished')
    expect(page.row.best).toMatchObject({ fScore: 0.5 })
    expect(page.config).toMatchObject({ batch_size: 4, learning_rate: 0.0003 })
    expect(page.resumable).toBe(false)
    expect(page.edited).toBe(false)
  })

  it('reads the end of the log, a page of it, and what a filter lets through', async () => {
    const server = testServer()
    addRun(server, { log: [...trainLines(Array.from({ length: 1000 }, () => 1)), '[WARN] something odd'] })
    const log = (
      query: string,
    ): Promise<{ lines: { number: number; text: string }[]; matching: number; start: number }> =>
      server.json('GET', `/api/runs/latest/log?${query}`)
    const end = await log('count=2')
    expect(end.lines.map(({ number }) => number)).toEqual([1002, 1003])
    expect(end.matching).toBe(1003)
    expect((await log('start=10&count=3')).lines.map(({ number }) => number)).toEqual([11, 12, 13])
    expect((await log('tags=WARN')).lines).toEqual([{ number: 1003, tag: 'WARN', text: '[WARN] something odd' }])
    expect((await log('text=ITER%20999%2F')).lines.map(({ number }) => number)).toEqual([1002])
    expect((await server.ask('GET', '/api/runs/latest/log?tags=NONE')).status).toBe(400)
  })

  it('thins curves without losing a spike or a NaN', async () => {
    const losses = Array.from({ length: 20_000 }, (_, step) => (step === 7777 ? 99 : step === 5000 ? 'nan' : 1))
    const server = testServer()
    addRun(server, { log: [...trainLines(losses), evaluated(1, 0.5)] })
    const curves: Curves = await server.json('GET', '/api/runs/latest/curves?points=400')
    const { step, value } = curves.series['loss'] ?? { step: [], value: [] }
    expect(curves.thinned).toBe(true)
    expect(step.length).toBeLessThan(500)
    expect(value[step.indexOf(7777)]).toBe(99)
    expect(value[step.indexOf(5000)]).toBeNull()
    expect(curves.series['fScore']).toMatchObject({ step: [20_000], value: [0.5] })
    const whole: Curves = await server.json('GET', '/api/runs/latest/curves?points=0&from=7770&to=7780')
    expect(whole.series['loss']?.step).toHaveLength(11)
  })

  it('says in both languages what is wrong', async () => {
    const server = testServer()
    addRun(server, { log: [...trainLines([2, 1]), '[ERROR] File not found: train_images/1.jpg'] })
    const diagnosis: Diagnosis = await server.json('GET', '/api/runs/latest/diagnosis')
    expect(diagnosis.verdict).toBe('unhealthy')
    const finding = diagnosis.findings.find(({ code }) => code === 'file-not-found')
    expect(finding?.title).toEqual({ en: 'Files are missing', zh: '数据加载失败' })
  })

  it('keeps notes, tags and names', async () => {
    const server = testServer()
    addRun(server)
    expect(await server.json('PUT', '/api/runs/latest/note', { note: '<b>good</b>' })).toMatchObject({
      note: '<b>good</b>',
    })
    expect(await server.json('POST', '/api/runs/latest/tags', { add: ['a', 'b'], remove: ['a'] })).toMatchObject({
      tags: ['b'],
    })
    expect(await server.json('PUT', '/api/runs/latest/names/基线', {})).toEqual({ names: ['基线'] })
    expect(await server.json('GET', '/api/runs/%E5%9F%BA%E7%BA%BF')).toMatchObject({ row: { names: ['基线'] } })
    expect(await server.json('DELETE', '/api/runs/latest/names/基线')).toEqual({ names: [] })
    expect((await server.ask('PUT', '/api/runs/latest/names/..', {})).status).toBe(404)
  })

  it('goes into the trash and comes back with its names', async () => {
    const server = testServer()
    const folder = addRun(server, { log: [completed] })
    await server.json('PUT', '/api/runs/latest/names/first', {})
    const { bin } = (await server.json('DELETE', '/api/runs/first')) as { bin: string }
    expect(existsSync(folder)).toBe(false)
    expect(await server.json('GET', '/api/runs')).toMatchObject({ runs: [] })
    expect(await server.json('POST', `/api/bin/${bin}/restore`)).toMatchObject({ names: ['first'], takenNames: [] })
    expect(existsSync(join(folder, 'log.txt'))).toBe(true)
  })
})

it('archives a run and brings it back, as jobs', async () => {
  const server = testServer()
  addRun(server, { log: [completed] })
  await server.json('PUT', '/api/runs/latest/names/first', {})
  const job = async (body: unknown): Promise<Job> => {
    const { id }: Job = await server.json('POST', '/api/jobs', body)
    for (;;) {
      const now: Job = await server.json('GET', `/api/jobs/${id}`)
      if (now.endedAt !== undefined) return now
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  expect(await job({ kind: 'archive', run: 'first' })).toMatchObject({ state: 'done', subject: 'exp_20260105_143022' })
  expect(await server.json('GET', '/api/archives')).toMatchObject({ archives: [{ names: ['first'] }] })
  expect((await server.ask('GET', '/api/runs/first')).status).toBe(404)
  expect(await job({ kind: 'restore', archive: 'first' })).toMatchObject({ result: { names: ['first'] } })
  expect(await job({ kind: 'restore', archive: 'first' })).toMatchObject({ failure: { code: 'archive-unknown' } })
  const link = join(server.options.workdirs, 'exp_20260105_143022', 'out')
  symlinkSync(server.options.folders[0], link)
  const { failure } = await job({ kind: 'archive', run: 'first' })
  expect(failure).toMatchObject({
    code: 'not-archivable',
    message: 'The run folder holds something that would not be restored',
    found: expect.stringMatching(/^the link "out", which leads out of the run folder/),
    detailsZh: {
      message: '实验文件夹中有无法恢复的内容',
      expected: '文件、文件夹，以及不指向实验文件夹之外的链接',
      found: expect.stringMatching(/^链接 "out"，它指向实验文件夹之外的 /),
      next: expect.stringContaining('请将链接替换为副本'),
    },
  })
})

it('compares runs image by image', async () => {
  const server = testServer()
  const box = [0, 0, 9, 0, 9, 9, 0, 9]
  for (const [id, state] of [
    ['exp_20260105_143022', 'matched'],
    ['exp_20260106_143022', 'missed'],
  ] as const) {
    const folder = addRun(server, { id, log: [completed], config: `train_data_dir: /x\nbatch_size: ${state.length}\n` })
    const found = { image: '1.jpg', boxes: [box], scores: [0.9], states: [state === 'matched' ? 'matched' : 'false'] }
    const groundTruth = { image: '1.jpg', boxes: [box], texts: [['猫']], states: [state] }
    writeFileSync(join(folder, 'eval_results/predictions.json'), JSON.stringify({ epoch: 3, images: [found] }))
    writeFileSync(join(folder, 'eval_results/ground_truth.json'), JSON.stringify({ images: [groundTruth] }))
  }
  const report = await server.json('GET', '/api/compare?runs=exp_20260105_143022,exp_20260106_143022')
  expect(report).toMatchObject({ images: [{ image: '1.jpg', fScores: [1, 0], spread: 1 }] })
  expect(await server.json('GET', '/api/runs/latest/evaluation')).toMatchObject({
    epoch: 3,
    images: [{ image: '1.jpg', missed: 1, falseFinds: 1 }],
  })
  expect(await server.json('GET', '/api/runs/latest/evaluation/0')).toMatchObject({
    available: false,
    groundTruth: [{ text: '猫', state: 'missed' }],
  })
})
