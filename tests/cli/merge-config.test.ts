// Defaults, configuration file and flags of a training.
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mergeConfig } from '../../src/cli/commands/train.ts'
import { settingNames, type SettingName } from '../../src/run/settings/table.ts'
import { temporaryFolder, userErrorOf } from '../run/temporary.ts'

function typed(values: Partial<Record<SettingName, unknown>> = {}): Record<SettingName, unknown> {
  const none = Object.fromEntries(settingNames.map((name) => [name, undefined])) as Record<SettingName, undefined>
  return { ...none, ...values }
}

function configFile(content: string): string {
  const path = join(temporaryFolder(), 'c.yaml')
  writeFileSync(path, content)
  return path
}

describe('mergeConfig', () => {
  it('lets flags count more than the file, and the file more than the defaults', () => {
    const path = configFile('batch_size: 2\nnum_epochs: 3\n')
    const { config } = mergeConfig(path, { dir: 'data', settings: typed({ batch_size: 4 }) })
    expect(config).toMatchObject({ batch_size: 4, num_epochs: 3, learning_rate: 0.0003 })
  })

  it('lets the file count more than the preset, and tells which settings were given', () => {
    const path = configFile('num_epochs: 3\n')
    const { config, given } = mergeConfig(path, { dir: 'data', preset: 'thorough', settings: typed({ seed: 7 }) })
    expect(config.num_epochs).toBe(3)
    expect([...given].sort()).toEqual(['learning_rate', 'num_epochs', 'seed', 'train_data_dir'])
  })

  it('makes the path of the data set absolute', () => {
    expect(mergeConfig(undefined, { dir: 'my data', settings: typed() }).config.train_data_dir).toBe(resolve('my data'))
  })

  it('takes the data set from the file where none is typed, and the typed one where there are two', () => {
    const path = configFile('train_data_dir: /from/file\n')
    expect(mergeConfig(path, { dir: undefined, settings: typed() }).config.train_data_dir).toBe('/from/file')
    expect(mergeConfig(path, { dir: '/typed', settings: typed() }).config.train_data_dir).toBe('/typed')
    expect(
      mergeConfig(path, { dir: undefined, settings: typed({ train_data_dir: '/flag' }) }).config.train_data_dir,
    ).toBe('/flag')
  })

  it('refuses a data set that is missing or typed twice', () => {
    expect(userErrorOf(() => mergeConfig(undefined, { dir: undefined, settings: typed() }))).toMatchObject({
      code: 'missing-argument',
    })
    const twice = { dir: 'a', settings: typed({ train_data_dir: 'b' }) }
    expect(userErrorOf(() => mergeConfig(undefined, twice))).toMatchObject({ code: 'extra-argument' })
  })

  it('lists every problem of the file with its line', () => {
    const path = configFile('batch_size: 0\nlearning_rat: 0.1\n')
    const error = userErrorOf(() => mergeConfig(path, { dir: 'data', settings: typed() }))
    expect(error.code).toBe('bad-config')
    expect(error.render()).toContain(`${path}:1 batch_size: expected a whole number from 1 to 4096, found 0`)
    expect(error.render()).toContain(`${path}:2 learning_rat: expected the name of a setting`)
    expect(error.render()).toContain('Did you mean learning_rate?')
  })

  it('names the flag where two typed settings contradict each other', () => {
    const settings = typed({ scale_min: 3, scale_max: 2 })
    expect(userErrorOf(() => mergeConfig(undefined, { dir: 'data', settings }))).toMatchObject({ where: '--scale-min' })
  })
})
