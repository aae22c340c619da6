// config.yaml: the article's file, round trips, and everything that can be wrong with one.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Facts, loadConfigFile, parseConfig, readConfigFile, renderConfigYaml } from '../../src/run/config.ts'
import { ConfigError } from '../../src/run/config-error.ts'
import { presets } from '../../src/run/settings/presets.ts'
import { type Config, mainSettingNames, settingNames, settingOf, settings } from '../../src/run/settings/table.ts'
import { temporaryFolder, userErrorOf } from './temporary.ts'

const articleConfig = 'tests/run/fixtures/article-config.yaml'

function fileOf(text: string): string {
  const path = join(temporaryFolder(), 'c.yaml')
  writeFileSync(path, text)
  return path
}

/** `key: expected ... found ...` without the file's path, one a problem. */
function problemsOf(action: () => unknown): string[] {
  const error = userErrorOf(action)
  if (!(error instanceof ConfigError)) throw error
  return error.problems.map(({ key, expected, found, where, next }) => {
    const place = where.replace(/^.*c\.yaml/, 'c.yaml')
    return [`${place} ${key}: ${expected} / ${found}`, ...(next === undefined ? [] : [next])].join(' / ')
  })
}

describe('the table of settings', () => {
  it("begins with the article's keys, in its order, whose values are a preset", () => {
    expect(mainSettingNames).toEqual([
      'train_data_dir',
      'batch_size',
      'num_epochs',
      'learning_rate',
      'input_size',
      'backbone',
      'optimizer',
      'scheduler',
    ])
    expect(settingNames.slice(0, 8)).toEqual(mainSettingNames)
    const { config } = loadConfigFile(articleConfig)
    expect(parseConfig({ ...presets.standard.settings, train_data_dir: '/root/custom_data' })).toEqual(config)
  })

  it.each(settingNames)(
    '%s has a default of its own kind, a sentence in both languages, and text that reads back',
    (name) => {
      const { kind, default: preset, sentence, sentenceZh } = settingOf(name)
      expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/)
      expect(sentence).toMatch(/^\S.*\.$/)
      expect(sentenceZh).toMatch(/\p{Script=Han}.*。$/u)
      if (name === 'train_data_dir') {
        expect(preset).toBeUndefined()
        return
      }
      expect(kind.type().parse(preset)).toEqual(preset)
      expect(kind.type().parse(kind.fromText(kind.toText(preset)))).toEqual(preset)
    },
  )
})

describe('loadConfigFile', () => {
  it("reads the article's own file", () => {
    const { config, facts } = loadConfigFile(articleConfig)
    expect(config).toMatchObject({
      train_data_dir: '/root/custom_data',
      batch_size: 8,
      num_epochs: 5,
      learning_rate: 0.007,
      input_size: [800, 800],
      backbone: 'resnet18',
      optimizer: 'SGD',
      scheduler: 'StepLR',
      seed: 0,
    })
    expect(facts).toEqual({})
  })

  it('reads what renderConfigYaml writes, settings and facts', () => {
    const config = parseConfig({
      train_data_dir: "/数据 集/it's: #1",
      input_size: '640x960',
      weight_decay: 1e-7,
      init: 'yes',
      optimizer: 'AdamW',
    })
    const facts: Facts = { ocrdet: '0.1.0', data_hash: '0123', environment: { node: 'v20', cores: 2, list: [1, null] } }
    const text = renderConfigYaml(config, facts)
    expect(loadConfigFile(fileOf(text))).toEqual({ config, facts })
    expect(config.input_size).toEqual([640, 960])
  })

  it('reads back every configuration that is valid', () => {
    const path = fileOf('')
    fc.assert(
      fc.property(arbitraryConfig(), (config) => {
        writeFileSync(path, renderConfigYaml(config))
        expect(loadConfigFile(path).config).toEqual(config)
      }),
      { seed: 1, numRuns: 100 },
    )
  })

  it('knows what runs did before there was a setting, and takes the default for files of people', () => {
    const paddingOf = (text: string) => loadConfigFile(fileOf(`train_data_dir: d\n${text}`)).config.padding
    expect(paddingOf('facts:\n  device: cpu\n')).toBe('full')
    expect(paddingOf('')).toBe('minimal')
    expect(paddingOf('padding: minimal\nfacts:\n  device: cpu\n')).toBe('minimal')
  })

  it('takes CRLF, a byte order mark and an empty line', () => {
    const text = readFileSync(articleConfig, 'utf8')
    expect(loadConfigFile(fileOf(`\uFEFF${text.replaceAll('\n', '\r\n')}\r\n`))).toEqual(loadConfigFile(articleConfig))
  })
})

/** Valid configurations; text without control characters, as paths are. */
function arbitraryConfig(): fc.Arbitrary<Config> {
  const values = Object.fromEntries(settingNames.map((name) => [name, arbitraryValue(name)]))
  return fc
    .record(values)
    .filter((config) => Number(config['scale_min']) <= Number(config['scale_max']))
    .filter((config) => Number(config['threshold_min']) <= Number(config['threshold_max']))
    .map((config) => config as unknown as Config)
    .map((config) => (dividesEvenly(config) ? config : { ...config, micro_batch: config.batch_size }))
}

function dividesEvenly({ batch_size, micro_batch }: Config): boolean {
  return micro_batch === 'auto' || batch_size % micro_batch === 0
}

function arbitraryValue(name: (typeof settingNames)[number]): fc.Arbitrary<unknown> {
  const { type, control } = settingOf(name).kind
  const accepted = (value: unknown): boolean => type().safeParse(value).success
  if (control.control === 'toggle') return fc.boolean()
  if (control.control === 'choice') return fc.constantFrom(...control.choices)
  if (control.control === 'size') {
    const side = fc.integer({ min: 1, max: 64 }).map((count) => count * 32)
    return fc.tuple(side, side)
  }
  if (control.control === 'number') {
    const { min, max, whole } = control
    const numbers = whole ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true })
    return numbers.map((value) => value + 0).filter(accepted)
  }
  if (accepted(3)) return fc.oneof(fc.constant('auto'), fc.integer({ min: 1, max: 64 }))
  return fc.string({ unit: 'grapheme', minLength: 1 }).filter(accepted)
}

describe('micro_batch', () => {
  it('divides the batch', () => {
    expect(parseConfig({ train_data_dir: 'd', batch_size: 6, micro_batch: 3 }).micro_batch).toBe(3)
    expect(() => parseConfig({ train_data_dir: 'd', batch_size: 6, micro_batch: 4 }, '--micro-batch')).toThrow(
      expect.objectContaining({ expected: 'a divisor of batch_size (6)', found: '4', where: '--micro-batch' }),
    )
  })
})

describe('renderConfigYaml', () => {
  it("begins with the article's own lines", () => {
    const { config } = loadConfigFile(articleConfig)
    expect(renderConfigYaml(config).startsWith(`${readFileSync(articleConfig, 'utf8')}\n# --- Run\n`)).toBe(true)
  })

  it('puts the sentence above each of our settings, and the facts last', () => {
    const text = renderConfigYaml(loadConfigFile(articleConfig).config, { data_hash: 'abc' })
    expect(text).toContain(`# ${settings.momentum.sentence}\nmomentum: 0.9\n`)
    expect(
      text.endsWith(
        '# --- What the run recorded about itself; skipped when this file is loaded\nfacts:\n  data_hash: abc\n',
      ),
    ).toBe(true)
  })

  it('writes numbers and texts so that YAML 1.1 readers see the same', () => {
    const config = parseConfig({ train_data_dir: '1e3', weight_decay: 1e-7, init: 'no' })
    const text = renderConfigYaml(config)
    // PyYAML: 1e-7 is a text, 1.0e-7 a number; no is false, "no" a text
    expect(text).toContain('\nweight_decay: 1.0e-7\n')
    expect(text).toContain('\ninit: "no"\n')
    expect(text).toContain('train_data_dir: "1e3"\n')
  })
})

describe('a configuration with mistakes', () => {
  it('is refused with every one of them, each with its line', () => {
    const path = fileOf(
      [
        'train_data_dir: 5',
        'batchsize: 8',
        'batch_size: eight',
        'optimizer: sgd',
        'input_size: [801, 800]',
        'scale_min: 4',
        'learning_rate: .nan',
        'zzz: 3',
        'augment: yes',
        'num_epochs: null',
      ].join('\n'),
    )
    expect(problemsOf(() => loadConfigFile(path))).toEqual([
      'c.yaml:2 batchsize: the name of a setting / the text "batchsize" / Did you mean batch_size?',
      'c.yaml:8 zzz: the name of a setting / the text "zzz" / See ocrdet train --help for all settings',
      'c.yaml:1 train_data_dir: the path of a data set folder / 5',
      'c.yaml:3 batch_size: a whole number from 1 to 4096 / the text "eight"',
      'c.yaml:10 num_epochs: a whole number from 1 to 100000 / nothing',
      'c.yaml:7 learning_rate: a number above 0, at most 10 / NaN',
      'c.yaml:5 input_size: [height, width], each a multiple of 32 from 32 to 2048 / the list [801,800]',
      'c.yaml:4 optimizer: one of SGD, Adam, AdamW / the text "sgd" / Did you mean SGD?',
      'c.yaml:9 augment: true or false / the text "yes"',
      'c.yaml:6 scale_min: at most scale_max (3) / 4',
    ])
  })

  it('is told in one sentence when there is one mistake, in a list when there are more', () => {
    const one = userErrorOf(() => parseConfig({ train_data_dir: 'd', batch_size: 0 }, '--batch-size'))
    expect(one.render()).toBe(
      'The setting "batch_size" cannot be used\n  expected: a whole number from 1 to 4096\n  found: 0\n  where: --batch-size',
    )
    const two = userErrorOf(() => parseConfig({ batch_size: 0 }, 'c.yaml'))
    expect(two.render()).toBe(
      [
        'The configuration has 2 problems:',
        '  c.yaml train_data_dir: expected the path of a data set folder, found nothing',
        '  c.yaml batch_size: expected a whole number from 1 to 4096, found 0',
      ].join('\n'),
    )
  })

  it.each<[unknown, string]>([
    [31, 'not a multiple'],
    [0, 'too small'],
    [2080, 'too large'],
    ['800x', 'half a size'],
    ['axb', 'letters'],
    [[800], 'one side'],
    [[800, 800, 3], 'three sides'],
    [{ height: 800 }, 'a mapping'],
    [[800, '800'], 'a text inside'],
    [800.5, 'a fraction'],
  ])('refuses the input size %j (%s)', (size) => {
    expect(problemsOf(() => parseConfig({ train_data_dir: 'd', input_size: size }))).toHaveLength(1)
  })

  it.each([
    ['train_data_dir: [', 'valid YAML'],
    ['batch_size: 8\nbatch_size: 9', 'the same name twice (column 1)'],
    ['- 1\n- 2', 'settings, one'],
    ['just words', 'settings, one'],
    ['a: *nothing', 'the alias *nothing without its anchor'],
    ['batch_size: &a [*a]', 'an alias that holds itself'],
    ['\0\0\0', ''],
    ['train_data_dir: d\n__proto__: {batch_size: 3}', '__proto__'],
    ['train_data_dir: d\nconstructor: 1', 'constructor'],
    ['', 'train_data_dir'],
  ])('tells what is wrong with %j', (text, expected) => {
    const path = fileOf(text)
    expect(userErrorOf(() => loadConfigFile(path)).render()).toContain(expected)
  })

  it('survives aliases that would unfold to gigabytes', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
    for (let level = 1; level < 12; level++) {
      lines.push(`a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ')}]`)
    }
    expect(userErrorOf(() => loadConfigFile(fileOf(lines.join('\n')))).code).toBe('bad-config')
  })

  it('is refused when it is missing, a folder, or far too large', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'c.yaml'))
    expect(userErrorOf(() => loadConfigFile(join(folder, 'gone.yaml'))).code).toBe('file-missing')
    expect(userErrorOf(() => loadConfigFile(join(folder, 'c.yaml'))).code).toBe('not-a-file')
    const large = fileOf(`# ${'x'.repeat(1_100_000)}`)
    expect(userErrorOf(() => readConfigFile(large)).code).toBe('bad-config')
  })

  it('never throws anything but a ConfigError', () => {
    const keys = fc.oneof(fc.constantFrom<string>(...settingNames), fc.string())
    fc.assert(
      fc.property(fc.dictionary(keys, fc.anything()), (values) => {
        try {
          parseConfig(values)
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError)
        }
      }),
      { seed: 2, numRuns: 500 },
    )
  })
})
