// Our settings of how boxes are found in the network's map; evaluation, detection and export use the same.
import { multipleOf, number, oneOf, setting, toggle, wholeNumber } from './kinds.ts'

/** Settings of resizing and post-processing. */
export const detectionSettings = {
  resize: setting(oneOf('fit', 'short-side'), {
    default: 'fit',
    group: 'detection',
    advanced: true,
    sentence: 'fit scales an image into input_size; short-side scales its short side to short_side.',
    sentenceZh: 'fit 将图片缩放到 input_size 内；short-side 将短边缩放到 short_side。',
  }),
  short_side: setting(multipleOf(32, { min: 32, max: 4096 }), {
    default: 736,
    group: 'detection',
    advanced: true,
    unit: 'pixels',
    sentence: 'Length of the short side when resize is short-side.',
    sentenceZh: 'resize 为 short-side 时短边的长度。',
  }),
  padding: setting(oneOf('minimal', 'full'), {
    default: 'minimal',
    unrecorded: 'full',
    group: 'detection',
    advanced: true,
    sentence:
      'What fit leaves around an image in evaluation and detection: minimal pads it to multiples of 32, full to input_size, which takes longer.',
    sentenceZh: 'fit 模式下评估与检测时图片周围的填充：minimal 只填充到 32 的倍数，full 填充到 input_size，耗时更长。',
  }),
  binary_threshold: setting(number(0, 1), {
    default: 0.2,
    group: 'detection',
    sentence: 'Pixels with a higher probability count as text.',
    sentenceZh: '概率高于该值的像素视为文字。',
  }),
  tune_threshold: setting(toggle(), {
    default: true,
    group: 'detection',
    sentence:
      'Chooses binary_threshold anew on 16 training images (fewer do not suffice) after each epoch, since probabilities rise while a network learns; the checkpoint keeps it.',
    sentenceZh:
      '每轮结束后在 16 张训练图片上（不足则不调整）重新选择 binary_threshold（训练过程中概率会整体升高）；所选值保存在检查点中。',
  }),
  box_threshold: setting(number(0, 1), {
    default: 0.3,
    group: 'detection',
    sentence: 'Boxes with a lower mean probability are dropped.',
    sentenceZh: '平均概率低于该值的文本框会被丢弃。',
  }),
  unclip_ratio: setting(number(0, 10), {
    default: 1.5,
    group: 'detection',
    advanced: true,
    sentence: 'How far a found area is grown back to the full text.',
    sentenceZh: '将检测区域扩展回完整文字的比例。',
  }),
  max_candidates: setting(wholeNumber(1, 1_000_000), {
    default: 1000,
    group: 'detection',
    advanced: true,
    unit: 'boxes',
    sentence: 'Most areas that are looked at in one image.',
    sentenceZh: '每张图片最多处理的候选区域数。',
  }),
  box_type: setting(oneOf('quad', 'polygon'), {
    default: 'quad',
    group: 'detection',
    sentence: 'Shape of the boxes: four corners, or as many as the text needs.',
    sentenceZh: '文本框形状：四边形或多边形。',
  }),
}
