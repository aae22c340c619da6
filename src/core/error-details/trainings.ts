// What errors about trainings say, in English and Chinese. A table; `{name}` are facts of the case.

export const trainingsDetails = {
  'training-not-started': {
    message: { en: 'The training ended before it began', zh: '训练在开始之前就结束了' },
    next: {
      en: 'start it in a terminal with `ocrdet train` to see everything that it says',
      zh: '请在终端中用 `ocrdet train` 启动，以查看全部输出',
    },
  },
  'run-not-resumable': {
    expected: {
      en: 'a checkpoint with the state of the optimizer, written by ocrdet train',
      zh: '由 ocrdet train 写出、含有优化器状态的检查点',
    },
    next: { en: 'start the same training anew: {command}', zh: '请重新开始相同的训练：{command}' },
    foundNone: {
      en: 'no checkpoint: the run ended before its first epoch was done',
      zh: '没有检查点：实验在第一个 epoch 完成之前就结束了',
    },
    foundStateless: { en: '{name} (no optimizer state)', zh: '{name}（没有优化器状态）' },
    foundState: { en: 'no optimizer state: it is made for use alone', zh: '没有优化器状态：它只供单独使用' },
    message: { en: 'No checkpoint to resume from', zh: '没有可以继续训练的检查点' },
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
    messageGradient: {
      en: 'A gradient is not a finite number; the training was stopped before it could spoil the weights',
      zh: '梯度不是有限数值；训练已在损坏权重之前停止',
    },
    messageLoss: {
      en: 'The loss is not a finite number; the training was stopped before it could spoil the weights',
      zh: '损失不是有限数值；训练已在损坏权重之前停止',
    },
  },
  'memory-too-small': {
    found: { en: '{size} available', zh: '可用 {size}' },
    expectedNeed: {
      en: 'batches of {batch}[, {micro} at a time,] at {size}',
      zh: '批大小 {batch}[（每次计算 {micro} 张）]、尺寸 {size} 的训练',
    },
    next: {
      en: 'use --batch-size {fits}, or --auto-batch to keep batches of {batch} and compute them in parts',
      zh: '请使用 --batch-size {fits}，或用 --auto-batch 保持批大小 {batch} 并分批计算',
    },
    nextSize: {
      en: 'use a smaller --input-size, such as {size}, with --batch-size 1',
      zh: '请使用更小的 --input-size，例如 {size}，并加上 --batch-size 1',
    },
    message: { en: 'This training does not fit into the memory of this machine', zh: '此机器的内存不足以进行此训练' },
    expected: { en: 'about {size} for {need}', zh: '{need}约需 {size}' },
  },
  'device-missing': {
    nextCpu: { en: 'use --device cpu', zh: '请使用 --device cpu' },
    nextWebgpu: {
      en: 'use --device cpu, or install the driver of the graphics card (Vulkan on Linux, Direct3D 12 on Windows)',
      zh: '请使用 --device cpu，或安装显卡驱动（Linux 上为 Vulkan，Windows 上为 Direct3D 12）',
    },
    nextCuda: {
      en: 'use --device webgpu or cpu; or, on Linux x64 with CUDA 12 and cuDNN 9, install the CUDA provider with: node node_modules/onnxruntime-node/script/install.js --onnxruntime-node-install=cuda12',
      zh: '请使用 --device webgpu 或 cpu；或在装有 CUDA 12 和 cuDNN 9 的 Linux x64 上安装 CUDA 组件：node node_modules/onnxruntime-node/script/install.js --onnxruntime-node-install=cuda12',
    },
    messageFloat16: { en: 'The device {device} does not compute in float16', zh: '设备 {device} 不支持 float16 计算' },
    expectedFloat16: {
      en: 'a graphics card and driver with 16-bit floats in shaders (shader-f16 of WebGPU)',
      zh: '显卡及驱动支持着色器中的 16 位浮点数（WebGPU 的 shader-f16）',
    },
    nextFloat16: { en: 'use --precision float32, or another device', zh: '请使用 --precision float32，或改用其他设备' },
    message: { en: 'The device "{asked}" cannot be used on this machine', zh: '设备 "{asked}" 在此机器上不可用' },
    expected: {
      en: 'a device that ONNX Runtime can use through its {asked} provider',
      zh: 'ONNX Runtime 可通过 {asked} 使用的设备',
    },
  },
  'data-changed': {
    message: { en: 'its data set is not what it was', zh: '其数据集已发生变化' },
    messageSince: { en: 'The data set changed since {id}: {what}', zh: '自 {id} 以来数据集已变化：{what}' },
    expected: { en: 'the data with the hash {hash}...', zh: '哈希值为 {hash}... 的数据' },
    foundImages: {
      en: '{count} {count:image|images} changed ({names})',
      zh: '{count} 张图片已变化（{names}）',
    },
    foundGroundTruths: {
      en: '{count} {count:ground truth|ground truths} changed ({names})',
      zh: '{count} 个标注已变化（{names}）',
    },
    foundNew: { en: '{count} {count:image is|images are} new ({names})', zh: '新增 {count} 张图片（{names}）' },
    foundGone: { en: '{count} {count:image is|images are} gone ({names})', zh: '缺少 {count} 张图片（{names}）' },
    foundOrder: { en: 'the order of the lists changed', zh: '列表的顺序已变化' },
    foundHash: {
      en: 'it has another hash; now {train} to train and {test} to test, then {trainBefore} and {testBefore}',
      zh: '哈希值不同；现有训练图片 {train} 张、测试图片 {test} 张，原来分别为 {trainBefore} 和 {testBefore}',
    },
    next: {
      en: 'Bring the data back, or say where it lies with --data',
      zh: '请恢复原来的数据，或用 --data 指定其位置',
    },
  },
  'weights-changed': {
    message: { en: 'its initial weights are not what they were', zh: '其初始权重已发生变化' },
    messageSince: {
      en: 'The initial weights changed since {id}: {before} then, {now} now',
      zh: '自 {id} 以来初始权重已变化：原为 {before}，现为 {now}',
    },
    foundFile: { en: 'a file with the sha256 {sha256}', zh: 'sha256 为 {sha256} 的文件' },
    messageAll: { en: 'The training of {id} cannot be repeated: {changes}', zh: '无法重复实验 {id} 的训练：{changes}' },
    next: {
      en: 'Bring the weights back (the starter: install the version of ocrdet that shipped them)',
      zh: '请恢复原来的权重（入门权重：安装随附该权重的 ocrdet 版本）',
    },
    nextAnyway: {
      en: '{steps}. Or train on what is there with --anyway',
      zh: '{steps}。也可用 --anyway 以现有内容训练',
    },
  },
  'hash-not-recorded': {
    messageData: {
      en: 'The run {id} recorded no hash of its data: whether they are the same is not known',
      zh: '实验 {id} 没有记录其数据的哈希值，无法判断是否相同',
    },
    messageWeights: {
      en: 'The run {id} recorded no hash of its initial weights: whether they are the same is not known',
      zh: '实验 {id} 没有记录其初始权重的哈希值，无法判断是否相同',
    },
  },
  'out-of-memory': {
    message: { en: 'The training ran out of memory', zh: '训练耗尽了内存' },
    expected: { en: 'enough memory for {need}', zh: '足够的内存，用于{need}' },
    next: {
      en: '{remedy}; if the run has saved a checkpoint, resume it with: {command}',
      zh: '{remedy}；若实验已保存检查点，可继续训练：{command}',
    },
    messageNetwork: {
      en: 'The memory of this machine does not suffice to run the network of this file',
      zh: '此机器的内存不足以运行该文件的网络',
    },
    nextNetwork: {
      en: 'try a smaller --input-size, or end other programs',
      zh: '请尝试更小的 --input-size，或结束其他程序',
    },
  },
} as const
