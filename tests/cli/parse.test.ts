// From words to values, and what is said about words that cannot be understood.
import { describe, expect, it } from 'vitest'
import type { UserError } from '../../src/core/errors.ts'
import { command, type Command } from '../../src/cli/command.ts'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import {
  manyArguments,
  oneArgument,
  requiredFlag,
  restFlag,
  switchFlag,
  valueFlag,
  valueFlagOr,
} from '../../src/cli/flags.ts'
import { parseWords } from '../../src/cli/parse.ts'
import { number, oneOf, size, text, wholeNumber } from '../../src/run/settings/kinds.ts'
import { trainCommand } from '../../src/cli/commands/train.ts'
import { userErrorOf } from '../run/temporary.ts'

const shared = { about: ['Tests.'], examples: [], run: async () => exitCodes.good }

const sample = command({
  ...shared,
  arguments: { dir: oneArgument('A folder.') },
  flags: {
    onnxModel: valueFlag(text('a path'), 'A file.'),
    count: valueFlagOr(8, wholeNumber(1, 100), 'How many.'),
    share: valueFlag(number(0, 1, { above: true }), 'How much.'),
    size: valueFlag(size({ min: 32, max: 64, multipleOf: 32 }), 'How large.'),
    split: valueFlagOr('test', oneOf('test', 'train'), 'Which.'),
    all: switchFlag('Everything.'),
  },
})

function parse(line: string, declaration: Command = sample) {
  return parseWords({ title: 'ocrdet sample', declaration }, line === '' ? [] : line.split(' '))
}

function errorOf(line: string, declaration: Command = sample): UserError {
  return userErrorOf(() => parse(line, declaration))
}

describe('parseWords', () => {
  it('reads values by their kind, and fills in defaults', () => {
    expect(parse('data --onnx-model m.onnx --share=.5 --size 64 --all --json')).toEqual({
      args: { dir: 'data' },
      flags: { onnxModel: 'm.onnx', count: 8, share: 0.5, size: [64, 64], split: 'test', all: true },
    })
    expect(parse('data').flags).toMatchObject({ onnxModel: undefined, all: false })
  })

  it('takes words after -- as they are', () => {
    expect(parse('-- --all').args).toEqual({ dir: '--all' })
  })

  it('gives all words behind a flag for another program to it, but not the flags of every command', () => {
    const { about, examples, run } = shared
    const flags = { size: valueFlag(text('a size'), 'How large.'), slurm: restFlag('[option...]', 'For another.') }
    const submitting = command({ about, examples, run, arguments: { dir: oneArgument('A folder.') }, flags })
    expect(parse('data --size 3 --slurm --nodes 2 --size=4 --json -p main', submitting)).toEqual({
      args: { dir: 'data' },
      flags: { size: '3', slurm: ['--nodes', '2', '--size=4', '-p', 'main'] },
    })
    expect(parse('data --slurm', submitting).flags).toMatchObject({ slurm: [] })
    expect(parse('data', submitting).flags).toMatchObject({ slurm: undefined })
  })

  it('lets the last of two equal flags count', () => {
    expect(parse('data --count 1 --count 2').flags).toMatchObject({ count: 2 })
  })

  it('takes many words where an argument does', () => {
    const many = command({ ...shared, arguments: { images: manyArguments('Images.') }, flags: {} })
    expect(parse('a b c', many).args).toEqual({ images: ['a', 'b', 'c'] })
    expect(errorOf('', many)).toMatchObject({ code: 'missing-argument', expected: 'Images.' })
  })

  it.each([
    ['data --onnx_model m', 'unknown-flag', 'Did you mean --onnx-model?'],
    ['data --al', 'unknown-flag', 'Did you mean --all?'],
    ['data --jsn', 'unknown-flag', 'Did you mean --json?'],
    ['data --xyzxyz', 'unknown-flag', 'see ocrdet sample --help'],
    ['data -x', 'unknown-flag', 'see ocrdet sample --help'],
    ['', 'missing-argument', 'see ocrdet sample --help'],
    ['my data', 'extra-argument', 'put paths that hold spaces between quotes'],
    ['data --split tset', 'bad-flag', 'Did you mean --split test?'],
    ['data --size 70x33', 'bad-flag', 'the nearest that is possible: --size 64x32'],
    ['data --count 1000', 'bad-flag', 'the nearest that is possible: --count 100'],
    ['data --count 2.5', 'bad-flag', 'the nearest that is possible: --count 3'],
    ['data --count many', 'bad-flag', undefined],
    ['data --share 0', 'bad-flag', undefined], // 0 is the bound, but not possible itself
    ['data --share 0,5', 'bad-flag', 'the nearest that is possible: --share 0.5'],
    ['data --onnx-model --all', 'bad-flag', undefined],
    ['data --onnx-model', 'bad-flag', undefined],
  ])('refuses "%s" as %s, suggesting %j', (line, code, next) => {
    expect(errorOf(line)).toMatchObject({ code, next })
  })

  it('says what stood in the place of a value', () => {
    expect(errorOf('data --onnx-model --all').render()).toBe(
      ['--onnx-model needs a value', '  expected: a path', '  found: the flag --all', '  where: --onnx-model'].join(
        '\n',
      ),
    )
  })

  it('names a required flag that is missing', () => {
    const strict = command({ ...shared, arguments: {}, flags: { data: requiredFlag(text('a path'), 'Data.') } })
    expect(errorOf('', strict)).toMatchObject({ code: 'missing-flag', message: '--data is missing' })
    expect(parse('--data x', strict).flags).toEqual({ data: 'x' })
  })
})

describe('the flags of train', () => {
  it('leave settings that are not given to the configuration file', () => {
    expect(parse('data --batch-size 4', trainCommand).flags).toMatchObject({
      batch_size: 4,
      num_epochs: undefined,
      workdirs: 'workdirs',
    })
  })

  it('leave the word after a toggle alone unless it is a value for it', () => {
    expect(parse('--augment data', trainCommand)).toMatchObject({ args: { dir: 'data' }, flags: { augment: true } })
    expect(parse('--augment no data', trainCommand)).toMatchObject({ args: { dir: 'data' }, flags: { augment: false } })
    expect(parse('data --augment', trainCommand).flags).toMatchObject({ augment: true })
  })

  it('switch toggles off in two ways', () => {
    expect(parse('data --no-augment', trainCommand).flags).toMatchObject({ augment: false })
    expect(parse('data --augment off', trainCommand).flags).toMatchObject({ augment: false })
    expect(parse('data --auto-batch', trainCommand).flags).toMatchObject({ auto_batch: true })
    expect(parse('data --auto-batch --seed 3', trainCommand).flags).toMatchObject({ auto_batch: true, seed: 3 })
    expect(errorOf('data --no-augmnt', trainCommand)).toMatchObject({ next: 'Did you mean --no-augment?' })
  })

  it('suggest the nearest input size', () => {
    expect(errorOf('data --input-size 801x800', trainCommand)).toMatchObject({
      code: 'bad-flag',
      next: 'the nearest that is possible: --input-size 800x800',
    })
  })
})
