// What errors about the web interface: uploads, jobs, results say, in English and Chinese. A table; `{name}` are facts of the case.

export const serverDetails = {
  'upload-unknown': {
    expected: { en: 'the id of an upload to this server', zh: '上传到此服务器的文件编号' },
    next: { en: 'upload the file again', zh: '请重新上传文件' },
    message: { en: 'There is no such upload', zh: '没有这个上传文件' },
  },
  'bad-upload': {
    expected: { en: 'a name that ends with {endings}', zh: '以 {endings} 结尾的文件名' },
    next: { en: 'convert it to JPEG or PNG', zh: '请转换为 JPEG 或 PNG' },
    message: { en: 'A file of this kind cannot be used here', zh: '此处不能使用这种文件' },
  },
  'too-many-uploads': {
    next: {
      en: 'remove uploads, or give the path of a folder instead',
      zh: '请删除已上传的文件，或改为指定文件夹路径',
    },
    message: { en: 'This server has taken as many files as it may', zh: '此服务器接收的文件已达上限' },
    expected: {
      en: 'at most {uploads} files and {totalBytes} bytes',
      zh: '最多 {uploads} 个文件，合计 {totalBytes} 字节',
    },
  },
  'too-many-jobs': {
    expected: { en: 'at most {max}', zh: '不超过 {max} 个' },
    next: { en: 'wait until some are done, or cancel some', zh: '请等待部分任务完成，或取消一些' },
    message: { en: 'Too many jobs are waiting', zh: '等待中的任务过多' },
  },
  'too-many-questions': {
    expected: {
      en: 'at most {open} open questions, and {hourly} in an hour',
      zh: '最多 {open} 个待答复的请求，每小时最多 {hourly} 个',
    },
    next: {
      en: "answer those that stand in the server's terminal, or wait",
      zh: '请先答复服务器终端中的请求，或稍后再试',
    },
    message: { en: 'Too many folders were asked for', zh: '请求的文件夹过多' },
  },
  'folder-changed': {
    expected: { en: 'the folder {folder}', zh: '文件夹 {folder}' },
    foundNothing: { en: 'it is gone', zh: '已不存在' },
    next: { en: 'ask for it again', zh: '请重新请求' },
    message: {
      en: 'This folder is not what it was when it was asked for; it was not allowed',
      zh: '该文件夹已不是询问时的文件夹，未予允许',
    },
  },
  'server-unknown': {
    message: { en: 'No server of yours runs here', zh: '此处没有您启动的服务器在运行' },
    messagePort: { en: 'No server of yours runs on this port', zh: '该端口上没有您启动的服务器' },
    messageSeveral: { en: 'More than one server of yours runs here', zh: '此处有多个您启动的服务器在运行' },
    messageSilent: { en: 'The server does not answer', zh: '服务器没有应答' },
    expected: { en: 'a server that you started with ocrdet serve', zh: '由您用 ocrdet serve 启动的服务器' },
    expectedOne: { en: 'one server, or --port', zh: '一个服务器，或用 --port 指定' },
    foundNone: { en: 'none', zh: '没有' },
    next: { en: 'start one: {line}', zh: '请启动服务器：{line}' },
    nextPort: { en: 'say which: --port <n>', zh: '请指定：--port <端口>' },
  },
  'token-missing': {
    next: { en: 'open the address that the server printed at its start', zh: '请打开服务器启动时显示的地址' },
    message: { en: 'This server wants its token', zh: '此服务器需要访问令牌' },
    expected: {
      en: 'Authorization: Bearer <token>, or the address with ?token= that the server printed',
      zh: 'Authorization: Bearer <令牌>，或服务器显示的带 ?token= 的地址',
    },
    foundNone: { en: 'none', zh: '没有' },
    foundOther: { en: 'another one', zh: '另一个令牌' },
  },
  'worker-died': {
    expected: { en: 'a result', zh: '处理结果' },
    foundClosed: { en: 'it was closed', zh: '进程已被关闭' },
    foundExit: { en: 'exit code {code}', zh: '退出码 {code}' },
    next: {
      en: 'try again; if it happens with a smaller image or batch too, the machine may be short of memory',
      zh: '请重试；若较小的图片或批也如此，可能是机器内存不足',
    },
    message: {
      en: 'The process that worked on this has ended before it was done',
      zh: '执行此任务的进程在完成之前就结束了',
    },
  },
  'detection-gone': {
    expected: { en: 'one of the last {max}', zh: '最近 {max} 个结果之一' },
    next: { en: 'detect on the image again', zh: '请重新检测该图片' },
    message: { en: 'This detection is not kept any more', zh: '该检测结果已不再保留' },
    messageMaps: { en: 'These probability maps are not kept any more', zh: '这些概率图已不再保留' },
    expectedSession: { en: 'the session that was started last', zh: '最近一次启动的调参会话' },
    nextSession: { en: 'start it again', zh: '请重新启动' },
  },
  'zip-encrypted': {
    expected: { en: 'a ZIP file without a password', zh: '没有密码的 ZIP 文件' },
    next: {
      en: 'unpack it yourself and give the path of the folder, or pack it without a password',
      zh: '请自行解压并指定文件夹路径，或重新打包且不设密码',
    },
    found: { en: 'a ZIP archive with a password', zh: '设有密码的 ZIP' },
    message: { en: 'The archive is protected by a password', zh: 'ZIP 设有密码' },
  },
  'zip-unsafe': {
    expected: { en: 'files and folders with plain names', zh: '普通名称的文件和文件夹' },
    next: { en: 'pack the folder again with an ordinary program', zh: '请用常用程序重新打包该文件夹' },
    foundLink: { en: 'the link {name}', zh: '链接 {name}' },
    message: { en: 'The archive holds something that leads out of its folder', zh: 'ZIP 中有指向文件夹之外的内容' },
  },
  'zip-too-large': {
    next: { en: 'unpack it yourself and give the path of the folder', zh: '请自行解压并指定文件夹路径' },
    found: { en: 'more than {limit} bytes', zh: '超过 {limit} 字节' },
    expectedSize: { en: 'at most {limit} bytes out of {size}', zh: '{size} 字节的 ZIP 解压后不超过 {limit} 字节' },
    message: { en: 'The archive unpacks to more than it may', zh: 'ZIP 解压后超出允许的大小' },
    foundFiles: { en: '{count} files', zh: '{count} 个文件' },
    expectedFiles: { en: 'at most {max}', zh: '不超过 {max} 个' },
  },
  'zip-damaged': {
    expected: { en: 'a ZIP file', zh: 'ZIP 文件' },
    next: { en: 'pack it again, or give the path of the folder', zh: '请重新打包，或指定文件夹路径' },
    message: { en: 'The archive cannot be unpacked', zh: '无法解压该 ZIP' },
  },
  'not-found': {
    expectedList: { en: 'a list with images', zh: '含有图片的列表' },
    expectedRange: { en: '0 to {last}', zh: '0 到 {last}' },
    messageQuestion: { en: 'There is no such question', zh: '没有这个请求' },
    messageImage: { en: 'There is no such image in the data set', zh: '数据集中没有这张图片' },
    messageState: { en: 'This image never had such a state', zh: '该图片没有过这一版本' },
    messageSplit: { en: 'There is no division to take back', zh: '没有可撤销的划分' },
    expectedSplit: { en: 'lists that nothing changed since the division', zh: '划分之后没有改变过的列表' },
    messageEvaluation: { en: 'There is no such image in the evaluation', zh: '评估结果中没有这张图片' },
    messageCheckpoint: { en: 'The run has no such checkpoint', zh: '该实验没有这个检查点' },
    messageTrash: { en: 'This run is not in the trash', zh: '该实验不在回收站中' },
    expectedTrash: { en: 'a deleted run', zh: '已删除的实验' },
    nextTrash: { en: 'look at the list of deleted runs', zh: '请查看已删除实验的列表' },
    messageResult: { en: 'There is no such result', zh: '没有该结果' },
    expectedResult: {
      en: 'the name of a folder such as outputs_20260105143022',
      zh: '文件夹的名称，例如 outputs_20260105143022',
    },
    messageExport: { en: 'There is no such exported model', zh: '没有该导出模型' },
    expectedExport: { en: 'the name of an .onnx file among the results', zh: '结果中 .onnx 文件的名称' },
    messageJob: { en: 'There is no such job', zh: '没有这个任务' },
    expectedJob: { en: 'the id of a job of this server', zh: '此服务器的任务编号' },
    nextJob: { en: 'jobs end with the server; start it again', zh: '任务随服务器结束；请重新启动该任务' },
    messageStart: { en: 'There is no such start', zh: '没有这次启动' },
    nextStart: {
      en: 'look at the list of runs: a training that has started is there',
      zh: '请查看实验列表：已开始的训练在其中',
    },
    messageGone: { en: 'This image is not in the data set of the run any more', zh: '该图片已不在实验的数据集中' },
    messageNoEvaluation: { en: 'This run has no evaluation yet', zh: '该实验还没有评估结果' },
    expectedEvaluationFiles: {
      en: 'predictions.json and ground_truth.json in eval_results/',
      zh: 'eval_results/ 中的 predictions.json 和 ground_truth.json',
    },
    nextEvaluation: { en: 'wait for its first evaluation', zh: '请等待第一次评估' },
  },
} as const
