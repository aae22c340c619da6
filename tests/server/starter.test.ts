// The starter model: made by one click in a process of its own, then the first of the models.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Launch, Model, RunPage, RunRow } from '../../src/server/api.ts'
import { starterName } from '../../src/run/layout.ts'
import { nameRun } from '../../src/run/names.ts'
import { resolveRun } from '../../src/run/resolve.ts'
import { findStarter, nameStarter } from '../../src/tasks/starter.ts'
import { addRun, testServer } from './harness.ts'

const finished = ['[INFO] Training completed successfully.']
const stopped = ['[INFO] Training stopped by user.']
const [first, second] = ['exp_20260105_143022', 'exp_20260106_100000']

describe('making the starter model', () => {
  const server = testServer()
  const modelsNow = async (): Promise<Model[]> =>
    ((await server.json('GET', '/api/models')) as { models: Model[] }).models
  const rowsNow = async (): Promise<RunRow[]> => ((await server.json('GET', '/api/runs')) as { runs: RunRow[] }).runs

  afterAll(async () => {
    for (const { id } of await rowsNow()) await server.ask('POST', `/api/runs/${id}/stop`)
  })

  it('trains on made-up pictures, and lists the model first', async () => {
    const tiny = { epochs: 1, pictures: 4 }
    const [one, two]: Launch[] = await Promise.all([
      server.json('POST', '/api/starter', tiny),
      server.json('POST', '/api/starter', tiny),
    ])
    expect(two.id).toBe(one.id)
    await expect.poll(rowsNow, { timeout: 100_000 }).toMatchObject([{ names: [starterName], epochs: 1 }])
    const state = async (): Promise<string> =>
      ((await server.json('GET', `/api/runs/${starterName}`)) as RunPage).row.state.name
    await expect.poll(state, { timeout: 100_000 }).not.toBe('running')
    expect(await state()).toBe('finished')
    addRun(server, { id: 'exp_20990101_000000', log: finished })
    expect(await modelsNow()).toMatchObject([
      { kind: 'starter', reference: starterName, label: starterName, threshold: 0.4 },
    ])
    const again = await server.ask('POST', '/api/starter', tiny)
    expect([again.status, await again.json()]).toMatchObject([409, { code: 'starter-there' }])
    const settings = { train_data_dir: `${server.options.uploads}/starter_data`, init: starterName }
    expect(await server.json('POST', '/api/trainings/estimate', { settings })).toMatchObject({ problems: [] })
  }, 240_000)

  it('refuses what is no number of epochs', async () => {
    const answer = await server.ask('POST', '/api/starter', { epochs: 0 })
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'bad-input', where: 'body.epochs' }])
  })
})

describe('the name of the starter model', () => {
  it('goes from an attempt that was stopped to the next one, and stays with one that finished', () => {
    const server = testServer()
    const { workdirs } = server.options
    addRun(server, { id: first, log: stopped })
    expect(nameStarter(first, workdirs)).toBe(true)
    addRun(server, { id: second, log: finished })
    expect(nameStarter(second, workdirs)).toBe(true)
    expect(nameStarter(first, workdirs)).toBe(false)
    expect(findStarter(workdirs)).toMatchObject({ id: second, names: [starterName] })
  })

  it('makes a run like any other while its training is not finished', async () => {
    const server = testServer()
    const { workdirs } = server.options
    const folder = addRun(server, { id: first, log: stopped })
    writeFileSync(join(folder, 'checkpoints', 'best_model.pth'), 'weights')
    nameRun(resolveRun(first, workdirs), starterName, { workdirs })
    expect(await server.json('GET', '/api/models')).toMatchObject({ models: [{ kind: 'run', reference: first }] })
  })

  it('tells the command that makes it where there is none', () => {
    const { options } = testServer()
    expect(() => resolveRun(starterName, options.workdirs)).toThrow(
      expect.objectContaining({ code: 'starter-missing', next: expect.stringMatching(/ocrdet starter$/) }),
    )
  })
})
