// What errors about model files and weights say, in English and Chinese. A table; `{name}` are facts of the case.

export const modelsDetails = {
  'weights-not-finite': {
    expected: { en: 'finite numbers in every tensor', zh: '每个张量的数值均有限' },
    next: {
      en: 'use another checkpoint of the same run, or one from before the loss became NaN; such weights cannot be repaired',
      zh: '请使用同一实验的其他检查点，或损失变为 NaN 之前的检查点；此类权重无法修复',
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
  },
  'starter-damaged': {
    expected: { en: 'the files of weights/ as they were shipped', zh: 'weights/ 中随附的原始文件' },
    next: {
      en: 'install ocrdet again, or name other weights: --model weights.pth, --init weights.pth, --init none',
      zh: '请重新安装 ocrdet，或指定其他权重：--model weights.pth、--init weights.pth、--init none',
    },
  },
  'model-not-a-detector': {
    next: {
      en: 'use a file made by ocrdet, such as by: ocrdet export starter',
      zh: '请使用由 ocrdet 生成的文件，例如：ocrdet export starter',
    },
  },
  'settings-invalid': {
    next: { en: 'export the model again, or pass the run it came from', zh: '请重新导出模型，或使用其来源实验' },
  },
  'export-size': {
    expected: {
      en: 'height and width from {min} to {max}, multiples of {step}',
      zh: '高和宽为 {min} 到 {max} 之间 {step} 的倍数',
    },
    next: { en: 'use --size {size}', zh: '请使用 --size {size}' },
  },
  'model-missing': {
    expected: { en: 'an .onnx file', zh: '.onnx 文件' },
    next: {
      en: 'check the path, or make a file with: ocrdet export starter',
      zh: '请检查路径，或用 ocrdet export starter 生成文件',
    },
  },
  'model-not-loadable': {
    next: {
      en: 'check the file, or that the provider "{provider}" is there',
      zh: '请检查文件，以及 "{provider}" 是否可用',
    },
  },
  'onnx-invalid': {
    expected: { en: 'an ONNX model (.onnx)', zh: 'ONNX 模型（.onnx）' },
    next: { en: 'Check that the file was copied completely, or export it again', zh: '请检查文件是否完整，或重新导出' },
  },
  'pth-foreign': {
    next: {
      en: 'Give the .pth file of a run (checkpoints/best_model.pth) or one that torch.save wrote',
      zh: '请使用实验的 .pth 文件（checkpoints/best_model.pth），或由 torch.save 写出的文件',
    },
  },
  'pth-damaged': {
    next: {
      en: 'Copy or download it again and compare the sizes; if it is the only one, use another checkpoint of the run',
      zh: '请重新复制或下载并比较大小；若仅此一份，请使用该实验的其他检查点',
    },
  },
  'pth-unsupported': {
    expected: { en: 'dictionaries, lists, numbers, texts and dense tensors', zh: '字典、列表、数值、文本和稠密张量' },
  },
  'model-size-fixed': {
    expected: { en: '{size} (height x width), resized by the rule fit', zh: '{size}（高 x 宽），按 fit 规则缩放' },
    next: {
      en: 'leave out --input-size, --resize and --short-side; or export again with --size <HxW> or --dynamic',
      zh: '请去掉 --input-size、--resize 和 --short-side；或用 --size <高x宽> 或 --dynamic 重新导出',
    },
  },
  'test-list-missing': {
    expected: { en: 'test_list.txt in the data set', zh: '数据集中的 test_list.txt' },
    found: { en: 'neither in {folder} nor in {root}', zh: '{folder} 和 {root} 中都没有' },
    next: { en: 'pass --test-dir <data set>/test_images', zh: '请指定 --test-dir <数据集>/test_images' },
  },
} as const
