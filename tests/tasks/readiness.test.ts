// What is said before a training is started.
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/run/config.ts'
import { readinessOf } from '../../src/tasks/train/readiness.ts'
import { synthesize } from '../../src/prepare/synth/synthesize.ts'
import { temporaryFolder } from './training.ts'

async function dataset(): Promise<string> {
  const folder = join(temporaryFolder(), 'data')
  await synthesize(folder, { train: 6, test: 2, size: [96, 96], seed: 1 })
  return folder
}

const look = (data: string, settings: Readonly<Record<string, unknown>>) =>
  readinessOf({ config: parseConfig({ train_data_dir: data, ...settings }, (key) => key) })

describe('before a training', () => {
  it('too few steps are counted, and how many epochs make enough: more from random weights', async () => {
    const data = await dataset()
    const few = { batch_size: 2, num_epochs: 1, input_size: [96, 96] }
    expect((await look(data, few)).steps).toEqual({ planned: 3, needed: 20, epochs: 7 })
    expect((await look(data, { ...few, init: 'none' })).steps).toEqual({ planned: 3, needed: 100, epochs: 34 })
    expect((await look(data, { ...few, num_epochs: 7 })).steps).toBeUndefined()
  })

  it('texts that are too small are counted, and a size is named at which they are not', async () => {
    const data = await dataset()
    const { smallTexts } = await look(data, { input_size: [32, 32] })
    expect(smallTexts?.better?.[0]).toBeGreaterThan(32)
    expect((await look(data, { input_size: smallTexts?.better })).smallTexts).toBeUndefined()
  })

  it('errors of the data set are counted and told', async () => {
    const data = await dataset()
    appendFileSync(join(data, 'train_list.txt'), 'train_images/lost.jpg train_gts/lost.txt\n')
    const { errors, problems } = await look(data, {})
    expect(errors).toBeGreaterThan(0)
    expect(problems[0]?.problems[0]?.file).toBe('train_images/lost.jpg')
  })

  it('an empty folder is an error, not a training without steps', async () => {
    const { errors, steps } = await look(temporaryFolder(), {})
    expect(errors).toBeGreaterThan(0)
    expect(steps).toBeUndefined()
  })
})
