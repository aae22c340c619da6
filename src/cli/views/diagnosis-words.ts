// Words of the diagnosis view that only the command line needs, in English and Chinese.
import type { InBoth } from '../../core/language.ts'
import type { Measure } from '../../diagnose/measures.ts'

export const diagnosisWords = {
  input: { en: 'standard input', zh: '标准输入' },
  yes: { en: 'yes', zh: '是' },
  no: { en: 'no', zh: '否' },
  unknown: { en: 'unknown', zh: '未知' },
  passed: { en: 'passed', zh: '通过' },
  failed: { en: 'failed', zh: '未通过' },
  remedy: { en: 'What to do:', zh: '解决方法：' },
  follows: { en: 'It follows:', zh: '由此导致：' },
  pipeline: { en: 'Where the texts are lost', zh: '文本在哪一步丢失' },
  rules: { en: '{ran} rules looked, {couldNot} could not', zh: '{ran} 条规则已检查，{couldNot} 条无法检查' },
  looked: { en: 'looked', zh: '已检查' },
} as const satisfies Record<string, InBoth<string>>

/** Behind the signs, and in front of evidence. */
export const evidenceWords = {
  'loss-falls': { en: 'from {before} to {after}', zh: '从 {before} 到 {after}' },
  'f-score-rises': {
    en: 'first {first.3}, best {best.3}, last {last.3}',
    zh: '最初 {first.3}，最佳 {best.3}，最后 {last.3}',
  },
  'best-saved': { en: '{saves} {saves:time|times}', zh: '{saves} 次' },
  'no-abnormal-end': { en: '{state}', zh: '{state}' },
  line: { en: 'log line {line}:', zh: '日志第 {line} 行：' },
  setting: { en: 'config.yaml:', zh: 'config.yaml:' },
  iterations: { en: 'iterations', zh: '迭代' },
  epochs: { en: 'epochs', zh: '轮次' },
  place: { en: '{unit} {from} to {to}, lines {first} to {last}', zh: '{unit} {from} 至 {to}，第 {first} 至 {last} 行' },
} as const satisfies Record<string, InBoth<string>>

export const measureWords: Readonly<Record<Measure, InBoth<string>>> = {
  loss: { en: 'loss', zh: '损失' },
  dice: { en: 'dice loss', zh: 'Dice 损失' },
  'val-loss': { en: 'validation loss', zh: '验证损失' },
  'f-score': { en: 'F-score', zh: 'F-score' },
  precision: { en: 'precision', zh: '精确率' },
  recall: { en: 'recall', zh: '召回率' },
}
