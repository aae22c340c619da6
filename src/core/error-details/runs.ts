// What errors about runs and trainings say, in English and Chinese. A table; `{name}` are facts of the case.

export const runsDetails = {
  'run-without-weights': {
    foundUnusable: { en: '{file} ({message}[: {found}])', zh: '{file}（{message}[：{found}]）' },
    foundGone: {
      en: 'best_model.pth (missing, though the log says that it was saved)',
      zh: 'best_model.pth（缺失，尽管日志显示已保存）',
    },
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
    message: { en: 'The run {id} has no weights', zh: '实验 {id} 没有权重' },
    messageYet: { en: 'The run {id} has no weights yet', zh: '实验 {id} 还没有权重' },
    messageUnusable: { en: 'The run {id} has no weights that can be used', zh: '实验 {id} 没有可用的权重' },
    messageUnusableYet: { en: 'The run {id} has no weights that can be used yet', zh: '实验 {id} 还没有可用的权重' },
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
    foundMeans: { en: '"{name}", which means something else', zh: '"{name}"，它另有含义' },
  },
  'name-taken': {
    message: { en: 'The name "{name}" is taken', zh: '名称 "{name}" 已被占用' },
    expected: { en: 'a name that no run has', zh: '没有实验使用的名称' },
    nextMove: { en: 'Choose another name, or take it over with --move', zh: '请选择其他名称，或用 --move 转移该名称' },
    next: { en: 'Choose another name', zh: '请选择其他名称' },
    foundOther: { en: 'a file or folder of that name', zh: '同名的文件或文件夹' },
    foundRun: { en: 'the run {id}', zh: '实验 {id}' },
  },
  'name-not-one': {
    expected: { en: 'the name of a run (a link beside it)', zh: '实验的名称（旁边的链接）' },
    foundFolder: { en: 'a folder', zh: '文件夹' },
    foundFile: { en: 'a file', zh: '文件' },
    next: { en: 'To remove a run: {command}', zh: '删除实验请用：{command}' },
    message: { en: '{name} is no name but the run or file itself', zh: '{name} 不是名称，而是实验或文件本身' },
  },
  'name-unknown': {
    message: { en: 'No run has the name "{name}"', zh: '没有名为 "{name}" 的实验' },
    expected: { en: 'the name of a run', zh: '实验的名称' },
    nextNone: { en: 'no run has a name', zh: '没有实验有名称' },
    nextList: { en: 'the names are: {list}', zh: '现有名称：{list}' },
    nextGuess: { en: 'Did you mean {guess}?', zh: '是否想写 {guess}？' },
    messageRun: { en: 'The run {id} has no such name', zh: '实验 {id} 没有这个名称' },
    expectedRun: { en: 'one of its names', zh: '它的名称之一' },
  },
  'notes-broken': {
    next: { en: 'Repair the file, or move it away', zh: '请修复该文件，或将其移走' },
    expected: { en: 'JSON such as {example}', zh: '如 {example} 的 JSON' },
    message: {
      en: 'The notes of this run cannot be read, and are left as they are',
      zh: '无法读取该实验的备注，已原样保留',
    },
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
    messageCheckpoint: { en: 'This checkpoint does not lie in a run', zh: '该检查点不在实验中' },
    expectedCheckpoint: {
      en: 'a run, or a checkpoint in the folder checkpoints of one',
      zh: '实验，或实验 checkpoints 文件夹中的检查点',
    },
    foundCheckpoint: { en: 'a file in {folder}', zh: '{folder} 中的文件' },
    nextCheckpoint: { en: 'start a new training from its weights: {command}', zh: '请以其权重开始新的训练：{command}' },
  },
  'run-archived': {
    message: { en: 'The run {reference} is archived', zh: '实验 {reference} 已归档' },
    expected: { en: 'a run folder', zh: '实验文件夹' },
    next: { en: 'Bring it back: {command}', zh: '恢复该实验：{command}' },
  },
  'run-none': {
    found: { en: 'none', zh: '没有' },
    message: { en: 'There are no runs yet', zh: '还没有实验' },
    next: {
      en: 'Start one with `ocrdet train custom_data`, or say where the runs are with --workdirs',
      zh: '请用 `ocrdet train custom_data` 开始一个，或用 --workdirs 指定实验所在文件夹',
    },
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
    expectedReference: {
      en: 'a run folder, an id (exp_...), a name, or latest',
      zh: '实验文件夹、编号（exp_...）、名称或 latest',
    },
    foundNothing: { en: 'nothing', zh: '未填写' },
    next: {
      en: '[Did you mean {guess}? ]There are: {list}[ and {more} more]',
      zh: '[是否想写 {guess}？]现有：{list}[，另有 {more} 个]',
    },
    messageSuch: { en: 'There is no such run', zh: '没有这个实验' },
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
    foundEmpty: { en: 'an empty file', zh: '空文件' },
    found: { en: 'none among {lines} {lines:line|lines}', zh: '{lines} 行中没有' },
    message: { en: 'This is no log of a training', zh: '这不是训练日志' },
  },
  'nothing-to-draw': {
    expected: { en: 'a log with [TRAIN] or [VAL] lines', zh: '含有 [TRAIN] 或 [VAL] 行的日志' },
    found: { en: 'none', zh: '没有' },
    message: { en: 'There is no curve to draw yet', zh: '还没有可绘制的曲线' },
    next: { en: 'Wait for the first lines, or see {command}', zh: '请等待日志的第一行，或查看 {command}' },
  },
  'bad-where': {
    messageDeep: { en: 'The condition is nested too deeply', zh: '筛选条件嵌套过深' },
    message: { en: 'The condition cannot be understood', zh: '无法理解筛选条件' },
    expectedBracket: { en: 'a closing bracket )', zh: '右括号 )' },
    expectedField: {
      en: 'the name of a field, such as f_score or learning_rate',
      zh: '字段名称，例如 f_score 或 learning_rate',
    },
    expectedComparison: { en: 'a comparison: = != < <= > >= like', zh: '比较符号：= != < <= > >= like' },
    expectedValue: { en: 'a value', zh: '一个值' },
    expectedNumber: { en: 'a number, as {name} is one', zh: '数值，因为 {name} 是数值' },
    expectedEnd: { en: 'and, or, or the end', zh: 'and、or 或结尾' },
    expectedLike: { en: 'like', zh: 'like' },
    foundEnd: { en: 'the end of the condition', zh: '筛选条件的结尾' },
    where: { en: 'letter {at} of the condition', zh: '筛选条件的第 {at} 个字符' },
    messageField: { en: 'There is no field "{name}"', zh: '没有字段 "{name}"' },
    expectedFields: {
      en: 'a field such as f_score, state, duration, or any setting of config.yaml',
      zh: '字段，例如 f_score、state、duration 或 config.yaml 中的任一参数',
    },
    nextGuess: { en: 'Did you mean {guess}?', zh: '是否想写 {guess}？' },
    messageLong: { en: 'The condition is too long', zh: '筛选条件过长' },
    expectedLength: { en: 'at most {max} letters', zh: '不超过 {max} 个字符' },
    messageQuote: { en: 'A text in the condition has no end', zh: '筛选条件中有一段文本没有结束' },
    messageUnreadable: { en: 'The condition cannot be read', zh: '无法读取筛选条件' },
    expectedQuote: { en: 'a closing {quote}', zh: '结束引号 {quote}' },
    expectedPiece: {
      en: 'a field, a comparison, a number or a text in quotes',
      zh: '字段、比较符号、数值或带引号的文本',
    },
  },
  'run-linked': {
    message: {
      en: 'The run {id} lies in another folder and is only linked here, so it stays',
      zh: '实验 {id} 位于其他文件夹，此处只有指向它的链接，因此予以保留',
    },
    expected: { en: 'a run in {root}', zh: '位于 {root} 的实验' },
    next: {
      en: 'Give the path of its own folder, or take only the link away: {command}',
      zh: '请指定它自身文件夹的路径，或只删除链接：{command}',
    },
  },
  'not-confirmed': {
    message: {
      en: 'Nothing was removed: the id of the run was not confirmed',
      zh: '没有删除任何内容：实验编号未得到确认',
    },
    foundNothing: { en: 'nothing', zh: '未填写' },
    next: {
      en: 'Type the id when asked, or say it at once: {command}',
      zh: '请在提示时输入编号，或直接给出：{command}',
    },
  },
} as const
