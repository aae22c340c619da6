// Our settings of what the network learns from: augmentation, targets and loss.
import { number, setting, toggle } from './kinds.ts'

/** Settings of the random changes to training images. */
export const augmentationSettings = {
  augment: setting(toggle(), {
    default: true,
    group: 'augmentation',
    sentence: 'Changes training images at random, so that few images teach more.',
    sentenceZh: '随机变换训练图片，让少量图片发挥更大作用。',
  }),
  flip_probability: setting(number(0, 1), {
    default: 0.5,
    group: 'augmentation',
    advanced: true,
    sentence: 'Share of the images that are mirrored left to right.',
    sentenceZh: '左右翻转的图片比例。',
  }),
  rotate_degrees: setting(number(0, 180), {
    default: 10,
    group: 'augmentation',
    advanced: true,
    unit: 'degrees',
    sentence: 'Largest rotation, in either direction.',
    sentenceZh: '向任一方向的最大旋转角度。',
  }),
  scale_min: setting(number(0.1, 10), {
    default: 0.5,
    group: 'augmentation',
    advanced: true,
    sentence: 'Smallest random enlargement.',
    sentenceZh: '随机缩放的最小倍率。',
  }),
  scale_max: setting(number(0.1, 10), {
    default: 3,
    group: 'augmentation',
    advanced: true,
    sentence: 'Largest random enlargement.',
    sentenceZh: '随机缩放的最大倍率。',
  }),
  color_jitter: setting(toggle(), {
    default: true,
    group: 'augmentation',
    advanced: true,
    sentence: 'Changes brightness and colour at random.',
    sentenceZh: '随机改变亮度和颜色。',
  }),
}

/** Settings of the maps that the network shall predict. */
export const targetSettings = {
  shrink_ratio: setting(number(0.1, 0.9), {
    default: 0.4,
    group: 'targets',
    advanced: true,
    sentence: 'How far the text area is shrunk for the probability map.',
    sentenceZh: '概率图中文字区域的收缩比例。',
  }),
  min_text_size: setting(number(0, 256), {
    default: 8,
    group: 'targets',
    unit: 'pixels',
    sentence: 'Text smaller than this at the input size is ignored in the loss.',
    sentenceZh: '小于该像素数的文字不参与训练。',
  }),
  threshold_min: setting(number(0, 1), {
    default: 0.3,
    group: 'targets',
    advanced: true,
    sentence: 'Lowest value of the threshold map.',
    sentenceZh: '阈值图的最小值。',
  }),
  threshold_max: setting(number(0, 1), {
    default: 0.7,
    group: 'targets',
    advanced: true,
    sentence: 'Highest value of the threshold map.',
    sentenceZh: '阈值图的最大值。',
  }),
}

/** Settings of the loss. */
export const lossSettings = {
  ohem_ratio: setting(number(0, 1000), {
    default: 3,
    group: 'loss',
    advanced: true,
    sentence: 'Hardest background pixels counted for each text pixel.',
    sentenceZh: '每个文字像素对应的难负样本像素数。',
  }),
  loss_weight_binary: setting(number(0, 1000), {
    default: 5,
    group: 'loss',
    advanced: true,
    sentence: 'Weight of the probability-map loss (cross-entropy).',
    sentenceZh: '概率图损失（交叉熵）的权重。',
  }),
  loss_weight_thresh: setting(number(0, 1000), {
    default: 10,
    group: 'loss',
    advanced: true,
    sentence: 'Weight of the threshold-map loss (L1).',
    sentenceZh: '阈值图损失（L1）的权重。',
  }),
  loss_weight_dice: setting(number(0, 1000), {
    default: 1,
    group: 'loss',
    advanced: true,
    sentence: 'Weight of the overlap loss (dice).',
    sentenceZh: '重叠损失（dice）的权重。',
  }),
}
