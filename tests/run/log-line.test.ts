// The grammar of log.txt: rendering, parsing, and that the one undoes the other.
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type NumberStyle, formatNumber, parseNumber, trainFields, valFields } from '../../src/run/log-fields.ts'
import { type LogLine, parseLogLine, renderLogLine, splitLogLine } from '../../src/run/log-line.ts'

const articleLog = readFileSync('tests/run/fixtures/article-log.txt', 'utf8').trimEnd().split('\n')

describe("the article's log", () => {
  it('is read line by line', () => {
    expect(articleLog.map((text) => parseLogLine(text))).toEqual([
      { kind: 'start', at: '2026-01-05 14:30:22' },
      { kind: 'device', device: 'cuda:0', reason: 'GPU detected' },
      { kind: 'loading', path: '/root/custom_data' },
      { kind: 'samples', train: 456, test: 120 },
      { kind: 'train', epoch: 1, epochs: 5, iter: 0, iters: 57, loss: 1.876, learningRate: 0.007 },
      { kind: 'train', epoch: 1, epochs: 5, iter: 10, iters: 57, loss: 1.543, learningRate: 0.007 },
      { kind: 'train', epoch: 1, epochs: 5, iter: 20, iters: 57, loss: 1.321, learningRate: 0.007 },
      { kind: 'val', epoch: 1, fScore: 0.682, precision: 0.701, recall: 0.664 },
      { kind: 'train', epoch: 2, epochs: 5, iter: 0, iters: 57, loss: 1.209, learningRate: 0.007 },
      { kind: 'other', text: '...' },
      { kind: 'save', what: 'Best model', path: 'checkpoints/best_model.pth', reason: 'F-score improved' },
      { kind: 'completed' },
    ])
  })

  it('is what we write, to the letter', () => {
    expect(articleLog.map((text) => renderLogLine(parseLogLine(text)))).toEqual(articleLog)
  })

  it.each([
    ['[VAL] Epoch 1 finished. F-score: 0.682', { kind: 'val', epoch: 1, fScore: 0.682 }],
    ['[VAL] Epoch 2 finished. F-score: 0.745 ← 上升 ✓', { kind: 'val', epoch: 2, fScore: 0.745 }],
    [
      '[SAVE] Best model saved to checkpoints/best_model.pth',
      { kind: 'save', what: 'Best model', path: 'checkpoints/best_model.pth' },
    ],
    ['[ERROR] File not found: train_images/1.jpg', { kind: 'error', message: 'File not found: train_images/1.jpg' }],
    ['[ERROR] Invalid box format in 1.txt', { kind: 'error', message: 'Invalid box format in 1.txt' }],
    ['[FAIL] out of memory', { kind: 'error', message: 'out of memory' }],
    [
      '[ERROR] out-of-memory: The training ran out of memory',
      { kind: 'error', code: 'out-of-memory', message: 'The training ran out of memory' },
    ],
    ['[WARN] leaked-image: 1.jpg', { kind: 'warn', code: 'leaked-image', message: '1.jpg' }],
    ['[ERROR] no-such-code: x', { kind: 'error', message: 'no-such-code: x' }],
    ['[ERROR] KeyError: x', { kind: 'error', message: 'KeyError: x' }],
    ['[ERROR]   next: do this', { kind: 'error', message: 'next: do this', detail: true }],
    ['CUDA out of memory', { kind: 'other', text: 'CUDA out of memory' }],
    [
      'Loss stuck around 2.0+ for many iterations',
      { kind: 'other', text: 'Loss stuck around 2.0+ for many iterations' },
    ],
  ])('reads %s', (text, line) => {
    expect(parseLogLine(text)).toEqual(line)
  })
})

describe('renderLogLine', () => {
  const train = { kind: 'train', epoch: 1, epochs: 5, iter: 0, iters: 57, loss: 1.8764, learningRate: 0.007 } as const

  it.each<[LogLine, string]>([
    [train, '[TRAIN] Epoch 1/5, Iter 0/57, Loss: 1.876, LR: 0.007000'],
    [
      { ...train, memoryGb: 1.9, dataMs: 3.2, computeMs: 812, imagesPerSecond: 9.8, lossBinary: 0.512 },
      '[TRAIN] Epoch 1/5, Iter 0/57, Loss: 1.876, LR: 0.007000, Binary loss: 0.512, Data: 3 ms, Compute: 812 ms, Images/s: 9.8, Memory: 1.9 GB',
    ],
    [{ ...train, loss: Number.NaN, learningRate: 1.234e-7 }, '[TRAIN] Epoch 1/5, Iter 0/57, Loss: nan, LR: 1.2340e-7'],
    [
      { kind: 'val', epoch: 0, fScore: 0, precision: 0, recall: 0, valLoss: 3.25 },
      '[VAL] Epoch 0 finished. F-score: 0.000, Precision: 0.000, Recall: 0.000, Val loss: 3.250',
    ],
    [
      { kind: 'resume', at: '2026-01-05 16:00:00', checkpoint: 'checkpoints/last_model.pth', epoch: 2 },
      '[INFO] Resuming training at 2026-01-05 16:00:00 from checkpoints/last_model.pth (epoch 2)',
    ],
    [
      { kind: 'resume', at: '2026-01-05 16:00:00', checkpoint: 'checkpoints/last_model.pth', epoch: 2, iter: 30 },
      '[INFO] Resuming training at 2026-01-05 16:00:00 from checkpoints/last_model.pth (epoch 2, iter 30)',
    ],
    [{ kind: 'stopped' }, '[INFO] Training stopped by user.'],
    [{ kind: 'completed' }, '[INFO] Training completed successfully.'],
    [{ kind: 'warn', message: 'Slow disk' }, '[WARN] Slow disk'],
    [{ kind: 'config', message: 'Memory: 1.9 GB needed' }, '[CONFIG] Memory: 1.9 GB needed'],
    [{ kind: 'loading', path: '/a\nb' }, '[DATA] Loading dataset from /a b'],
  ])('writes %o', (line, text) => {
    expect(renderLogLine(line)).toBe(text)
  })

  it('writes messages of several lines as several lines, each with its tag', () => {
    const lines = splitLogLine({ kind: 'error', message: 'Two problems:\r\n  1.txt:3\n\n  2.txt:1\n' })
    expect(lines.map(renderLogLine)).toEqual(['[ERROR] Two problems:', '[ERROR]   1.txt:3', '[ERROR]   2.txt:1'])
    expect(splitLogLine({ kind: 'completed' })).toEqual([{ kind: 'completed' }])
  })
})

describe('formatNumber', () => {
  it.each<[number, NumberStyle, string]>([
    [1.876, 'loss', '1.876'],
    [12.3456, 'loss', '12.346'],
    [0.1234, 'loss', '0.123'],
    [0.01234, 'loss', '0.0123'],
    [1.234e-8, 'loss', '1.23e-8'],
    [0, 'loss', '0.000'],
    [-0.5, 'loss', '-0.500'],
    [0.007, 'rate', '0.007000'],
    [0.007 * 0.1, 'rate', '0.000700'],
    [0.00001234, 'rate', '0.000012340'],
    [0, 'rate', '0.000000'],
    [9.84, 'tenth', '9.8'],
    [0.123, 'tenth', '0.12'],
    [811.6, 'whole', '812'],
    [Number.NaN, 'whole', 'nan'],
    [Number.NEGATIVE_INFINITY, 'rate', '-inf'],
  ])('%d as a %s is %s', (value, style, text) => {
    expect(formatNumber(value, style)).toBe(text)
  })
})

describe('parseNumber', () => {
  it.each([
    ['nan', Number.NaN],
    ['NaN', Number.NaN],
    ['inf', Number.POSITIVE_INFINITY],
    ['-Infinity', Number.NEGATIVE_INFINITY],
    ['1e-5', 0.00001],
    ['-3.', -3],
    ['.5', 0.5],
    ['', undefined],
    ['1.2.3', undefined],
    ['0x10', undefined],
    ['.', undefined],
    ['1 2', undefined],
    ['toString', undefined],
  ])('reads %j as %j', (text, value) => {
    expect(parseNumber(text)).toEqual(value)
  })

  it('agrees with JavaScript on every decimal number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.nat(17), (digits, decimals) => {
        const padded = digits.toString().padStart(decimals + 1, '0')
        const text = decimals === 0 ? padded : `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`
        expect(parseNumber(text)).toBe(Number(text))
      }),
      { seed: 3, numRuns: 2000 },
    )
  })
})

describe('parse and render', () => {
  it('undo each other for every line', () => {
    fc.assert(
      fc.property(arbitraryLine(), (line) => {
        expect(parseLogLine(renderLogLine(line))).toEqual(line)
      }),
      { seed: 4, numRuns: 3000 },
    )
  })

  it('never throw, and settle after one round, on any text', () => {
    const bits = [
      '[TRAIN] ',
      '[VAL] ',
      'Epoch 1/5, ',
      'Iter 0/57, ',
      'Loss: 1.8, LR: 7',
      'Epoch 1 finished. F-score: ',
      '0.5',
    ]
    const piece = fc.oneof(
      fc.constantFrom(...bits, ', Data: 3 ms', ', Memory: x', '\0', '\r', '\u001b[31m'),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const once = renderLogLine(parseLogLine(pieces.join('')))
        const twice = renderLogLine(parseLogLine(once))
        expect(renderLogLine(parseLogLine(twice))).toBe(twice)
      }),
      { seed: 5, numRuns: 3000 },
    )
  })
})

/** A number as the log holds it: what is left after writing. */
function written(style: NumberStyle): fc.Arbitrary<number> {
  const values = fc.oneof(fc.double({ min: 0, max: 1e6 }), fc.constantFrom(Number.NaN, Infinity, -Infinity, 0))
  return values.map((value) => parseNumber(formatNumber(value, style)) ?? 0)
}

function arbitraryLine(): fc.Arbitrary<LogLine> {
  const count = fc.nat(1_000_000)
  const score = fc.nat(1000).map((thousandths) => thousandths / 1000)
  const words = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    .map((text) => text.replaceAll(/[\p{Cc}[\]()|,:]/gu, '').trim())
    .filter((text) => text !== '' && !/ (?:from|saved to) |^(?:Train|Using|Loading|Starting|Resuming)/.test(text))
  const more = fc.record(
    { more: fc.dictionary(fc.constantFrom('Shards', 'Queue', '数据'), words, { minKeys: 1 }) },
    { requiredKeys: [] },
  )
  const fieldsOf = (fields: Readonly<Record<string, { readonly style: NumberStyle }>>): fc.Arbitrary<object> =>
    fc.record(Object.fromEntries(Object.entries(fields).map(([name, { style }]) => [name, written(style)])), {
      requiredKeys: [],
    })
  const train = fc.record({
    kind: fc.constant('train' as const),
    epoch: count,
    epochs: count,
    iter: count,
    iters: count,
    loss: written('loss'),
    learningRate: written('rate'),
  })
  const val = fc.record(
    { kind: fc.constant('val' as const), epoch: count, fScore: score, precision: score, recall: score },
    { requiredKeys: ['kind', 'epoch', 'fScore'] },
  )
  const merged = (parts: readonly object[]): LogLine => Object.assign({}, ...parts) as LogLine
  return fc.oneof(
    fc.tuple(train, fieldsOf(trainFields), more).map(merged),
    fc.tuple(val, fieldsOf(valFields), more).map(merged),
    fc.record({ kind: fc.constantFrom('info', 'config', 'data', 'warn', 'error'), message: words }),
    fc.record({ kind: fc.constant('start'), at: words }),
    fc.record(
      { kind: fc.constant('resume'), at: words, checkpoint: words, epoch: count, iter: count },
      { requiredKeys: ['kind', 'at', 'checkpoint', 'epoch'] },
    ),
    fc.record({ kind: fc.constant('device'), device: words, reason: words }, { requiredKeys: ['kind', 'device'] }),
    fc.record(
      { kind: fc.constant('save'), what: words, path: words, reason: words },
      { requiredKeys: ['kind', 'what', 'path'] },
    ),
    fc.record({ kind: fc.constant('loading'), path: words }),
    fc.record({ kind: fc.constant('samples'), train: count, test: count }),
    fc.record({ kind: fc.constantFrom('stopped', 'completed') }),
    fc.record({ kind: fc.constant('other'), text: words }),
  )
}

describe('parseLogLine on damaged lines', () => {
  it.each([
    ['\0\0\0[TRAIN] Epoch 1/5, Iter 0/57, Loss: 1.876, LR: 0.007000\r', 'train'],
    ['\u001b[32m[TRAIN]\u001b[0m Epoch 1/5, Iter 0/57, Loss: 1.876, LR: 0.007000', 'train'],
    ['2026-01-05 14:30:22,123 - INFO - [VAL] Epoch 1 finished. F-score: 0.682', 'val'],
    ['[2026-01-05 14:30:22] [ERROR] File not found: a.jpg', 'error'],
    ['100%|██████████| 57/57 [00:12<00:00] [VAL] Epoch 1 finished. F-score: 0.682', 'val'],
    ['[TRAIN] Epoch 1/5, Iter 0/57, Loss: 1.876, L', 'other'],
    ['[TRAIN] Epoch 1/5, Iter 0/57, Loss: 1.8.7, LR: 0.007', 'other'],
    ['[TRAIN] Epoch -1/5, Iter 0/57, Loss: 1.876, LR: 0.007000', 'other'],
    ['[TRAIN', 'other'],
    ['[', 'other'],
    ['', 'other'],
    ['[UNKNOWN] x', 'other'],
    ['[constructor] x', 'other'],
  ])('reads %j as %s', (text, kind) => {
    expect(parseLogLine(text).kind).toBe(kind)
  })

  it('keeps fields it does not know, and ignores what is no field', () => {
    const text =
      '[TRAIN] Epoch 1/5, Iter 0/57, Loss: 1.876, LR: 0.007000, Data: 3 s, __proto__: x, nonsense, Compute: 5 ms'
    const line = parseLogLine(text)
    expect(line).toMatchObject({ computeMs: 5 })
    expect(line).not.toHaveProperty('dataMs')
    expect(line.kind === 'train' ? Object.entries(line.more ?? {}) : []).toEqual([
      ['Data', '3 s'],
      ['__proto__', 'x'],
    ])
  })

  it('reads fields in any order', () => {
    const text =
      '[VAL] Epoch 3 finished. F-score: 0.5, Precision: 0.4, Recall: 0.6, Elapsed: 9.5 s, Val loss: 1.2, Matched: 3'
    expect(parseLogLine(text)).toEqual({
      kind: 'val',
      epoch: 3,
      fScore: 0.5,
      precision: 0.4,
      recall: 0.6,
      elapsedSeconds: 9.5,
      valLoss: 1.2,
      matched: 3,
    })
  })
})
