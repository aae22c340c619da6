// Words of the form of a training.
import { wordTable } from './language.ts'

export const formWords = wordTable({
  'form.unit': { zh: '{name}（{unit}）', en: '{name} ({unit})' },
  'form.height': { zh: '高', en: 'height' },
  'form.width': { zh: '宽', en: 'width' },
  'form.batch_size': { zh: '批大小', en: 'Batch size' },
  'form.num_epochs': { zh: '训练轮数', en: 'Epochs' },
  'form.learning_rate': { zh: '学习率', en: 'Learning rate' },
  'form.input_size': { zh: '输入尺寸（高 × 宽）', en: 'Input size (height × width)' },
  'form.device': { zh: '设备', en: 'Device' },
})
