// Words of the training page.
import { wordTable } from './language.ts'

export const trainWords = wordTable({
  'train.sentence': {
    zh: '在自己的图片上微调检测模型,从第一秒起看到训练状态。',
    en: 'Fine-tune the detector on your own pictures, and see from the first second how it goes.',
  },
  'train.data': { zh: '数据集', en: 'Data set' },
  'train.data.other': { zh: '其他路径…', en: 'Another path…' },
  'train.data.path': { zh: '数据集路径', en: 'Path of the data set' },
  'train.data.add': { zh: '上传或生成数据集', en: 'Upload or make a data set' },
  'train.settings': { zh: '训练参数', en: 'Settings' },
  'train.advanced': { zh: '高级参数({n} 项)', en: 'Advanced ({n} settings)' },
  'train.advanced.changed': {
    zh: '高级参数({n} 项,已修改 {changed} 项)',
    en: 'Advanced ({n} settings, {changed} changed)',
  },
  'train.start': { zh: '开始训练', en: 'Start training' },
  'train.starting': { zh: '正在启动…', en: 'Starting…' },
  'train.estimate': { zh: '预估', en: 'Estimate' },
  'train.estimate.none': { zh: '选择数据集后显示时间和内存预估。', en: 'Choose a data set to see time and memory.' },
  'train.estimate.time': { zh: '时间', en: 'Time' },
  'train.estimate.memory': { zh: '内存', en: 'Memory' },
  'train.estimate.of': { zh: '{need} / 可用 {available}', en: '{need} of {available}' },
  'train.estimate.steps': { zh: '步数', en: 'Steps' },
  'train.estimate.pictures': { zh: '图片', en: 'Pictures' },
  'train.estimate.earlier': { zh: '依据本机实验 {run}', en: 'measured by {run} on this machine' },
  'train.estimate.standard': {
    zh: '按标准机器估算,实际可能不同',
    en: 'worked out for a standard machine; yours may differ',
  },
  'train.estimate.large': {
    zh: '内存不足:请将 Batch Size 减到 {batch}。',
    en: 'It does not fit into memory: use batch size {batch}.',
  },
  'train.estimate.small': {
    zh: '内存不足:请减小输入尺寸。',
    en: 'It does not fit into memory: use a smaller input size.',
  },
  'train.estimate.or': {
    zh: '或者开启 auto_batch:批大小保持不变,每次计算 {parts} 张。',
    en: 'Or turn on auto_batch: the batch stays what it is, computed {parts} at a time.',
  },
  'train.estimate.auto': { zh: '开启 auto_batch', en: 'Turn on auto_batch' },
  'train.estimate.parts': {
    zh: '内存放不下整个批次:每次计算 {parts} 张 (auto_batch)。',
    en: 'The whole batch does not fit into memory: it is computed {parts} at a time (auto_batch).',
  },
  'train.estimate.same': {
    zh: '批大小和更新方式不变。',
    en: 'The batch and the steps stay what they are.',
  },
  'train.running': { zh: '正在训练', en: 'Running now' },
  'train.open': { zh: '查看', en: 'Open' },
  'train.again': { zh: '新的训练', en: 'New training' },
  'train.live': { zh: '训练', en: 'Training' },
  'train.evaluate': { zh: '导出 ONNX', en: 'Export ONNX' },
  'train.reset': { zh: '全部恢复默认', en: 'Reset all' },
  'train.full': { zh: '完整页面', en: 'Full page' },
})
