// Flags derived from the settings.
import { describe, expect, it } from 'vitest'
import { type SettingFlag, settingFlags } from '../../src/run/settings/flags.ts'
import { settingNames } from '../../src/run/settings/table.ts'
import { userErrorOf } from './temporary.ts'

function flag(name: string): SettingFlag {
  const found = settingFlags.find((candidate) => candidate.flag === name)
  if (found === undefined) throw new Error(`no flag ${name}`)
  return found
}

describe('settingFlags', () => {
  it('has one flag a setting, in kebab case', () => {
    expect(settingFlags.map(({ name }) => name)).toEqual(settingNames)
    expect(flag('--batch-size')).toMatchObject({
      name: 'batch_size',
      placeholder: '<n>',
      expected: { en: 'a whole number from 1 to 4096', zh: '1 到 4096 之间的整数' },
      defaultText: '4',
      unit: 'images',
      group: 'main',
      advanced: false,
    })
    expect(flag('--input-size').defaultText).toBe('800x800')
    expect(flag('--train-data-dir').defaultText).toBeUndefined()
  })

  it.each([
    ['--input-size', '800x608', [800, 608]], // height first
    ['--input-size', '640', [640, 640]],
    ['--batch-size', '16', 16],
    ['--learning-rate', '1e-3', 0.001],
    ['--learning-rate', '.5', 0.5],
    ['--lr-step-size', 'auto', 'auto'],
    ['--lr-step-size', '3', 3],
    ['--augment', 'false', false],
    ['--augment', 'ON', true],
    ['--optimizer', 'AdamW', 'AdamW'],
    ['--init', '', ''],
  ])('%s %s is %j', (name, text, value) => {
    expect(flag(name).parse(text)).toEqual(value)
  })

  it.each([
    ['--input-size', '801x800', 'multiple of 32'],
    ['--input-size', '99999999999x32', 'multiple of 32'],
    ['--batch-size', 'eight', 'a whole number from 1 to 4096'],
    ['--batch-size', '8.5', 'a whole number from 1 to 4096'],
    ['--batch-size', '', 'a whole number from 1 to 4096'],
    ['--batch-size', '0x10', 'a whole number from 1 to 4096'],
    ['--learning-rate', 'Infinity', 'a number above 0'],
    ['--optimizer', 'sdg', 'Did you mean --optimizer SGD?'],
    ['--device', 'gpu', 'one of auto, cpu, webgpu, cuda'],
    ['--augment', 'maybe', 'true or false'],
  ])('%s %s is refused, naming %s', (name, text, expected) => {
    const error = userErrorOf(() => flag(name).parse(text))
    expect(error).toMatchObject({ code: 'bad-flag', where: name })
    expect(error.render()).toContain(expected)
  })
})
