// Our settings of how a run goes: seed, device, initial weights, optimizer, schedule, evaluation and saving.
import { errorDetails } from '../../core/error-details.ts'
import { autoOr, number, oneOf, setting, text, toggle, wholeNumber } from './kinds.ts'

/** Settings of the run as a whole. */
export const runSettings = {
  seed: setting(wholeNumber(0, 4_294_967_295), {
    default: 0,
    group: 'run',
    sentence: 'Number from which every random choice follows; the same seed repeats the run.',
    sentenceZh: '随机种子；相同的种子可以复现同一次训练。',
  }),
  device: setting(oneOf('auto', 'cpu', 'webgpu', 'cuda'), {
    default: 'auto',
    group: 'run',
    sentence: 'Where the network is computed; auto takes the fastest that works and logs why.',
    sentenceZh: '计算设备；auto 会选择可用的最快设备并在日志中说明原因。',
  }),
  precision: setting(oneOf('float32', 'float16'), {
    default: 'float32',
    group: 'run',
    advanced: true,
    sentence:
      'Numbers that convolutions and activations are computed with; float16 needs a graphics card that has it, and scales the loss so that small gradients are not lost.',
    sentenceZh: '卷积和激活值的计算精度；float16 需要支持它的显卡，并采用损失缩放以免丢失小梯度。',
  }),
  init: setting(text(errorDetails['bad-config'].expectedInit, { optional: true }), {
    default: 'starter',
    group: 'run',
    sentence: 'Initial weights: starter (shipped with ocrdet), a .pth file or a run; none trains from scratch.',
    sentenceZh: '初始权重：starter（随 ocrdet 附带）、.pth 文件或某个实验；none 表示从头训练。',
  }),
  freeze: setting(oneOf('none', 'backbone'), {
    default: 'none',
    group: 'run',
    sentence: 'Part of the network whose weights stay as they are.',
    sentenceZh: '保持权重不变的网络部分。',
  }),
  freeze_norm: setting(oneOf('auto', 'always', 'never'), {
    default: 'auto',
    group: 'run',
    sentence:
      'Whether batch normalisation keeps the running statistics of the initial weights instead of those of each batch; auto does when fine-tuning at a learning rate of at most 0.003, not from scratch.',
    sentenceZh:
      '批归一化是否沿用初始权重的统计量，而不使用每个批次的统计量；auto 在学习率不超过 0.003 的微调中沿用，从头训练时不沿用。',
  }),
  eval_interval: setting(wholeNumber(1, 100_000), {
    default: 1,
    group: 'run',
    unit: 'epochs',
    sentence: 'Epochs from one evaluation on the test list to the next.',
    sentenceZh: '每隔多少轮在测试列表上评估一次。',
  }),
  save_every: setting(wholeNumber(0, 100_000), {
    default: 0,
    group: 'run',
    unit: 'epochs',
    sentence: 'Keeps checkpoints/epoch_N.pth every so many epochs; 0 keeps none.',
    sentenceZh: '每隔多少轮保留 checkpoints/epoch_N.pth;0 表示不保留。',
  }),
  auto_batch: setting(toggle(), {
    default: false,
    group: 'run',
    sentence:
      'Computes a batch in micro-batches (gradient accumulation) when the memory is not enough for the whole; the batch stays what it is.',
    sentenceZh: '内存不足时自动把一个批次分成几部分计算；批大小保持不变。',
  }),
  micro_batch: setting(autoOr(1, 4096), {
    default: 'auto',
    group: 'run',
    advanced: true,
    unit: 'images',
    sentence: 'Images computed at once, a divisor of batch_size; auto is the whole batch, fewer need less memory.',
    sentenceZh: '每次同时计算的图片数，须能整除 batch_size;auto 为整个批次，越小占用内存越少。',
  }),
  save_memory: setting(toggle(), {
    default: false,
    group: 'run',
    sentence:
      'Recomputes activations in the backward pass instead of keeping them (checkpointing): less memory, more time.',
    sentenceZh: '对计算量小的中间结果重新计算而不保留：用少量时间换取更少的内存。',
  }),
  num_threads: setting(autoOr(1, 1024), {
    default: 'auto',
    group: 'run',
    advanced: true,
    unit: 'threads',
    sentence: 'Cores that the network may use; auto takes all that this process may run on.',
    sentenceZh: '网络计算可用的核心数；auto 使用本进程可用的全部核心。',
  }),
  num_workers: setting(autoOr(0, 64), {
    default: 'auto',
    group: 'run',
    advanced: true,
    unit: 'threads',
    sentence: 'Threads that prepare images beside the training; never changes the result.',
    sentenceZh: '准备图片的线程数；不影响训练结果。',
  }),
  tensorboard: setting(toggle(), {
    default: true,
    group: 'run',
    advanced: true,
    sentence: 'Writes the curves for TensorBoard too.',
    sentenceZh: '同时写出 TensorBoard 曲线。',
  }),
}

/** Settings of the optimizer and the learning-rate schedule. */
export const optimizerSettings = {
  momentum: setting(number(0, 0.9999), {
    default: 0.9,
    group: 'optimizer',
    advanced: true,
    sentence: 'Nesterov momentum of SGD, and the first moment of Adam and AdamW.',
    sentenceZh: 'SGD 的 Nesterov 动量，以及 Adam 和 AdamW 的一阶矩系数。',
  }),
  weight_decay: setting(number(0, 1), {
    default: 0.0001,
    group: 'optimizer',
    advanced: true,
    sentence: 'How strongly convolution weights are pulled to zero.',
    sentenceZh: '卷积权重的衰减强度。',
  }),
  lr_step_size: setting(autoOr(1, 100_000), {
    default: 'auto',
    group: 'optimizer',
    unit: 'epochs',
    sentence: 'StepLR: epochs from one drop of the learning rate to the next; auto is a third of num_epochs.',
    sentenceZh: 'StepLR：每隔多少轮降低一次学习率；auto 为 num_epochs 的三分之一。',
  }),
  lr_gamma: setting(number(0, 1, { above: true }), {
    default: 0.1,
    group: 'optimizer',
    sentence: 'StepLR: factor of each drop.',
    sentenceZh: 'StepLR：每次降低的倍率。',
  }),
  poly_power: setting(number(0, 10, { above: true }), {
    default: 0.9,
    group: 'optimizer',
    advanced: true,
    sentence: 'poly: exponent of the decay.',
    sentenceZh: 'poly：衰减指数。',
  }),
  warmup_iters: setting(wholeNumber(0, 10_000_000), {
    default: 10,
    group: 'optimizer',
    unit: 'iterations',
    sentence: 'Iterations during which the learning rate rises to its full value.',
    sentenceZh: '学习率升到设定值所用的迭代次数。',
  }),
  ema: setting(number(0, 0.99999), {
    default: 0.99,
    group: 'optimizer',
    sentence:
      'Decay of the exponential mean of the weights (EMA), which is what is evaluated and saved; from scratch, less in the first steps; 0 keeps none.',
    sentenceZh:
      '权重指数滑动平均（EMA）的衰减系数；从零训练时最初若干步会自动减小；评估和保存的是平均后的权重；0 表示不使用。',
  }),
  max_grad_norm: setting(number(0, 1_000_000), {
    default: 0,
    group: 'optimizer',
    advanced: true,
    sentence: 'Gradients longer than this are shortened to it; 0 leaves them alone.',
    sentenceZh: '梯度范数的上限；0 表示不限制。',
  }),
}
