// The starter: a model of every installation, and what a training that is started from the page begins with.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Estimate, Result } from '../../src/server/api.ts'
import { parseConfig } from '../../src/run/config.ts'
import { modelPath } from '../../src/server/files/models.ts'
import { settingsFile } from '../../src/server/training/settings.ts'
import { synth } from '../../src/tasks/data/synth.ts'
import { addRun, testServer } from './harness.ts'

const run = 'exp_20260105_143022'

describe('the starter', () => {
  const server = testServer()

  it('is the first model, and the only one of a fresh installation', async () => {
    const fresh: Result<'listModels'> = await server.json('GET', '/api/models')
    expect(fresh).toMatchObject({
      models: [
        { kind: 'starter', reference: 'starter', label: expect.stringMatching(/^starter v\d+$/), threshold: 0.2 },
      ],
    })
    const folder = addRun(server, { id: run })
    writeFileSync(join(folder, 'checkpoints', 'best_model.pth'), 'weights')
    const later: Result<'listModels'> = await server.json('GET', '/api/models')
    expect(later.models.map(({ reference }) => reference)).toEqual(['starter', run])
    expect(modelPath(server.services, 'starter')).toBe('starter')
  })

  it('can be started from, as can random weights; another word is refused', async () => {
    const data = join(server.root, 'data', 'set')
    await synth(data, { train: 2, test: 1, seed: 1, size: [64, 64] })
    const estimated = (init: string): Promise<Estimate> =>
      server.json('POST', '/api/trainings/estimate', { settings: { train_data_dir: data, init } })
    expect((await estimated('starter')).problems).toEqual([])
    expect((await estimated('none')).problems).toEqual([])
    expect((await estimated('nowhere')).problems).toMatchObject([
      { code: expect.stringMatching(/path-outside|missing/) },
    ])
  })

  it('has a time for each preset, whatever the form stands at', async () => {
    const data = join(server.root, 'data', 'set')
    const presetsOf = async (settings: object): Promise<Estimate['presets']> =>
      (
        (await server.json('POST', '/api/trainings/estimate', {
          settings: { train_data_dir: data, ...settings },
        })) as Estimate
      ).presets
    const plain = await presetsOf({})
    expect(plain?.map(({ name }) => name)).toEqual(['quick', 'usual', 'standard', 'thorough'])
    const [quick, usual, standard, thorough] = plain ?? []
    expect(quick.seconds).toBeLessThan(usual.seconds)
    expect(usual.seconds).toBeLessThan(standard.seconds)
    expect(standard.seconds).toBeLessThan(thorough.seconds)
    const changed = await presetsOf({ num_epochs: 100 })
    expect(changed?.[2].seconds).toBeCloseTo(standard.seconds)
  })
})

it('a training gets the settings that were sent, and chooses all others itself', () => {
  const sent = { train_data_dir: '/data', num_epochs: 3 }
  const config = { ...parseConfig(sent), train_data_dir: '/real/data' }
  expect(JSON.parse(settingsFile(config, sent))).toEqual({ train_data_dir: '/real/data', num_epochs: 3 })
})
