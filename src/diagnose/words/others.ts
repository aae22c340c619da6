// The remaining words of a diagnosis in English and Chinese: tiers, topics, signs, verdicts, stages, reasons.
import type { InBoth } from '../../core/language.ts'
import type { Severity, Tier, Topic, Verdict } from '../kinds.ts'
import type { Stage } from '../pipeline.ts'
import type { Sign } from '../signs.ts'

type Table<Key extends string> = Readonly<Record<Key, InBoth<string>>>

export const tierWords: Table<Tier> = {
  fact: { en: 'fact', zh: '事实' },
  shape: { en: 'possible', zh: '可能' },
  hint: { en: 'hint', zh: '提示' },
}

export const severityWords: Table<Severity> = {
  error: { en: 'error', zh: '错误' },
  warning: { en: 'warning', zh: '警告' },
  info: { en: 'note', zh: '说明' },
}

export const topicWords: Table<Topic> = {
  log: { en: 'log', zh: '日志' },
  configuration: { en: 'configuration', zh: '配置' },
  'data-paths': { en: 'data paths', zh: '数据路径' },
  'label-format': { en: 'label format', zh: '标注格式' },
  device: { en: 'device', zh: '设备资源' },
}

export const verdictWords: Table<Verdict> = {
  healthy: { en: 'The training looks healthy', zh: '训练正常' },
  'no-gain': {
    en: 'No fault was found, but no epoch scores better than the initial weights',
    zh: '未发现异常，但没有任何一轮的得分高于初始权重',
  },
  unclear: { en: 'Nothing wrong so far, but the log is too short to judge', zh: '暂未发现问题，但日志太短，无法判断' },
  doubtful: { en: 'Needs attention', zh: '训练需要关注' },
  unhealthy: { en: 'Something is wrong with this training', zh: '训练异常' },
}

export const signWords: Table<Sign> = {
  'loss-falls': { en: 'The loss falls', zh: '损失持续下降' },
  'f-score-rises': { en: 'The F-score rises or stays high', zh: 'F 值逐步上升或保持高位' },
  'best-saved': { en: 'A best model was saved', zh: '已保存最佳模型' },
  'no-abnormal-end': { en: 'No abnormal end', zh: '无异常中断' },
}

export const stageWords: Table<Stage> = {
  labels: { en: 'There are labels that count', zh: '存在有效标注' },
  pixels: { en: 'Pixels of the map are over the threshold', zh: '概率图中有像素超过阈值' },
  regions: { en: 'They form regions that are large enough', zh: '像素形成足够大的区域' },
  scores: { en: 'Regions pass the score filter', zh: '区域通过得分过滤' },
  names: { en: 'Both sides name the same images', zh: '预测与标注的图片名一致' },
  sizes: { en: 'Boxes and labels have the same size', zh: '检测框与标注尺寸一致' },
  overlap: { en: 'Boxes overlap texts by more than half', zh: '检测框与文本重叠超过一半' },
}

/** Why a rule could not look. */
export const reasonWords = {
  'no-train-lines': { en: 'the log has no [TRAIN] line', zh: '日志中没有 [TRAIN] 行' },
  'too-few-train-lines': {
    en: 'the log has {points} [TRAIN] {points:line|lines}, {needed} are needed',
    zh: '日志只有 {points} 行 [TRAIN]，需要 {needed} 行',
  },
  'no-evaluations': { en: 'nothing was evaluated yet', zh: '尚无验证结果' },
  'too-few-evaluations': {
    en: '{evaluations} {evaluations:evaluation|evaluations}, {needed} are needed',
    zh: '只有 {evaluations} 次验证，需要 {needed} 次',
  },
  'no-loss-parts': { en: 'the log does not tell the parts of the loss', zh: '日志中没有各项损失' },
  'no-validation-loss': { en: 'the log has no validation loss', zh: '日志中没有验证损失' },
  'no-precision-recall': { en: 'the log has no precision and recall', zh: '日志中没有精确率和召回率' },
  'no-config': { en: 'there is no config.yaml', zh: '没有 config.yaml' },
  'no-run-folder': { en: 'a log alone has no checkpoints', zh: '仅有日志，没有检查点' },
  'no-eval-results': { en: 'eval_results/ has too few boxes or is missing', zh: 'eval_results/ 缺失或文本框过少' },
  'no-samples': { en: 'the log does not tell how many images there are', zh: '日志未说明图片数量' },
  'no-device-line': { en: 'the log names no device', zh: '日志未说明设备' },
  'not-running': { en: 'the training is over', zh: '训练已结束' },
  'still-running': { en: 'the training still runs', zh: '训练仍在进行' },
  'no-pace': { en: 'the log does not tell how fast it grows', zh: '日志未说明更新速度' },
  'not-needed': { en: 'it does not apply to this configuration', zh: '不适用于当前配置' },
} as const satisfies Table<string>
