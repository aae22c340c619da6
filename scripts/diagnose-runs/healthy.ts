// The labelled runs in which nothing was done wrong.
import type { Config } from '../../src/run/settings/table.ts'
import type { DataName } from './data-sets.ts'
import type { Label, RunPlan } from './plan.ts'

type Extra = Partial<Omit<RunPlan, 'name' | 'data' | 'settings' | 'label'>> & {
  readonly kind?: string
  readonly label?: Partial<Label>
}

function healthy(name: string, data: DataName, settings: Partial<Config>, extra: Extra = {}): RunPlan {
  const { kind = name.replace(/-\d+$/, '').replaceAll('-', ' '), label, ...rest } = extra
  return { name, data, settings, ...rest, label: { kind, healthy: true, expect: [], allow: [], ...label } }
}

const sgd = { optimizer: 'SGD', learning_rate: 0.007 } as const
const adamw = { optimizer: 'AdamW' } as const
const small = { input_size: [96, 96] } as const
const tiny = { input_size: [64, 64], augment: true } as const
const good = { init: 'weights/good.pth' } as const

/** Weights from nothing; every other run starts from what this one has learnt. */
export const base = healthy(
  'base',
  'base',
  { batch_size: 8, num_epochs: 16, warmup_iters: 20, freeze: 'none', init: '', save_every: 4 },
  { kind: 'from scratch' },
)

export const healthyRuns: readonly RunPlan[] = [
  healthy('adam-poly', 'plain', {}),
  healthy('sgd-steplr', 'plain', { ...sgd, scheduler: 'StepLR' }),
  healthy('adam-steplr', 'plain-b', { scheduler: 'StepLR' }),
  healthy('adam-cosine', 'plain-c', { scheduler: 'cosine' }),
  healthy('adam-constant', 'plain-d', { scheduler: 'constant' }),
  healthy('adamw-poly', 'plain-b', { ...adamw }),
  healthy('adamw-cosine', 'plain-c', { ...adamw, scheduler: 'cosine' }),
  healthy('sgd-poly', 'plain-b', { ...sgd }),
  healthy('sgd-cosine', 'plain-c', { ...sgd, scheduler: 'cosine' }),
  healthy('sgd-constant', 'plain-d', { ...sgd, scheduler: 'constant' }),
  healthy('sgd-faster', 'plain', { ...sgd, learning_rate: 0.02 }),
  healthy('sgd-warm-up', 'plain-b', { ...sgd, warmup_iters: 12 }),
  healthy('sgd-momentum-0.95', 'plain-d', { ...sgd, momentum: 0.95 }),
  healthy('adam-warm-up', 'plain-c', { warmup_iters: 12 }),
  healthy('adam-faster', 'plain', { learning_rate: 0.003 }),
  healthy('augmented-adam', 'plain', { augment: true, num_epochs: 10 }),
  healthy('augmented-sgd', 'plain-b', { ...sgd, augment: true, num_epochs: 10 }),
  healthy('augmented-adamw', 'plain-c', { ...adamw, augment: true, num_epochs: 12, scheduler: 'cosine' }),
  healthy('gently-augmented', 'plain-d', { augment: true, scale_min: 0.8, scale_max: 1.25, color_jitter: false }),
  healthy('batch-2', 'plain', { batch_size: 2, num_epochs: 5 }),
  healthy('batch-8', 'plain-b', { batch_size: 8, num_epochs: 12 }),
  healthy('weight-decay', 'plain-d', { ...adamw, weight_decay: 0.01 }),
  healthy('clipped-gradients', 'plain', { ...sgd, max_grad_norm: 5 }),
  healthy('more-images', 'large', { num_epochs: 5 }),
  healthy('more-images-sgd', 'large', { ...sgd, num_epochs: 5, scheduler: 'StepLR' }),
  healthy('evaluated-every-2', 'plain-c', { eval_interval: 2, num_epochs: 12 }),
  healthy('polygons', 'plain-d', { box_type: 'polygon' }),
  healthy('stricter-boxes', 'plain-b', { box_threshold: 0.5 }),
  healthy('all-layers-adam', 'small-images', { ...small, freeze: 'none', num_epochs: 5 }),
  healthy('all-layers-sgd', 'small-images', { ...small, ...sgd, freeze: 'none', num_epochs: 5 }),
  healthy('small-adam', 'small-images', { ...small, num_epochs: 10 }),
  healthy('small-sgd', 'small-images', { ...small, ...sgd, num_epochs: 10, scheduler: 'StepLR' }),
  healthy('small-adamw', 'small-images', { ...small, ...adamw, num_epochs: 10, seed: 3 }),
  healthy('resumed', 'plain', {}, { event: { at: /\[VAL\] Epoch 3 /, does: 'stop' }, resumeTo: 8 }),
  healthy(
    'resumed-mid-epoch',
    'plain-b',
    { ...sgd },
    { event: { at: /Epoch 4\/8, Iter 2/, does: 'stop' }, resumeTo: 8 },
  ),
  healthy('resumed-after-kill', 'plain-c', {}, { event: { at: /Epoch 5\/8, Iter 3/, does: 'kill' }, resumeTo: 8 }),
  healthy('extended', 'plain-d', { num_epochs: 4 }, { resumeTo: 8 }),
  healthy(
    'stopped',
    'plain',
    { ...sgd, num_epochs: 20 },
    {
      event: { at: /\[VAL\] Epoch 8 /, does: 'stop' },
      kind: 'stopped by the user',
      label: { expect: ['stopped-by-user'] },
    },
  ),
  healthy('good-start-adam', 'plain-b', { ...good, learning_rate: 0.0002 }),
  healthy('good-start-sgd', 'plain-c', { ...good, ...sgd, learning_rate: 0.002 }),
  healthy('good-start-augmented', 'plain-d', { ...good, augment: true, learning_rate: 0.0003 }),
  healthy('good-start-steplr', 'plain', { ...good, ...sgd, scheduler: 'StepLR' }),
  healthy('long-adam', 'tiny-images', { ...tiny, num_epochs: 60 }),
  healthy('long-sgd', 'tiny-images', { ...tiny, ...sgd, num_epochs: 40, scheduler: 'StepLR' }),
  healthy('long-adamw', 'tiny-images', { ...tiny, ...adamw, num_epochs: 50, scheduler: 'cosine' }),
  healthy('long-constant', 'tiny-images', { ...tiny, num_epochs: 40, scheduler: 'constant', learning_rate: 0.0005 }),
  healthy('few-images-augmented', 'few', { augment: true, num_epochs: 24 }),
  // Twice as long: whether "still improving" was right about the shorter ones.
  healthy('adam-poly-longer', 'plain', { num_epochs: 16 }),
  healthy('adam-constant-longer', 'plain-d', { scheduler: 'constant', num_epochs: 16 }),
  healthy('adam-warm-up-longer', 'plain-c', { warmup_iters: 12, num_epochs: 16 }),
  healthy('adamw-poly-longer', 'plain-b', { ...adamw, num_epochs: 16 }),
  healthy('batch-2-longer', 'plain', { batch_size: 2, num_epochs: 10 }),
  healthy('adam-poly-seed-2', 'plain-b', { seed: 2 }),
  healthy('adam-poly-seed-3', 'plain-c', { seed: 3 }),
  healthy('sgd-steplr-seed-2', 'plain-c', { ...sgd, scheduler: 'StepLR', seed: 2 }),
  healthy('sgd-steplr-seed-3', 'plain-d', { ...sgd, scheduler: 'StepLR', seed: 3 }),
]
