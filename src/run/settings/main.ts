// The settings of the original system, with its names and order; they come first in every config.yaml. The defaults suit fine-tuning.
import { errorDetails } from '../../core/error-details.ts'
import { inputSizes } from '../../core/input-size.ts'
import { number, oneOf, setting, size, text, wholeNumber } from './kinds.ts'

/** The eight keys that the original system's config.yaml holds, in its order. */
export const mainSettings = {
  train_data_dir: setting(text(errorDetails['bad-config'].expectedText), {
    default: undefined,
    group: 'main',
    sentence: 'Data set folder with train_list.txt and test_list.txt.',
    sentenceZh: '数据集目录，包含 train_list.txt 和 test_list.txt。',
  }),
  batch_size: setting(wholeNumber(1, 4096), {
    default: 4,
    group: 'main',
    unit: 'images',
    sentence: 'Images in one training step; fewer need less memory.',
    sentenceZh: '每一步训练的图片数；越小占用内存越少。',
  }),
  num_epochs: setting(wholeNumber(1, 100_000), {
    default: 3,
    group: 'main',
    unit: 'epochs',
    sentence: 'How often the training goes through the whole training list.',
    sentenceZh: '完整遍历训练列表的轮数。',
  }),
  learning_rate: setting(number(0, 10, { above: true }), {
    default: 0.0003,
    group: 'main',
    sentence: 'Learning rate at the start, before the schedule changes it.',
    sentenceZh: '初始学习率，之后由学习率策略调整。',
  }),
  input_size: setting(size(inputSizes), {
    default: [800, 800],
    group: 'main',
    unit: 'pixels',
    sentence: 'Height and width of the images that the network sees.',
    sentenceZh: '网络输入图片的高和宽。',
  }),
  backbone: setting(oneOf('resnet18'), {
    default: 'resnet18',
    group: 'main',
    sentence: 'Network that extracts the features.',
    sentenceZh: '提取特征的主干网络。',
  }),
  optimizer: setting(oneOf('SGD', 'Adam', 'AdamW'), {
    default: 'SGD',
    group: 'main',
    sentence: 'Optimizer: how gradients become weight updates.',
    sentenceZh: '根据梯度更新权重的优化器。',
  }),
  scheduler: setting(oneOf('StepLR', 'poly', 'cosine', 'constant'), {
    default: 'cosine',
    group: 'main',
    sentence: 'How the learning rate changes during the training.',
    sentenceZh: '训练过程中学习率的变化方式。',
  }),
}
