// What errors about runs and trainings say, in English and Chinese. A table; `{name}` are facts of the case.

export const runsDetails = {
  'training-not-started': {
    message: { en: 'The training ended before it began', zh: '训练在开始之前就结束了' },
    next: {
      en: 'start it in a terminal with `ocrdet train` to see everything that it says',
      zh: '请在终端中用 `ocrdet train` 启动，以查看全部输出',
    },
  },
  'run-without-weights': {
    expected: {
      en: 'checkpoints/best_model.pth or checkpoints/last_model.pth',
      zh: 'checkpoints/best_model.pth 或 checkpoints/last_model.pth',
    },
    nextOther: { en: 'choose another run', zh: '请选择其他实验' },
    nextRunning: {
      en: 'wait for its first epoch, or choose another run',
      zh: '请等待第一个 epoch 结束，或选择其他实验',
    },
    next: {
      en: 'choose another run, or start the same training anew: {command}',
      zh: '请选择其他实验，或重新开始相同的训练：{command}',
    },
  },
  'run-running': {
    message: { en: 'The run {id} is still running', zh: '实验 {id} 仍在训练' },
    expected: { en: 'a run that no other process writes to', zh: '没有其他进程正在写入的实验' },
    next: {
      en: 'stop it first (Ctrl-C in its terminal), or wait for its end',
      zh: '请先停止它（在其终端按 Ctrl-C），或等待结束',
    },
    expectedEnded: { en: 'a run that has ended', zh: '已结束的实验' },
    nextArchive: {
      en: 'Wait for its end, or stop it first (Ctrl-C in its terminal)',
      zh: '请等待结束，或先停止它（在其终端按 Ctrl-C）',
    },
  },
  'bad-name': {
    message: { en: '"{name}" cannot be the name of a run', zh: '"{name}" 不能作为实验的名称' },
    expected: {
      en: 'a word such as exp_v1_baseline, of at most {longest} letters, digits, spaces, . _ + -',
      zh: '如 exp_v1_baseline 的名称，不超过 {longest} 个字母、数字、空格或 . _ + -',
    },
  },
  'name-taken': {
    message: { en: 'The name "{name}" is taken', zh: '名称 "{name}" 已被占用' },
    expected: { en: 'a name that no run has', zh: '没有实验使用的名称' },
    nextMove: { en: 'Choose another name, or take it over with --move', zh: '请选择其他名称，或用 --move 转移该名称' },
    next: { en: 'Choose another name', zh: '请选择其他名称' },
  },
  'name-not-one': {
    expected: { en: 'the name of a run (a link beside it)', zh: '实验的名称（旁边的链接）' },
    foundFolder: { en: 'a folder', zh: '文件夹' },
    foundFile: { en: 'a file', zh: '文件' },
    next: { en: 'To remove a run: {command}', zh: '删除实验请用：{command}' },
  },
  'name-unknown': {
    message: { en: 'No run has the name "{name}"', zh: '没有名为 "{name}" 的实验' },
    expected: { en: 'the name of a run', zh: '实验的名称' },
  },
  'notes-broken': {
    next: { en: 'Repair the file, or move it away', zh: '请修复该文件，或将其移走' },
  },
  'bad-tag': {
    message: { en: '"{tag}" cannot be a tag', zh: '"{tag}" 不能作为标签' },
    expected: { en: 'up to 64 letters, digits, and . _ + - in between', zh: '最多 64 个字母、数字，中间可有 . _ + -' },
    next: {
      en: 'Write sentences as a note: ocrdet note latest "..."',
      zh: '较长的内容请写成备注：ocrdet note latest "..."',
    },
  },
  'run-not-one': {
    messageExported: {
      en: '{path} is an exported file, which cannot be trained or exported further',
      zh: '{path} 是导出的文件，不能再训练或导出',
    },
    expectedWeights: { en: 'a run, a .pth file or starter', zh: '实验、.pth 文件或 starter' },
    foundExported: { en: 'an ONNX file', zh: 'ONNX 文件' },
    nextExported: {
      en: 'give the run or the .pth file that it was exported from',
      zh: '请给出导出它时所用的实验或 .pth 文件',
    },
    message: { en: '{reference} is no run', zh: '{reference} 不是实验' },
    foundFolder: { en: 'a folder with neither config.yaml nor log.txt', zh: '既无 config.yaml 也无 log.txt 的文件夹' },
    foundFile: { en: 'a file', zh: '文件' },
    nextFolder: { en: 'Give the folder that holds log.txt', zh: '请指定含有 log.txt 的文件夹' },
    nextFile: { en: 'Give the folder of the run instead', zh: '请改为指定实验的文件夹' },
  },
  'run-archived': {
    message: { en: 'The run {reference} is archived', zh: '实验 {reference} 已归档' },
    expected: { en: 'a run folder', zh: '实验文件夹' },
    next: { en: 'Bring it back: {command}', zh: '恢复该实验：{command}' },
  },
  'run-none': {
    found: { en: 'none', zh: '没有' },
  },
  'run-unknown': {
    expectedWeights: {
      en: 'starter, a run folder, an id (exp_...), a name, latest, or a file (.pth, .onnx)',
      zh: 'starter、实验文件夹、编号（exp_...）、名称、latest，或文件（.pth、.onnx）',
    },
    nextStarter: { en: 'Did you mean {starter}?', zh: '是否想用 {starter}？' },
    message: { en: 'There is no run "{reference}"', zh: '没有实验 "{reference}"' },
    expected: { en: 'the id or a name of a run', zh: '实验的编号或名称' },
    nextList: {
      en: 'look at the list of runs; it may be archived or deleted',
      zh: '请查看实验列表；它可能已归档或删除',
    },
  },
  'restore-in-the-way': {
    expected: { en: 'no run of that id', zh: '没有同编号的实验' },
    found: { en: 'a run or a file in its place', zh: '该位置已有实验或文件' },
    next: {
      en: 'Move it away, or restore into another folder with --workdirs',
      zh: '请将其移走，或用 --workdirs 恢复到其他文件夹',
    },
  },
  'archive-unknown': {
    message: { en: 'There is no archive "{reference}"', zh: '没有归档 "{reference}"' },
    expected: {
      en: 'the id or a former name of an archived run, or the path of its tar.gz file',
      zh: '已归档实验的编号或原名称，或其 tar.gz 文件的路径',
    },
  },
  'run-not-running': {
    message: { en: 'The run {id} is not running', zh: '实验 {id} 没有在训练' },
    expected: { en: 'a running training', zh: '正在进行的训练' },
    found: { en: 'no living process', zh: '没有运行中的进程' },
  },
  'run-elsewhere': {
    message: {
      en: 'The run {id} is trained by another machine or container',
      zh: '实验 {id} 正由另一台机器或容器训练',
    },
    expected: { en: 'a process of this machine', zh: '本机的进程' },
    next: { en: 'stop it there: Ctrl-C in its terminal', zh: '请在那里停止：在其终端按 Ctrl-C' },
  },
  'log-foreign': {
    expected: {
      en: 'lines such as [TRAIN] Epoch 1/5, Iter 0/57, Loss: 1.876, LR: 0.007000',
      zh: '如 [TRAIN] Epoch 1/5, Iter 0/57, Loss: 1.876, LR: 0.007000 的行',
    },
    next: { en: 'give the log.txt of a run, or the run itself', zh: '请指定实验的 log.txt 或实验本身' },
  },
  'nothing-to-draw': {
    expected: { en: 'a log with [TRAIN] or [VAL] lines', zh: '含有 [TRAIN] 或 [VAL] 行的日志' },
    found: { en: 'none', zh: '没有' },
  },
  'run-not-resumable': {
    expected: {
      en: 'a checkpoint with the state of the optimizer, written by ocrdet train',
      zh: '由 ocrdet train 写出、含有优化器状态的检查点',
    },
    next: { en: 'start the same training anew: {command}', zh: '请重新开始相同的训练：{command}' },
  },
  'run-finished': {
    message: { en: 'The run {id} has done all its {epochs} epochs', zh: '实验 {id} 已完成全部 {epochs} 个 epoch' },
    next: { en: 'extend it: {command}', zh: '延长训练：{command}' },
  },
  'loss-not-finite': {
    expected: { en: 'finite numbers', zh: '有限数值' },
    found: {
      en: 'loss {loss} in epoch {epoch}, iteration {iteration}',
      zh: '第 {epoch} 个 epoch 第 {iteration} 次迭代的损失为 {loss}',
    },
    next: {
      en: 'use a smaller --learning-rate (now {rate} with {optimizer}), --warmup-iters or --max-grad-norm',
      zh: '请减小 --learning-rate（当前为 {rate}，优化器 {optimizer}），或使用 --warmup-iters、--max-grad-norm',
    },
  },
  'memory-too-small': {
    found: { en: '{size} available', zh: '可用 {size}' },
  },
} as const
