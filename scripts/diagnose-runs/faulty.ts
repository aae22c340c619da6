// The labelled runs in which something was done wrong, or went wrong.
import type { FindingCode } from '../../src/diagnose/kinds.ts'
import type { Config } from '../../src/run/settings/table.ts'
import type { DataName } from './data-sets.ts'
import type { RunPlan } from './plan.ts'

interface Wrong extends Partial<Pick<RunPlan, 'event' | 'limits'>> {
  readonly data?: DataName
  readonly settings?: Partial<Config>
  readonly expect: readonly FindingCode[]
  readonly allow?: readonly FindingCode[]
}

function wrong(
  name: string,
  kind: string,
  { data = 'plain', settings = {}, expect, allow = [], ...rest }: Wrong,
): RunPlan {
  return { name, data, settings, ...rest, label: { kind, healthy: false, expect, allow } }
}

const sgd = { optimizer: 'SGD', learning_rate: 0.007 } as const

/** What may follow from a training that does not learn. */
const learntNothing = [
  'labels-not-learnt',
  'f-score-zero',
  'f-score-fell',
  'no-best-model',
  'loss-stuck',
  'loss-plateau',
  'map-below-threshold',
  'no-region-large-enough',
  'scores-below-threshold',
  'boxes-miss-texts',
  'recall-collapsed',
  'precision-collapsed',
  'threshold-choice',
  'few-steps',
] as const satisfies readonly FindingCode[]

const tooHigh = {
  expect: ['rate-too-high', 'rate-unusual'],
  allow: [...learntNothing, 'loss-not-finite', 'loss-diverged', 'loss-oscillates', 'over-fitted', 'error-in-log'],
} as const satisfies Wrong
/** Ten times too high and more, yet these recovered and ended as well as healthy runs: only the rate itself can be told. */
const highButLearnt = {
  expect: ['rate-unusual'],
  allow: ['rate-too-high', 'loss-oscillates', 'still-improving', 'threshold-choice'],
} as const satisfies Wrong
const tooLow = {
  expect: ['rate-too-low', 'rate-unusual'],
  allow: [...learntNothing, 'still-improving'],
} as const satisfies Wrong
const badLabels = [...learntNothing, 'over-fitted', 'loss-oscillates'] as const
/** What goes with a data set that is refused: the log ends with the errors. */
const refused = ['ended-without-closing', 'error-in-log'] as const
const endedEarly = ['no-best-model', 'f-score-zero', 'still-improving', 'ended-without-closing', 'few-steps'] as const

export const faultyRuns: readonly RunPlan[] = [
  wrong('sgd-rate-10', 'rate too high', { ...tooHigh, settings: { ...sgd, learning_rate: 10 } }),
  wrong('sgd-rate-2', 'rate too high', { ...tooHigh, settings: { ...sgd, learning_rate: 2 }, data: 'plain-b' }),
  wrong('sgd-rate-0.5', 'rate high, yet it learnt', {
    ...highButLearnt,
    settings: { ...sgd, learning_rate: 0.5 },
    data: 'plain-c',
  }),
  wrong('adam-rate-1', 'rate too high', { ...tooHigh, settings: { learning_rate: 1 }, data: 'plain-d' }),
  wrong('adam-rate-0.2', 'rate high, yet it learnt', { ...highButLearnt, settings: { learning_rate: 0.2 } }),
  wrong('adam-rate-0.05', 'rate high, yet it learnt', {
    ...highButLearnt,
    settings: { learning_rate: 0.05 },
    data: 'plain-b',
  }),
  wrong('adamw-rate-0.3', 'rate too high', {
    ...tooHigh,
    settings: { optimizer: 'AdamW', learning_rate: 0.3 },
    data: 'plain-c',
  }),
  wrong('all-layers-rate-1', 'rate too high', {
    ...tooHigh,
    settings: { ...sgd, learning_rate: 1, freeze: 'none', input_size: [96, 96], num_epochs: 5 },
    data: 'small-images',
  }),
  wrong('all-layers-adam-0.1', 'rate too high', {
    ...tooHigh,
    settings: { learning_rate: 0.1, freeze: 'none', input_size: [96, 96], num_epochs: 5 },
    data: 'small-images',
  }),
  wrong('sgd-rate-1e-7', 'rate too low', { ...tooLow, settings: { ...sgd, learning_rate: 1e-7 } }),
  wrong('sgd-rate-2e-6', 'rate too low', { ...tooLow, settings: { ...sgd, learning_rate: 2e-6 }, data: 'plain-b' }),
  wrong('adam-rate-1e-7', 'rate too low', { ...tooLow, settings: { learning_rate: 1e-7 }, data: 'plain-c' }),
  wrong('adamw-rate-1e-6', 'rate too low', {
    ...tooLow,
    settings: { optimizer: 'AdamW', learning_rate: 1e-6 },
    data: 'plain-d',
  }),
  wrong('sgd-rate-1e-6-augmented', 'rate too low', {
    ...tooLow,
    settings: { ...sgd, learning_rate: 1e-6, augment: true },
  }),
  wrong('scratch-rate-1e-6', 'rate too low', {
    ...tooLow,
    settings: { ...sgd, learning_rate: 1e-6, init: '', freeze: 'none', input_size: [64, 64], num_epochs: 4 },
    data: 'plain',
    allow: [...tooLow.allow, 'input-too-small'],
  }),
  wrong('warm-up-too-long', 'warm-up longer than the training', {
    settings: { ...sgd, learning_rate: 0.0005, warmup_iters: 20000 },
    expect: ['rate-too-low'],
    allow: [...tooLow.allow, 'rate-unusual'],
  }),
  wrong('adam-slower', 'too few steps at so low a rate', {
    data: 'plain-d',
    settings: { learning_rate: 0.0003 },
    expect: ['f-score-zero', 'no-best-model'],
    allow: [...learntNothing, 'still-improving'],
  }),
  wrong('steps-too-early', 'rate drops to nothing in the first third', {
    settings: { ...sgd, scheduler: 'StepLR', lr_step_size: 1, lr_gamma: 0.05 },
    expect: ['rate-vanished'],
    allow: [...tooLow.allow, 'rate-too-low'],
  }),

  wrong('shuffled-train', 'labels of other images', {
    data: 'shuffled-train',
    expect: ['labels-not-learnt', 'f-score-zero'],
    allow: badLabels,
  }),
  wrong('shuffled-train-sgd', 'labels of other images', {
    data: 'shuffled-train',
    settings: { ...sgd, num_epochs: 12 },
    expect: ['labels-not-learnt', 'f-score-zero'],
    allow: badLabels,
  }),
  wrong('shuffled-both', 'labels of other images', {
    data: 'shuffled-both',
    expect: ['labels-not-learnt', 'f-score-zero'],
    allow: badLabels,
  }),
  wrong('moved-labels', 'boxes beside the texts', {
    data: 'moved',
    expect: ['labels-not-learnt', 'f-score-zero'],
    allow: badLabels,
  }),
  wrong('axes-swapped', 'x and y exchanged', {
    data: 'axes-swapped',
    expect: ['labels-not-learnt', 'f-score-zero'],
    allow: badLabels,
  }),
  wrong('all-ignored', 'all labels ignored', { data: 'all-ignored', expect: ['labels-all-ignored'], allow: refused }),
  wrong('most-ignored', 'most labels ignored', {
    data: 'most-ignored',
    expect: ['most-labels-ignored'],
    allow: badLabels,
  }),
  wrong('minimum-too-large', 'every text smaller than min_text_size', {
    settings: { min_text_size: 120 },
    expect: ['input-too-small'],
    allow: badLabels,
  }),

  wrong('two-images', 'over-fitted', {
    data: 'two',
    settings: { batch_size: 2, num_epochs: 60, learning_rate: 0.003, scheduler: 'constant' },
    expect: ['over-fitted', 'few-images'],
    allow: [...learntNothing],
  }),
  wrong('two-images-sgd', 'over-fitted', {
    data: 'two-b',
    settings: { ...sgd, learning_rate: 0.02, batch_size: 2, num_epochs: 60 },
    expect: ['over-fitted', 'few-images'],
    allow: [...learntNothing],
  }),
  wrong('eight-images', 'over-fitted', {
    data: 'few-b',
    settings: { num_epochs: 40, learning_rate: 0.003, scheduler: 'constant' },
    expect: ['over-fitted', 'few-images'],
    allow: [...learntNothing],
  }),
  wrong('eight-images-adamw', 'over-fitted', {
    data: 'few',
    settings: { num_epochs: 40, learning_rate: 0.005, scheduler: 'poly', optimizer: 'AdamW' },
    expect: ['over-fitted', 'few-images'],
    allow: [...learntNothing],
  }),

  wrong('input-64', 'input too small for the texts', {
    data: 'big-images',
    settings: { input_size: [64, 64] },
    expect: ['input-too-small'],
    allow: badLabels,
  }),
  wrong('input-32', 'input too small for the texts', {
    data: 'plain-b',
    settings: { input_size: [32, 32] },
    expect: ['input-too-small'],
    allow: badLabels,
  }),

  wrong('box-threshold-0.97', 'box threshold too high', {
    settings: { box_threshold: 0.97 },
    expect: [],
    allow: ['f-score-zero', 'scores-below-threshold', 'recall-collapsed', 'no-best-model', 'map-below-threshold'],
  }),
  wrong('binary-threshold-0.97', 'binary threshold too high', {
    data: 'plain-b',
    settings: { binary_threshold: 0.97 },
    expect: [],
    allow: ['f-score-zero', 'map-below-threshold', 'recall-collapsed', 'no-best-model', 'no-region-large-enough'],
  }),
  wrong('binary-threshold-0.01', 'binary threshold too low', {
    data: 'plain-c',
    settings: { binary_threshold: 0.01, box_threshold: 0 },
    expect: [],
    allow: [
      'f-score-zero',
      'precision-collapsed',
      'threshold-choice',
      'boxes-miss-texts',
      'no-best-model',
      'still-improving',
    ],
  }),

  wrong('scratch-too-short', 'far too few steps from scratch', {
    data: 'plain',
    settings: { init: '', freeze: 'none', input_size: [96, 96], num_epochs: 5 },
    expect: ['f-score-zero', 'no-best-model', 'few-steps'],
    allow: [...learntNothing, 'still-improving'],
  }),
  wrong('frozen-scratch', 'backbone frozen at random weights', {
    data: 'plain-b',
    settings: { init: '', freeze: 'backbone' },
    expect: ['frozen-fresh'],
    allow: [...learntNothing, 'still-improving'],
  }),
  wrong('one-step-an-epoch', 'batch as large as the data set', {
    data: 'few',
    settings: { ...sgd, batch_size: 8, num_epochs: 8 },
    expect: ['few-steps'],
    allow: [...learntNothing, 'still-improving', 'few-images', 'batch-unusual'],
  }),
  wrong('wild-augmentation', 'augmentation beyond recognition', {
    data: 'plain-c',
    settings: { augment: true, rotate_degrees: 180, scale_min: 0.1, scale_max: 10, num_epochs: 10 },
    expect: [],
    allow: [...learntNothing, 'loss-oscillates', 'still-improving'],
  }),

  wrong('killed-first-epoch', 'killed', {
    event: { at: /Epoch 1\/8, Iter 3/, does: 'kill' },
    expect: ['ended-without-closing'],
    allow: endedEarly,
  }),
  wrong('killed-later', 'killed', {
    data: 'plain-b',
    event: { at: /Epoch 6\/8, Iter 2/, does: 'kill' },
    expect: ['ended-without-closing'],
    allow: endedEarly,
  }),
  wrong('killed-saving', 'killed', {
    data: 'plain-c',
    settings: { ...sgd },
    event: { at: /\[VAL\] Epoch 4/, does: 'kill' },
    expect: ['ended-without-closing'],
    allow: endedEarly,
  }),
  wrong('stopped-at-once', 'stopped before it learnt anything', {
    settings: { ...sgd, init: '', freeze: 'none', input_size: [64, 64] },
    event: { at: /\[VAL\] Epoch 1 /, does: 'stop' },
    expect: ['stopped-by-user', 'f-score-zero'],
    allow: [...endedEarly, ...learntNothing],
  }),
  wrong('memory-refused', 'out of memory', {
    settings: { batch_size: 4096, input_size: [2048, 2048] },
    expect: ['out-of-memory'],
    allow: refused,
  }),
  wrong('memory-taken', 'out of memory', {
    settings: { batch_size: 16, input_size: [512, 512], freeze: 'none' },
    limits: { addressMb: 30000 },
    expect: ['out-of-memory'],
    allow: endedEarly,
  }),
  wrong('disk-full', 'checkpoint cannot be written', {
    limits: { fileMb: 8 },
    expect: ['disk-refused'],
    allow: endedEarly,
  }),

  wrong('list-missing', 'data set broken', { data: 'list-missing', expect: ['file-not-found'], allow: refused }),
  wrong('list-empty', 'data set broken', { data: 'list-empty', expect: ['data-refused'], allow: refused }),
  wrong('image-missing', 'data set broken', { data: 'image-missing', expect: ['file-not-found'], allow: refused }),
  wrong('ground-truth-missing', 'data set broken', {
    data: 'ground-truth-missing',
    expect: ['file-not-found'],
    allow: refused,
  }),
  wrong('ground-truths-empty', 'data set broken', {
    data: 'ground-truths-empty',
    expect: ['data-refused'],
    allow: refused,
  }),
  wrong('box-invalid', 'data set broken', { data: 'box-invalid', expect: ['box-format-invalid'], allow: refused }),
  wrong('box-words', 'data set broken', { data: 'box-words', expect: ['box-format-invalid'], allow: refused }),
  wrong('box-outside', 'data set broken', { data: 'box-outside', expect: ['box-format-invalid'], allow: refused }),
  wrong('image-truncated', 'data set broken', {
    data: 'image-truncated',
    expect: ['image-broken'],
    allow: refused,
  }),
  wrong('image-not-one', 'data set broken', { data: 'image-not-one', expect: ['image-broken'], allow: refused }),
  wrong('spoilt-meanwhile', 'image spoilt while training', {
    data: 'spoilt-meanwhile',
    event: { at: /Epoch 3\/8, Iter 1/, does: 'spoil' },
    expect: ['image-broken'],
    allow: endedEarly,
  }),
  wrong('removed-meanwhile', 'image removed while training', {
    data: 'removed-meanwhile',
    event: { at: /Epoch 2\/8, Iter 1/, does: 'remove' },
    expect: ['file-not-found'],
    allow: endedEarly,
  }),
]
