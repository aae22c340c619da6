// What to do, in English and Chinese, as instructions. The five that the original system's guide names keep its words.
import type { InBoth } from '../../core/language.ts'
import type { RemedyCode } from '../kinds.ts'

export const remedyWords: Readonly<Record<RemedyCode, InBoth<string>>> = {
  'check-list-paths': {
    en: 'Check whether the paths in train_list.txt and test_list.txt are right (ocrdet check names every missing file)',
    zh: '检查 train_list.txt 路径是否正确（以及 test_list.txt;ocrdet check 会列出每个缺失的文件）',
  },
  'fix-box-format': {
    en: 'Make sure that each line of the ground truth is x1,y1,x2,y2,x3,y3,x4,y4,text',
    zh: '确保 txt 文件为 x1,y1,x2,y2,...,text 格式',
  },
  'replace-image': {
    en: 'Copy the broken images again from their source, or take their lines out of the list',
    zh: '从来源重新复制损坏的图片，或从列表中删除对应行',
  },
  'check-data-set': {
    en: 'Run ocrdet check on the data set and repair what it lists',
    zh: '对数据集运行 ocrdet check，并修复列出的问题',
  },
  'give-transcripts': {
    en: 'Give legible texts a transcript: any text but ###',
    zh: '为清晰可读的文本填写内容（除 ### 外任意文字）',
  },
  'smaller-batch': {
    en: 'Reduce batch_size to 4 or 2; if that is not enough, reduce input_size',
    zh: '减小 batch_size 至 4 或 2；仍不足时减小 input_size',
  },
  'free-disk': {
    en: 'Free space or raise the quota where the runs are kept, then resume',
    zh: '清理磁盘空间或提高配额后继续训练',
  },
  'read-error': { en: 'Read the error in the log and repair its cause', zh: '阅读日志中的错误并排除其原因' },
  'lower-rate': {
    en: 'Lower learning_rate to a tenth; warmup_iters and max_grad_norm help too',
    zh: '将 learning_rate 降为十分之一；warmup_iters 和 max_grad_norm 也有帮助',
  },
  'gentler-fine-tuning': {
    en: 'Lower learning_rate to a third, keep freeze_norm and ema on, give more images; see with ocrdet eval whether labels are cut otherwise than the boxes (merged or split)',
    zh: '将 learning_rate 降为三分之一，保持 freeze_norm 和 ema 开启，增加图片；用 ocrdet eval 查看标注与检测框的切分方式是否不同（合并或拆分）',
  },
  'raise-rate': { en: 'Raise learning_rate to ten times as much', zh: '将 learning_rate 提高十倍' },
  'check-rate': { en: 'Check whether learning_rate is too high or too low', zh: '检查学习率是否过高或过低' },
  'check-preprocessing': {
    en: 'Check whether preprocessing destroys the texts: input_size, min_text_size, augmentation, thresholds',
    zh: '检查图像预处理是否破坏文本结构（input_size、min_text_size、数据增强、阈值）',
  },
  resume: { en: 'Go on from the last checkpoint with ocrdet resume', zh: '使用 ocrdet resume 从最后的检查点继续训练' },
  restart: {
    en: 'Start the training again: there is no checkpoint to resume from',
    zh: '重新开始训练：没有可以继续的检查点',
  },
  'look-at-process': {
    en: 'Look whether the process still works (processor load, disk, graphics card)',
    zh: '检查进程是否仍在工作（CPU、磁盘、GPU）',
  },
  'choose-device': {
    en: 'Install the driver of the graphics card, or choose device: cpu on purpose',
    zh: '安装 GPU 驱动，或明确设置 device: cpu',
  },
  'repair-config': { en: 'Repair config.yaml, or put it back', zh: '修复或恢复 config.yaml' },
  evaluate: { en: 'Score the model with ocrdet eval', zh: '使用 ocrdet eval 评估模型' },
  'find-checkpoint': {
    en: 'Look for best_model.pth where it may have been moved to, or train again',
    zh: '查找被移走的 best_model.pth，或重新训练',
  },
  'repair-log': { en: 'Nothing to do: everything else in the log was read', zh: '无需处理：日志的其余部分已全部读取' },
  'train-longer': {
    en: 'Train longer: resume the run with twice as many epochs (num_epochs)',
    zh: '延长训练：以两倍的轮数（num_epochs）继续该实验',
  },
  'stop-earlier': {
    en: 'Use best_model.pth, which holds the best epoch; next time train for fewer epochs or with a decaying rate',
    zh: '使用保存最佳轮次的 best_model.pth；下次减少轮数或使用衰减的学习率',
  },
  'more-variety': {
    en: 'Use best_model.pth; switch augmentation on, add images, or train for fewer epochs',
    zh: '使用 best_model.pth；开启数据增强、增加图片或减少轮数',
  },
  'steadier-steps': {
    en: 'Lower learning_rate, enlarge batch_size, or let the rate decay (poly, cosine)',
    zh: '降低 learning_rate、增大 batch_size，或使用衰减策略（poly、cosine）',
  },
  'check-labels': {
    en: 'Check that each ground truth belongs to its image (ocrdet check --images)',
    zh: '检查每个标注文件是否与图片对应（ocrdet check --images）',
  },
  'one-unit': {
    en: 'Decide whether a box is a word or a line, label the whole set so, and train longer on it; ocrdet eval shows the images',
    zh: '确定一个框是单词还是整行，按此统一标注整个数据集，并延长训练；可用 ocrdet eval 查看相关图片',
  },
  'change-thresholds': {
    en: 'Try other values of box_threshold and binary_threshold',
    zh: '尝试其他 box_threshold 和 binary_threshold',
  },
  'lower-thresholds': { en: 'Lower box_threshold or binary_threshold', zh: '降低 box_threshold 或 binary_threshold' },
  'usual-rate': {
    en: 'Take a learning_rate from the usual range unless you have a reason',
    zh: '如无特殊原因，请使用常用范围内的 learning_rate',
  },
  'usual-batch': {
    en: 'Take a batch_size of 2 to 16 that gives at least a few iterations an epoch',
    zh: '将 batch_size 设为 2 到 16，使每轮有多次迭代',
  },
  'larger-input': { en: 'Enlarge input_size (or lower min_text_size)', zh: '增大 input_size（或减小 min_text_size）' },
  'more-images': {
    en: 'Add images, keep augmentation on, and watch the validation loss',
    zh: '增加图片，保持数据增强，并关注验证损失',
  },
  'more-test-images': {
    en: 'Move some images into test_list.txt, so that scores mean something',
    zh: '将部分图片移入 test_list.txt，使评分更有意义',
  },
  unfreeze: {
    en: 'Set freeze: none, or give trained weights with init',
    zh: '设置 freeze: none，或通过 init 指定已训练的权重',
  },
  'slower-decay': {
    en: 'Enlarge lr_step_size or lr_gamma, or use the poly schedule',
    zh: '增大 lr_step_size 或 lr_gamma，或使用 poly 策略',
  },
  'same-names': {
    en: 'Make both sides name the images as test_list.txt does',
    zh: '使预测与标注的图片名与 test_list.txt 一致',
  },
  'same-sizes': {
    en: 'Check that boxes were drawn at the size of the image file',
    zh: '检查标注是否在图片原始尺寸上绘制',
  },
}
