// What each finding is called and says, in English and Chinese. A table; `{name}` are facts of the finding, `{name.3}` those that are scores or shares.
import type { InBoth } from '../../core/language.ts'
import type { FindingCode } from '../kinds.ts'

/** A few words, and one sentence with the numbers. */
export interface FindingWords {
  readonly title: string
  readonly says: string
}

export const findingWords = {
  'file-not-found': {
    en: { title: 'Files are missing', says: 'The log reports {count} times a file that was not found.' },
    zh: { title: '数据加载失败', says: '日志中有 {count} 处提到文件不存在。' },
  },
  'box-format-invalid': {
    en: { title: 'Boxes are written wrongly', says: '{count} ground-truth lines cannot be read as boxes.' },
    zh: { title: '标注格式错误', says: '{count} 行标注无法解析为文本框。' },
  },
  'image-broken': {
    en: { title: 'Images are broken', says: '{count} images cannot be decoded.' },
    zh: { title: '图片损坏', says: '{count} 张图片无法解码。' },
  },
  'labels-all-ignored': {
    en: {
      title: 'No label counts',
      says: '[{count} messages say that every box is marked ### (do not care): nothing to learn or to measure.][The evaluation counted {texts} texts: the test images have no boxes, or all of them are marked ###.][{ignored} of {boxes} boxes of the evaluated images are marked ### (do not care).]',
    },
    zh: {
      title: '没有有效标注',
      says: '[日志中有 {count} 条消息指出所有文本框都标为 ###（不参与），没有可学习或可评估的内容。][验证时有效文本为 {texts} 个：测试图片没有标注，或全部标为 ###。][已评估的图片中 {boxes} 个框有 {ignored} 个标为 ###（不参与）。]',
    },
  },
  'out-of-memory': {
    en: { title: 'Out of memory', says: 'The log reports that memory ran out.' },
    zh: { title: '内存溢出', says: '日志显示无法分配所需内存。' },
  },
  'disk-refused': {
    en: { title: 'A file could not be written', says: 'The log reports a file that could not be written: {first}' },
    zh: { title: '无法写入文件', says: '日志显示有文件无法写入：{first}' },
  },
  'data-refused': {
    en: {
      title: 'The data set was refused',
      says: 'The data set has {count} errors that keep a training from starting.',
    },
    zh: { title: '数据集不可用', says: '数据集有 {count} 个错误，训练无法开始。' },
  },
  'error-in-log': {
    en: { title: 'Error in the log', says: 'It says: {first}' },
    zh: { title: '日志中有错误', says: '日志内容：{first}' },
  },
  'loss-not-finite': {
    en: {
      title: 'Loss is NaN or infinite',
      says: 'In epoch {epoch} the loss or a gradient became NaN or infinite.',
    },
    zh: { title: '损失变为非数值', says: '第 {epoch} 轮的损失或梯度变为 NaN 或无穷大。' },
  },
  'f-score-zero': {
    en: {
      title: 'F-score 0.000: everything is missed',
      says: 'The last {evaluations} {evaluations:evaluation|evaluations} (up to epoch {epoch}) matched no text[; the latest found {detections} boxes][, where {texts} texts are].',
    },
    zh: {
      title: '全部漏检（F-score: 0.000）',
      says: '最近 {evaluations} 次验证（至第 {epoch} 轮）没有匹配到任何文本[；最近一次检出 {detections} 个框][，应有 {texts} 个文本]。',
    },
  },
  'no-best-model': {
    en: {
      title: 'No best model was saved',
      says: 'The log reports none up to epoch {epoch}; the best F-score was {best.3} (epoch {bestEpoch}).',
    },
    zh: {
      title: '没有保存最佳模型',
      says: '截至第 {epoch} 轮，日志中没有保存最佳模型的记录；最高 F-score 为 {best.3}（第 {bestEpoch} 轮）。',
    },
  },
  'never-evaluated': {
    en: {
      title: 'The training was never evaluated',
      says: 'The log has no [VAL] line, so nobody knows how good the model is.',
    },
    zh: { title: '训练从未验证', says: '日志中没有 [VAL] 行，无法得知模型好坏。' },
  },
  'ended-without-closing': {
    en: {
      title: 'The training ended without a closing line',
      says: 'It got to epoch {epoch} of {epochs} ({lines} lines); {reason}.',
    },
    zh: { title: '训练异常中断', says: '训练到第 {epoch}/{epochs} 轮（共 {lines} 行）后没有结束行；{reasonZh}。' },
  },
  'stopped-by-user': {
    en: { title: 'Stopped by the user', says: 'The training was stopped in epoch {epoch} of {epochs}.' },
    zh: { title: '用户停止了训练', says: '训练在第 {epoch}/{epochs} 轮被停止。' },
  },
  'log-silent': {
    en: {
      title: 'The log has fallen silent',
      says: 'No new line for {silence} s, while one comes every {interval} s usually.',
    },
    zh: { title: '日志停止更新', says: '已有 {silence} 秒没有新行，而平时每 {interval} 秒一行。' },
  },
  'log-damaged': {
    en: {
      title: 'The log has damaged places',
      says: '{nulLines} lines with NUL bytes, {legacyLines} not in UTF-8, {cutLines} cut in the middle.',
    },
    zh: {
      title: '日志有损坏',
      says: '{nulLines} 行含 NUL 字节，{legacyLines} 行不是 UTF-8 编码，{cutLines} 行中途截断。',
    },
  },
  'config-unreadable': {
    en: { title: 'config.yaml cannot be read', says: '{problem}.' },
    zh: { title: '无法读取 config.yaml', says: '{problem}。' },
  },
  'best-model-missing': {
    en: {
      title: 'best_model.pth is missing',
      says: 'The log reports {saves} {saves:save|saves}, but checkpoints/ has no best_model.pth ({files} other files).',
    },
    zh: {
      title: '缺少 best_model.pth',
      says: '日志显示保存了 {saves} 次，但 checkpoints/ 中没有 best_model.pth（其他文件 {files} 个）。',
    },
  },
  'device-fallback': {
    en: { title: 'The graphics card was not used', says: 'The training ran on {device}.' },
    zh: { title: '未使用 GPU', says: '训练在 {device} 上运行。' },
  },
  'map-below-threshold': {
    en: {
      title: 'No pixel is over the threshold',
      says: 'The highest probability on {images} test images is {highest.3}; the threshold is {binaryThreshold}.',
    },
    zh: {
      title: '没有像素超过阈值',
      says: '{images} 张测试图片上的最高概率为 {highest.3}，阈值为 {binaryThreshold}。',
    },
  },
  'no-region-large-enough': {
    en: {
      title: 'What is found is too small',
      says: '{pixelsAbove} pixels are over the threshold, but they form no region that is large enough for a text.',
    },
    zh: { title: '检测区域过小', says: '{pixelsAbove} 个像素超过阈值，但没有形成足够大的文本区域。' },
  },
  'scores-below-threshold': {
    en: {
      title: 'Every box is dropped for its score',
      says: 'The best of {regions} regions has a score of {bestScore.3}; box_threshold is {boxThreshold}.',
    },
    zh: {
      title: '所有文本框因得分被丢弃',
      says: '{regions} 个区域中最高得分为 {bestScore.3},box_threshold 为 {boxThreshold}。',
    },
  },
  'names-differ': {
    en: {
      title: 'Predictions and ground truth name different images',
      says: '{differing} of {compared} names stand on one side only, such as {first}.',
    },
    zh: { title: '预测与标注的图片名不一致', says: '{compared} 个名称中有 {differing} 个只出现在一侧，例如 {first}。' },
  },
  'sizes-differ': {
    en: {
      title: 'Boxes and ground truth have different sizes',
      says: 'If the found boxes were scaled by {scale}, {matchedWhenScaled} of {texts} texts would match.',
    },
    zh: {
      title: '预测框与标注的尺寸不一致',
      says: '若将检测框缩放 {scale} 倍，{texts} 个文本中有 {matchedWhenScaled} 个能匹配。',
    },
  },
  'boxes-miss-texts': {
    en: {
      title: 'Boxes are found, but beside the texts',
      says: 'The best of {boxes} boxes overlaps a text by {best.3} (more than 0.5 counts).',
    },
    zh: { title: '检测框没有对准文本', says: '{boxes} 个检测框中与文本的最大重叠为 {best.3}（超过 0.5 才算匹配）。' },
  },
  'loss-stuck': {
    en: {
      title: 'The loss may be stuck',
      says: '[It lies at {after}, where it began at {before}.][The log says so in {count} lines.]',
    },
    zh: {
      title: '损失可能没有下降',
      says: '[损失从 {before} 开始，目前仍为 {after}。][日志中有 {count} 行指出了这一点。]',
    },
  },
  'labels-not-learnt': {
    en: {
      title: 'The labels possibly do not belong to their images',
      says: 'Even on the training images what is found covers {overlap.3} of the labels only; trainings that learn reach 0.7 and more.',
    },
    zh: {
      title: '标注可能与图片不对应',
      says: '即使在训练图片上，检测结果与标注的重合度也只有 {overlap.3}；正常训练可达 0.7 以上。',
    },
  },
  'labels-finer-than-boxes': {
    en: {
      title: 'Labels are words, boxes are lines',
      says: '{texts} of {of} texts were missed because {boxes} boxes lie over several labels at once.',
    },
    zh: {
      title: '标注为单词，检测框为整行',
      says: '{of} 处文字中有 {texts} 处漏检，因为 {boxes} 个检测框各覆盖了多个标注。',
    },
  },
  'labels-coarser-than-boxes': {
    en: {
      title: 'Labels are lines, boxes are words',
      says: '{texts} of {of} texts were missed because each lies in several of {boxes} boxes.',
    },
    zh: {
      title: '标注为整行，检测框为单词',
      says: '{of} 处文字中有 {texts} 处漏检，因为每处被拆成多个检测框（共 {boxes} 个）。',
    },
  },
  'loss-diverged': {
    en: {
      title: 'The loss may have diverged',
      says: 'It had been down at {before} and is at {after} now, {ratio} times as much.',
    },
    zh: { title: '损失可能发散', says: '损失曾降到 {before}，现在为 {after}，是其 {ratio} 倍。' },
  },
  'rate-too-high': {
    en: { title: 'The learning rate is possibly too high', says: 'It is {rate}; usual is at most {usual} here.' },
    zh: { title: '学习率可能过高', says: '学习率为 {rate}，通常不超过 {usual}。' },
  },
  'rate-too-low': {
    en: {
      title: 'The learning rate is possibly too low',
      says: 'At a rate of {rate} the loss went from {before} to {after} only; usual is at least {usual} here.',
    },
    zh: { title: '学习率可能过低', says: '学习率为 {rate} 时损失仅从 {before} 变为 {after}；通常不低于 {usual}。' },
  },
  'loss-plateau': {
    en: {
      title: 'The training may have reached a plateau',
      says: 'The loss went from {before} to {after} in the second half, with a best F-score of {fScore.3}.',
    },
    zh: { title: '训练可能进入平台期', says: '后半程损失仅从 {before} 变为 {after}，最佳 F-score 为 {fScore.3}。' },
  },
  'loss-oscillates': {
    en: { title: 'The loss possibly oscillates', says: 'It swings between {before} and {after} in the second half.' },
    zh: { title: '损失可能在震荡', says: '后半程损失在 {before} 和 {after} 之间摆动。' },
  },
  'over-fitted': {
    en: {
      title: 'Possibly over-fitted',
      says: 'The validation loss rose from {before} (epoch {epoch}) to {after}, while the training loss fell to {share.3} of what it was.',
    },
    zh: {
      title: '可能过拟合',
      says: '验证损失从 {before}（第 {epoch} 轮）升到 {after}，而训练损失降为原来的 {share.3}。',
    },
  },
  'f-score-fell': {
    en: {
      title: 'The F-score possibly fell again',
      says: 'It was {before.3} up to epoch {epoch}, and {after.3} at the end.',
    },
    zh: { title: 'F-score 可能回落', says: '第 {epoch} 轮之前为 {before.3}，最后为 {after.3}。' },
  },
  'recall-collapsed': {
    en: {
      title: 'The recall possibly collapsed',
      says: 'It was {before.3} up to epoch {epoch}, and {after.3} at the end: most texts are missed.',
    },
    zh: { title: '召回率可能骤降', says: '第 {epoch} 轮之前为 {before.3}，最后为 {after.3}：大多数文本漏检。' },
  },
  'precision-collapsed': {
    en: {
      title: 'The precision possibly collapsed',
      says: 'It was {before.3} up to epoch {epoch}, and {after.3} at the end: most boxes are false.',
    },
    zh: { title: '精确率可能骤降', says: '第 {epoch} 轮之前为 {before.3}，最后为 {after.3}：大多数检测框是误检。' },
  },
  'still-improving': {
    en: {
      title: 'Possibly it was still improving',
      says: 'The F-score rose from {before.3} to {after.3} in the last half, and the loss was falling.',
    },
    zh: { title: '训练可能尚未收敛', says: '后半程 F-score 从 {before.3} 升到 {after.3}，损失仍在下降。' },
  },
  'rate-unusual': {
    en: {
      title: 'The learning rate is unusual',
      says: 'It is {rate}; with {optimizer}, rates from {low} to {high} are usual.',
    },
    zh: { title: '学习率不在常用范围', says: '学习率为 {rate};{optimizer} 的常用范围是 {low} 到 {high}。' },
  },
  'batch-unusual': {
    en: { title: 'The batch size is unusual', says: 'Batches of {batch} give {iterations} iterations an epoch.' },
    zh: { title: '批大小不常见', says: '批大小为 {batch}，每轮 {iterations} 次迭代。' },
  },
  'fine-tuning-worse': {
    en: {
      title: 'Fine-tuning made the model no better',
      says: 'F-score {initial.3} before the training, {best.3} at best after it (epoch {epoch}).[ {kept} holds the initial weights.]',
    },
    zh: {
      title: '微调没有使模型变好',
      says: '训练前 F 值为 {initial.3}，训练后最高为 {best.3}（第 {epoch} 轮）。[{kept} 保存的是初始权重。]',
    },
  },
  'few-steps': {
    en: {
      title: 'The training is very short',
      says: 'It has {steps} iterations in all; from these initial weights it takes {needed} at the least.',
    },
    zh: { title: '训练步数过少', says: '总共 {steps} 次迭代；从当前初始权重出发至少需要 {needed} 次。' },
  },
  'rate-vanished': {
    en: {
      title: 'The learning rate vanished early',
      says: 'From iteration {step} of {planned} on it is {rate} or less, too little to learn with.',
    },
    zh: { title: '学习率过早衰减', says: '从第 {step}/{planned} 次迭代起学习率降到 {rate} 以下，几乎无法学习。' },
  },
  'frozen-fresh': {
    en: {
      title: 'Random weights are frozen',
      says: 'freeze: backbone keeps the backbone as it is, but without init it is random.',
    },
    zh: { title: '冻结了随机权重', says: 'freeze: backbone 会固定主干网络，但没有设置 init，其权重是随机的。' },
  },
  'input-too-small': {
    en: {
      title: 'The input size is too small for the texts',
      says: 'Half of the texts are at most {height} pixels high at this input size; below {smallest} they are not learnt.',
    },
    zh: {
      title: '输入尺寸对文本来说过小',
      says: '在此输入尺寸下半数文本不超过 {height} 像素高；低于 {smallest} 像素不参与训练。',
    },
  },
  'threshold-choice': {
    en: {
      title: 'Another box threshold would score better',
      says: 'With box_threshold {best} the F-score on the test images is {fScore.3}; with {now} it is {fScoreNow.3}.',
    },
    zh: {
      title: '调整文本框阈值可提高得分',
      says: 'box_threshold 为 {best} 时测试集 F-score 为 {fScore.3}；为 {now} 时是 {fScoreNow.3}。',
    },
  },
  'few-images': {
    en: {
      title: 'There are few images to learn from',
      says: '{images} images are memorised easily (overfitting); {needed} are few already.',
    },
    zh: { title: '训练图片过少', says: '{images} 张图片容易过拟合；{needed} 张已经很少。' },
  },
  'few-test-images': {
    en: {
      title: 'There is little to measure on',
      says: 'With {texts} texts[ in {images} test images], one text changes the recall by {step.3}.',
    },
    zh: { title: '测试数据过少', says: '[{images} 张测试图片]共 {texts} 个文本，每个文本会使召回率变化 {step.3}。' },
  },
  'most-labels-ignored': {
    en: {
      title: 'Most labels are ignored',
      says: 'Nearly every box is marked ### (do not care)[: {ignored} of {boxes} in the evaluated images].',
    },
    zh: {
      title: '大部分标注被忽略',
      says: '几乎所有文本框都标为 ###（不参与）[：已评估的图片中 {boxes} 个框有 {ignored} 个]。',
    },
  },
} as const satisfies Readonly<Record<FindingCode, InBoth<FindingWords>>>
