// sweep.yaml: what it means, as trials, and everything that can be wrong with it.
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/run/config-error.ts'
import type { Parameter } from '../../src/run/sweep/parameters.ts'
import { configOfTrial, expandTrials, fewerThanAsked, planHash, type Trial } from '../../src/run/sweep/plan.ts'
import { readSweepFile } from '../../src/run/sweep/read.ts'
import type { SweepSpec } from '../../src/run/sweep/spec.ts'
import { temporaryFolder, userErrorOf } from './temporary.ts'

function fileOf(text: string): string {
  const path = join(temporaryFolder(), 'rates.yaml')
  writeFileSync(path, text)
  return path
}

function read(text: string, options = { data: '/data/receipts' }) {
  return readSweepFile(fileOf(text), options)
}

/** `rates.yaml:3 key: expected / found / next`, one a problem. */
function problemsOf(text: string, data: string | undefined = '/data/receipts'): string[] {
  const error = userErrorOf(() => readSweepFile(fileOf(text), { data }))
  if (!(error instanceof ConfigError)) throw error
  expect(error.code).toBe('bad-sweep')
  return error.problems.map(({ key, expected, found, where, next }) =>
    [`${where.replace(/^.*rates/, 'rates')} ${key}: ${expected}`, found, ...(next === undefined ? [] : [next])].join(
      ' / ',
    ),
  )
}

const valuesOf = (trials: readonly Trial[]) => trials.map(({ values }) => values)

describe('a sweep', () => {
  it('tells a bad name by the place where it was given', () => {
    const path = fileOf('parameters: { batch_size: [2, 4] }\n')
    const bad = userErrorOf(() => readSweepFile(path, { data: '/data', name: 'x'.repeat(300) }))
    expect(bad instanceof ConfigError && bad.problems.map(({ key, where }) => [key, where])).toEqual([
      ['name', '--name'],
    ])
    expect(problemsOf('name: a/b\nparameters: { batch_size: [2, 4] }\n')).toEqual([
      expect.stringContaining('rates.yaml:1 name: a name of letters'),
    ])
  })

  it('has every combination of a grid, the last setting changing first, each once', () => {
    const { spec, trials } = read(`
settings: { num_epochs: 2, input_size: 640 }
parameters:
  learning_rate: [0.001, 0.01, 0.001]
  optimizer: { values: [SGD, AdamW] }
  batch_size: { value: 2 }
`)
    expect(spec).toMatchObject({ name: 'rates', method: 'grid', metric: 'f_score', on_failure: 'continue' })
    expect(spec.settings).toEqual({ num_epochs: 2, input_size: [640, 640], train_data_dir: resolve('/data/receipts') })
    expect(valuesOf(trials)).toEqual([
      { learning_rate: 0.001, optimizer: 'SGD', batch_size: 2 },
      { learning_rate: 0.001, optimizer: 'AdamW', batch_size: 2 },
      { learning_rate: 0.01, optimizer: 'SGD', batch_size: 2 },
      { learning_rate: 0.01, optimizer: 'AdamW', batch_size: 2 },
    ])
    expect(configOfTrial(spec.settings, trials[3])).toMatchObject({ learning_rate: 0.01, optimizer: 'AdamW', seed: 0 })
  })

  it('makes lists of ranges with a step or a count', () => {
    const { trials } = read(`
parameters:
  ema: { min: 0.1, max: 0.4, step: 0.1 }
`)
    expect(valuesOf(trials)).toEqual([{ ema: 0.1 }, { ema: 0.2 }, { ema: 0.3 }, { ema: 0.4 }])
    const logarithmic = read(
      'parameters: { learning_rate: { min: 0.0001, max: 0.1, distribution: log_uniform, count: 4 } }',
    )
    expect(valuesOf(logarithmic.trials)).toEqual([0.0001, 0.001, 0.01, 0.1].map((rate) => ({ learning_rate: rate })))
    const sizes = read('parameters: { input_size: { min: 640, max: 704, step: 32 } }')
    expect(valuesOf(sizes.trials)).toEqual([640, 672, 704].map((side) => ({ input_size: [side, side] })))
  })

  it('repeats all combinations with each seed, the first seed first', () => {
    const { spec, trials } = read('seeds: [3, 1]\nparameters: { batch_size: [2, 4] }')
    expect(
      trials.map(({ number, combination, seed, values }) => [number, combination, seed, values.batch_size]),
    ).toEqual([
      [1, 1, 3, 2],
      [2, 2, 3, 4],
      [3, 1, 1, 2],
      [4, 2, 1, 4],
    ])
    expect(configOfTrial(spec.settings, trials[2]).seed).toBe(1)
    expect(read('seeds: [0, 1, 2]').trials).toHaveLength(3)
  })

  it('takes the settings of a preset, which its own settings override', () => {
    const { spec } = read('preset: quick\nsettings: { num_epochs: 4 }\nparameters: { batch_size: [2, 4] }')
    expect(spec.settings).toMatchObject({ freeze: 'backbone', num_epochs: 4 })
  })

  it('that draws more than there are has all combinations, in an order of its seed', () => {
    const text = 'method: random\ntrials: 50\nparameters: { batch_size: [1, 2, 4], optimizer: [SGD, Adam] }'
    const first = valuesOf(read(text).trials)
    expect(new Set(first.map((values) => JSON.stringify(values))).size).toBe(6)
    expect(first).toHaveLength(6)
    const others = [1, 2, 3].map((seed) => JSON.stringify(valuesOf(read(`sample_seed: ${seed}\n${text}`).trials)))
    expect(new Set([...others, JSON.stringify(first)]).size).toBeGreaterThan(1)
  })

  it('is another one when anything in it is', () => {
    const of = (text: string): string => planHash(read(text).spec)
    expect(of('parameters: { batch_size: [2, 4] }')).toBe(of('method: grid\nparameters: { batch_size: [2, 4, 2] }'))
    expect(of('parameters: { batch_size: [2, 4] }')).not.toBe(of('parameters: { batch_size: [4, 2] }'))
  })
})

describe('mistakes of sweep.yaml are told with their lines', () => {
  it.each([
    [
      'of a setting at the top',
      'parameters: { ema: [0, 1] }\nbatch_size: 4',
      [
        'rates.yaml:2 batch_size: one of name, method, trials, sample_seed, metric, on_failure, keep_checkpoints, preset, seeds, settings, parameters / the text "batch_size" / Put batch_size below settings (the same in all trials) or below parameters (varied)',
        'rates.yaml:1 ema: a number from 0 to 0.99999 / 1',
      ],
    ],
    [
      'of names',
      'metod: random\nparameters:\n  learning_rte: [1]\nsettings:\n  epochs: 3',
      [
        'rates.yaml:1 metod: one of name, method, trials, sample_seed, metric, on_failure, keep_checkpoints, preset, seeds, settings, parameters / the text "metod" / Did you mean method?',
        'rates.yaml:5 epochs: the name of a setting / the text "epochs" / Did you mean num_epochs?',
        'rates.yaml:3 learning_rte: the name of a setting / the text "learning_rte" / Did you mean learning_rate?',
      ],
    ],
    [
      'of choices',
      'metric: fscore\nparameters:\n  optimizer: [SGD, adam]',
      [
        'rates.yaml:1 metric: one of f_score, precision, recall / the text "fscore" / Did you mean f_score?',
        'rates.yaml:3 optimizer: one of SGD, Adam, AdamW / the text "adam" / Did you mean Adam?',
      ],
    ],
    [
      'of ranges',
      'parameters:\n  learning_rate: { min: 0, max: 20 }\n  ema: { min: 0.9, max: 0.5, step: 0.1 }\n  weight_decay: { min: 0, max: 1, distribution: log_uniform }\n  momentum: { min: 0, mx: 1 }\n  optimizer: { min: 1, max: 2 }',
      [
        'rates.yaml:2 learning_rate.min: a number above 0, at most 10 / 0',
        'rates.yaml:2 learning_rate.max: a number above 0, at most 10 / 20',
        'rates.yaml:3 ema.max: at least min (0.9) / 0.5',
        'rates.yaml:4 weight_decay.min: a min above 0 for log_uniform / 0',
        'rates.yaml:5 momentum.mx: values, value, or min and max with distribution, step or count / the text "mx" / Did you mean max?',
        'rates.yaml:6 optimizer.min: one of SGD, Adam, AdamW / 1 / List its values instead',
        'rates.yaml:6 optimizer.max: one of SGD, Adam, AdamW / 2 / List its values instead',
      ],
    ],
    [
      'of a grid without end',
      'parameters:\n  learning_rate:\n    min: 0.001\n    max: 0.1',
      ['rates.yaml:2 learning_rate: a list, or a range with step or count: a grid has every combination / a range'],
    ],
    [
      'of a size without step',
      'method: random\nparameters: { input_size: { min: 640, max: 960 } }\ntrials: 2',
      [
        'rates.yaml:2 input_size: [height, width], each a multiple of 32 from 32 to 2048 / 641 / Add a step, such as step: 32',
      ],
    ],
    [
      'of draws without a number',
      'method: random\nparameters: { ema: { min: 0, max: 0.9 } }',
      ['rates.yaml trials: how many combinations to draw / nothing'],
    ],
    [
      'of what stands twice',
      'seeds: [1, 2]\nsettings: { batch_size: 4 }\nparameters:\n  batch_size: [2, 4]\n  seed: [1, 2]',
      [
        'rates.yaml:4 batch_size: below settings or below parameters / both',
        'rates.yaml:5 seed: either seeds, or seed among the parameters / both',
      ],
    ],
    [
      'of two data sets',
      'parameters: { train_data_dir: [a, b] }\nseeds: [1, 1]',
      [
        'rates.yaml:2 seeds: different whole numbers from 0 to 4294967295, such as [0, 1, 2] / the list [1,1]',
        'rates.yaml:1 train_data_dir: a setting other than the data set: scores on different images cannot be compared / the text "train_data_dir"',
      ],
    ],
    [
      'of a combination that no training could have',
      'settings:\n  micro_batch: 2\nparameters:\n  batch_size: [4, 3]',
      ['rates.yaml:2 micro_batch: a divisor of batch_size (3) / 2 (with batch_size 3)'],
    ],
    [
      'of other kinds of YAML',
      'parameters: [1, 2]\nsettings: yes',
      [
        'rates.yaml:2 settings: settings, one `name: value` a line / the text "yes"',
        'rates.yaml:1 parameters: settings, one `name: value` a line / the list [1,2]',
      ],
    ],
  ])('%s', (_, text, problems) => {
    expect(problemsOf(text)).toEqual(problems)
  })

  it('of a missing data set, of a name that is no name, and of too many trainings', () => {
    const error = userErrorOf(() => readSweepFile(fileOf('name: a/b\nparameters: { ema: [0, 0.9] }'), {}))
    expect(error.message).toContain('rates.yaml:1 name: expected a name of letters, digits')
    expect(error.message).toContain('train_data_dir: expected a data set')
    const many = 'parameters: { ema: { min: 0, max: 0.9, count: 1000 }, momentum: { min: 0, max: 0.9, count: 20 } }'
    expect(problemsOf(many)).toEqual([' parameters: at most 10000 trainings / 20000'])
  })

  it('of a sweep in which nothing varies', () => {
    expect(problemsOf('seeds: [1]\nparameters:')).toEqual([
      'rates.yaml:2 parameters: settings with the values to try, or two seeds or more / nothing that varies',
    ])
  })

  it('of YAML itself', () => {
    expect(userErrorOf(() => read('parameters: [1'))).toMatchObject({ code: 'bad-config', where: /rates\.yaml:1$/ })
  })

  it('never as anything but a UserError, whatever stands in the file', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom('parameters', 'settings', 'seeds', 'name', 'trials'), (json, key) => {
        try {
          read(`${key}: ${json}`)
        } catch (error) {
          expect(error).toMatchObject({ name: expect.stringMatching(/^(?:ConfigError|UserError)$/) })
        }
      }),
      { numRuns: 200, seed: 7 },
    )
  })
})

/** Parameters of three settings, as the reader makes them. */
const parameters = fc.record({
  learning_rate: fc.oneof(
    fc.uniqueArray(fc.double({ min: 1e-6, max: 10, noNaN: true }), { minLength: 1, maxLength: 4 }),
    fc.tuple(fc.double({ min: 1e-6, max: 0.1, noNaN: true }), fc.double({ min: 0.1, max: 10, noNaN: true })),
  ),
  isLog: fc.boolean(),
  batch_size: fc.uniqueArray(fc.integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 5 }),
  warmup: fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 11, max: 5000 })),
})

function specOf(
  made: typeof parameters extends fc.Arbitrary<infer T> ? T : never,
  rest: Pick<SweepSpec, 'seeds' | 'sample_seed' | 'trials'>,
): SweepSpec {
  const [low, high] = made.learning_rate
  const rates: Parameter = {
    name: 'learning_rate',
    min: low,
    max: Math.max(low, high ?? low),
    isLog: made.isLog,
    isWhole: false,
  }
  const [min, max] = made.warmup
  return {
    name: 'drawn',
    method: 'random',
    metric: 'f_score',
    on_failure: 'continue',
    settings: { train_data_dir: '/data' },
    parameters: [
      rates,
      { name: 'batch_size', values: made.batch_size },
      { name: 'warmup_iters', min, max, isLog: made.isLog, isWhole: true },
    ],
    ...rest,
  }
}

const draws = fc.tuple(parameters, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 4_294_967_295 }))

describe('trials that are drawn', () => {
  it('stay inside their ranges, are settings of a training, and none is there twice', () => {
    fc.assert(
      fc.property(draws, ([made, trials, seed]) => {
        const spec = specOf(made, { trials, sample_seed: seed, seeds: [] })
        const drawn = expandTrials(spec)
        expect(drawn.length).toBeLessThanOrEqual(trials)
        expect(new Set(drawn.map(({ values }) => JSON.stringify(values))).size).toBe(drawn.length)
        for (const trial of drawn) {
          const config = configOfTrial(spec.settings, trial)
          for (const parameter of spec.parameters) {
            const value = config[parameter.name]
            if ('values' in parameter) expect(parameter.values).toContain(value)
            else {
              expect(value).toBeGreaterThanOrEqual(parameter.min)
              expect(value).toBeLessThanOrEqual(parameter.max)
              if (parameter.isWhole) expect(value).toSatisfy(Number.isInteger)
            }
          }
        }
      }),
      { numRuns: 60, seed: 1 },
    )
  })

  it('are those of a shorter sweep with more behind them, and the same again with every seed of a training', () => {
    fc.assert(
      fc.property(draws, ([made, trials, seed]) => {
        const of = (count: number, seeds: readonly number[] = []) =>
          expandTrials(specOf(made, { trials: count, sample_seed: seed, seeds }))
        const longer = of(trials + 5)
        expect(valuesOf(longer.slice(0, of(trials).length))).toEqual(valuesOf(of(trials)))
        const repeated = of(trials, [1, 2])
        const half = repeated.length / 2
        expect(valuesOf(repeated.slice(half))).toEqual(valuesOf(repeated.slice(0, half)))
        expect(repeated.map(({ number }) => number)).toEqual(repeated.map((_, index) => index + 1))
      }),
      { numRuns: 40, seed: 2 },
    )
  })

  it('of a logarithmic range lie as often in each decade', () => {
    const spec = specOf(
      { learning_rate: [0.0001, 0.1], isLog: true, batch_size: [2], warmup: [1, 11] },
      { trials: 600, sample_seed: 5, seeds: [] },
    )
    const counts = [0, 0, 0]
    for (const { values } of expandTrials(spec)) counts[Math.floor(Math.log10(Number(values.learning_rate)) + 4)]++
    for (const count of counts) expect(count).toBeGreaterThan(150)
  })
})

it('a sweep that asks for more combinations than there are is told of, and one with seeds counts them once', () => {
  const asking = (trials: number) => {
    const { spec, trials: all } = read(
      `method: random\ntrials: ${trials}\nseeds: [0, 1]\nparameters:\n  optimizer: [SGD, AdamW]\n`,
    )
    return fewerThanAsked(spec, all)
  }
  expect(asking(10)).toEqual({ asked: 10, there: 2 })
  expect(asking(2)).toBeUndefined()
})

it('a number of trials that is none is one problem, not two', () => {
  expect(problemsOf('method: random\ntrials: -3\nparameters:\n  optimizer: [SGD, AdamW]\n')).toEqual([
    expect.stringContaining('rates.yaml:2 trials: '),
  ])
})
