// What errors about model files and weights say, in English and Chinese. A table; `{name}` are facts of the case.

export const modelsDetails = {
  'weights-not-finite': {
    expected: { en: 'finite numbers in every tensor', zh: '每个张量的数值均有限' },
    next: {
      en: 'use another checkpoint of the same run, or one from before the loss became NaN; such weights cannot be repaired',
      zh: '请使用同一实验的其他检查点，或损失变为 NaN 之前的检查点；此类权重无法修复',
    },
    found: { en: '{value} at element {at} of {length}', zh: '共 {length} 个元素，第 {at} 个为 {value}' },
    foundNan: { en: 'NaN or an infinity at element {at}', zh: '第 {at} 个元素为 NaN 或无穷大' },
    message: {
      en: 'The weights hold numbers that are not finite (tensor {name})',
      zh: '权重中含有 NaN 或无穷大（张量 {name}）',
    },
  },
  'checkpoint-missing': {
    message: { en: 'The checkpoint cannot be read: {reason}', zh: '无法读取检查点：{reason}' },
    expected: { en: 'a .pth file', zh: '.pth 文件' },
    next: {
      en: 'check the path; a run keeps its weights in checkpoints/',
      zh: '请检查路径；实验的权重位于 checkpoints/ 中',
    },
  },
  'checkpoint-misfit': {
    expected: {
      en: 'ResNet-18 DBNet with the names backbone.* and decoder.*',
      zh: '张量名为 backbone.* 和 decoder.* 的 ResNet-18 DBNet',
    },
    next: {
      en: 'pass a checkpoint of this network: one of a run, or cv_resnet18_ocr-detection-db-line-level',
      zh: '请使用此网络的检查点：某个实验的，或 cv_resnet18_ocr-detection-db-line-level',
    },
    message: { en: 'The tensors of this checkpoint do not fit the network', zh: '检查点中的张量与网络不符' },
    foundMissing: { en: '{tensor} is missing', zh: '缺少 {tensor}' },
    foundNoDictionary: { en: 'the file holds no dictionary', zh: '文件中没有字典' },
    foundNoTensor: { en: '{tensor} is no tensor', zh: '{tensor} 不是张量' },
    foundShape: { en: '{tensor} is {found}, expected {expected}', zh: '{tensor} 为 {found}，应为 {expected}' },
    foundMore: { en: 'and {count} more', zh: '另有 {count} 个' },
  },
  'starter-damaged': {
    expected: { en: 'the files of weights/ as they were shipped', zh: 'weights/ 中随附的原始文件' },
    next: {
      en: 'install ocrdet again, or name other weights: --model weights.pth, --init weights.pth, --init none',
      zh: '请重新安装 ocrdet，或指定其他权重：--model weights.pth、--init weights.pth、--init none',
    },
    expectedBytes: { en: '{bytes} bytes with the SHA-256 {sha256}', zh: '{bytes} 字节，SHA-256 为 {sha256}' },
    foundOther: {
      en: 'JSON without the file, its length and its SHA-256',
      zh: '没有文件名、长度和 SHA-256 的 JSON',
    },
    foundBytes: { en: '{bytes} bytes with {sha256}', zh: '{bytes} 字节，SHA-256 为 {sha256}' },
    message: {
      en: 'The starter weights of this installation are missing or damaged',
      zh: '此安装中的入门权重缺失或已损坏',
    },
  },
  'model-not-a-detector': {
    next: {
      en: 'use a file made by ocrdet, such as by: ocrdet export starter',
      zh: '请使用由 ocrdet 生成的文件，例如：ocrdet export starter',
    },
    expectedOutput: { en: 'an output (1, 1, {height}, {width})', zh: '输出 (1, 1, {height}, {width})' },
    foundOutput: { en: 'an output ({shape})', zh: '输出 ({shape})' },
    expectedFloat: { en: 'an output of float32', zh: 'float32 输出' },
    foundOther: { en: 'an output ({shape}) of other numbers', zh: '其他数值类型的输出 ({shape})' },
    expectedRange: { en: 'probabilities from 0 to 1', zh: '0 到 1 之间的概率' },
    foundElement: { en: '{value} at element {at}', zh: '第 {at} 个元素为 {value}' },
    expectedRun: { en: 'a network that can be run', zh: '可以运行的网络' },
    expectedSettings: { en: 'a file that says how images go in ("{key}")', zh: '说明图片如何输入的文件（"{key}"）' },
    foundMaker: {
      en: 'a model of {maker}, which wants another preprocessing',
      zh: '{maker} 的模型，它需要不同的预处理',
    },
    expectedFloats: { en: 'float32 in and out', zh: '输入和输出均为 float32' },
    expectedShapes: {
      en: 'an input (1, 3, height, width) and an output (1, 1, height, width)',
      zh: '输入 (1, 3, 高, 宽) 和输出 (1, 1, 高, 宽)',
    },
    expectedSize: {
      en: 'height and width from 32 to {max}, multiples of 32',
      zh: '高和宽为 32 到 {max} 之间 32 的倍数',
    },
    messageNetwork: {
      en: 'The network in this file does not give what a text detector gives',
      zh: '此文件中的网络输出不是文字检测器的输出',
    },
    message: { en: 'This ONNX file is not a text detector of this kind', zh: '此 ONNX 文件不是此类文字检测模型' },
    expectedOne: { en: 'one input and one output', zh: '一个输入和一个输出' },
    foundShapes: { en: 'inputs {inputs}; outputs {outputs}', zh: '输入 {inputs}；输出 {outputs}' },
    expectedGrowth: { en: 'tensors of at most {max} times the input', zh: '不超过输入 {max} 倍的张量' },
    foundGrowth: { en: '{node} makes {times} times as many numbers', zh: '{node} 产生 {times} 倍的数值' },
    expectedOperations: { en: 'convolutions and what goes with them', zh: '卷积及其相关运算' },
    foundOperation: { en: 'the operation {operation}', zh: '运算 {operation}' },
    expectedLeast: { en: '{attribute}: at least {min}', zh: '{attribute}：不小于 {min}' },
    expectedAttribute: { en: '{attribute}: at most {max}', zh: '{attribute}：不超过 {max}' },
  },
  'settings-invalid': {
    next: { en: 'export the model again, or pass the run it came from', zh: '请重新导出模型，或使用其来源实验' },
    expected: {
      en: 'a JSON object with preprocessing and postProcessing',
      zh: '含有 preprocessing 和 postProcessing 的 JSON 对象',
    },
    expectedNumber: { en: 'a number from {min} to {max}', zh: '{min} 到 {max} 之间的数值' },
    expectedWhole: { en: 'a whole number from {min} to {max}', zh: '{min} 到 {max} 之间的整数' },
    expectedMeans: { en: 'three numbers from 0 to 255', zh: '三个 0 到 255 之间的数值' },
    expectedSize: {
      en: 'height and width from 32 to {max}, multiples of 32',
      zh: '高和宽为 32 到 {max} 之间 32 的倍数',
    },
    message: { en: 'The detection settings ("{key}") are damaged', zh: '检测设置（"{key}"）已损坏' },
  },
  'export-size': {
    expected: {
      en: 'height and width from {min} to {max}, multiples of {step}',
      zh: '高和宽为 {min} 到 {max} 之间 {step} 的倍数',
    },
    next: { en: 'use --size {size}', zh: '请使用 --size {size}' },
    message: { en: 'The export size is not possible', zh: '无法按此尺寸导出' },
  },
  'model-missing': {
    expected: { en: 'an .onnx file', zh: '.onnx 文件' },
    next: {
      en: 'check the path, or make a file with: ocrdet export starter',
      zh: '请检查路径，或用 ocrdet export starter 生成文件',
    },
    message: { en: 'The model cannot be read', zh: '无法读取模型' },
  },
  'model-not-loadable': {
    next: {
      en: 'check the file, or that the provider "{provider}" is there',
      zh: '请检查文件，以及 "{provider}" 是否可用',
    },
    message: { en: 'ONNX Runtime cannot load this model', zh: 'ONNX Runtime 无法加载该模型' },
  },
  'onnx-invalid': {
    expected: { en: 'an ONNX model (.onnx)', zh: 'ONNX 模型（.onnx）' },
    next: { en: 'Check that the file was copied completely, or export it again', zh: '请检查文件是否完整，或重新导出' },
    message: { en: 'This is not a complete ONNX model', zh: '不是完整的 ONNX 模型' },
  },
  'pth-foreign': {
    next: {
      en: 'Give the .pth file of a run (checkpoints/best_model.pth) or one that torch.save wrote',
      zh: '请使用实验的 .pth 文件（checkpoints/best_model.pth），或由 torch.save 写出的文件',
    },
    message: { en: 'This is not a PyTorch checkpoint', zh: '不是 PyTorch 检查点' },
    expected: {
      en: 'a PyTorch checkpoint (.pth) made by torch.save',
      zh: '由 torch.save 生成的 PyTorch 检查点（.pth）',
    },
  },
  'pth-damaged': {
    next: {
      en: 'Copy or download it again and compare the sizes; if it is the only one, use another checkpoint of the run',
      zh: '请重新复制或下载并比较大小；若仅此一份，请使用该实验的其他检查点',
    },
    message: { en: 'This checkpoint is damaged', zh: '检查点文件已损坏' },
  },
  'pth-unsupported': {
    expected: { en: 'dictionaries, lists, numbers, texts and dense tensors', zh: '字典、列表、数值、文本和稠密张量' },
    message: {
      en: 'This checkpoint holds more than tensors and plain values',
      zh: '检查点中含有张量和普通数值以外的内容',
    },
    next: {
      en: "Save the weights alone, in Python: torch.save(torch.load('old.pth', map_location='cpu')['state_dict'], 'new.pth')",
      zh: "请在 Python 中只保存权重：torch.save(torch.load('old.pth', map_location='cpu')['state_dict'], 'new.pth')",
    },
  },
  'model-size-fixed': {
    expected: { en: '{size} (height x width), resized by the rule fit', zh: '{size}（高 x 宽），按 fit 规则缩放' },
    next: {
      en: 'leave out --input-size, --resize and --short-side; or export again with --size <HxW> or --dynamic',
      zh: '请去掉 --input-size、--resize 和 --short-side；或用 --size <高x宽> 或 --dynamic 重新导出',
    },
    message: { en: 'The file takes one input size only', zh: '该文件只接受一种输入尺寸' },
  },
  'test-list-missing': {
    expected: { en: 'test_list.txt in the data set', zh: '数据集中的 test_list.txt' },
    found: { en: 'neither in {folder} nor in {root}', zh: '{folder} 和 {root} 中都没有' },
    next: { en: 'pass --test-dir <data set>/test_images', zh: '请指定 --test-dir <数据集>/test_images' },
    message: { en: 'There is no list of test images', zh: '没有测试图片列表' },
  },
  'onnx-unsupported': {
    message: {
      en: 'This ONNX model uses a part of ONNX that is not read here',
      zh: '该 ONNX 模型用到了此处不支持的内容',
    },
    expected: { en: 'one flat graph with its weights inside the file', zh: '单一的平面计算图，且权重位于文件内' },
    next: {
      en: 'Export the model without control flow and without external data',
      zh: '请导出不含控制流和外部数据的模型',
    },
  },
  'tfevents-damaged': {
    message: { en: 'This TensorBoard event file is damaged', zh: 'TensorBoard 事件文件已损坏' },
    expected: {
      en: 'records with right checksums (events.out.tfevents...)',
      zh: '校验和正确的记录（events.out.tfevents...）',
    },
    next: {
      en: 'Read the curves from log.txt of the run, which holds them all',
      zh: '请从实验的 log.txt 读取曲线，其中包含全部曲线',
    },
  },
} as const
