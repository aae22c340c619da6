// What errors about files and folders say, in English and Chinese. A table; `{name}` are facts of the case.

export const filesDetails = {
  'state-damaged': {
    message: { en: '{name} is damaged', zh: '{name} 已损坏' },
    expected: { en: 'the text that was written there at first', zh: '最初写入的内容' },
    nextSweep: {
      en: 'put it back from a backup; or delete it and start the sweep from its sweep.yaml once more, which finds the trainings that are finished',
      zh: '请从备份恢复该文件；或删除它，并用原来的 sweep.yaml 重新开始，已完成的训练会被找到',
    },
    nextFolder: {
      en: 'put it back from a backup, or name another folder: --out <folder>',
      zh: '请从备份恢复该文件，或用 --out <文件夹> 指定其他文件夹',
    },
    nextLists: {
      en: 'delete it: train_list.txt and test_list.txt then stay as they are',
      zh: '请删除该文件，train_list.txt 和 test_list.txt 将保持现状',
    },
  },
  'not-regular': {
    message: { en: '{path} is not a regular file', zh: '{path} 不是普通文件' },
    expected: { en: 'a file', zh: '文件' },
    next: {
      en: 'name a file, or a link to one; copy what a pipe gives into a file first',
      zh: '请指定文件或指向文件的链接；管道中的内容请先保存为文件',
    },
    foundPipe: { en: 'a named pipe', zh: '命名管道' },
    foundSocket: { en: 'a socket', zh: '套接字' },
  },
  'file-too-big': {
    message: { en: '{path} is larger than such a file can be', zh: '{path} 超出此类文件应有的大小' },
    expected: { en: 'at most {limit} bytes', zh: '不超过 {limit} 字节' },
    found: { en: '{size} bytes', zh: '{size} 字节' },
    next: { en: 'check that it is the file you mean', zh: '请确认指定的是正确的文件' },
    messageInput: { en: 'There is more on standard input than an image may have', zh: '标准输入的内容超出图片的上限' },
    expectedInput: { en: 'at most 1 GB', zh: '不超过 1 GB' },
    nextInput: { en: 'save the image to a file and look at it', zh: '请将图片保存为文件后再查看' },
  },
  'path-outside': {
    expected: { en: 'a path in {folders}', zh: '位于以下文件夹内的路径：{folders}' },
    next: {
      en: 'on the machine of the server: {line}; or upload the files',
      zh: '在服务器所在机器上运行 {line}，或上传文件',
    },
    nextAllow: { en: 'start the server with --allow <folder>', zh: '请使用 --allow <文件夹> 启动服务器' },
    messageData: {
      en: 'The data set names a file outside of the folders that the server may read',
      zh: '数据集引用了服务器可读取的文件夹之外的文件',
    },
    message: { en: 'This path is not in a folder that the server may read', zh: '此路径不在服务器可读取的文件夹内' },
    messageLink: {
      en: 'The run {id} holds a link that leads out of the folders that the server may read',
      zh: '实验 {id} 中有链接指向服务器可读取的文件夹之外',
    },
    expectedOwn: { en: 'files of its own', zh: '实验自身的文件' },
    nextLink: {
      en: 'replace the link by a copy, or start the server with --allow <folder>',
      zh: '请将链接替换为副本，或使用 --allow <文件夹> 启动服务器',
    },
  },
  'file-missing': {
    messageLog: { en: 'The run {id} has no log', zh: '实验 {id} 没有日志' },
    expectedLog: { en: 'log.txt in the run folder', zh: '实验文件夹中的 log.txt' },
    foundFile: { en: 'no such file', zh: '没有该文件' },
    nextLog: { en: 'Wait for it with --follow, if the run is just starting', zh: '若实验刚刚启动，可用 --follow 等待' },
    messageData: { en: 'There is no data set folder here', zh: '此处没有数据集文件夹' },
    expectedData: {
      en: 'a folder with train_list.txt and test_list.txt',
      zh: '含有 train_list.txt 和 test_list.txt 的文件夹',
    },
    nextPath: { en: 'check the path', zh: '请检查路径' },
    expectedPath: { en: 'a path that exists', zh: '存在的路径' },
    expectedFolder: { en: 'a folder', zh: '文件夹' },
    foundNothing: { en: 'nothing', zh: '不存在' },
    messagePath: { en: 'There is no such file or folder', zh: '没有该文件或文件夹' },
  },
  'program-incomplete': {
    message: { en: 'A part of the program could not be loaded', zh: '程序的一部分无法加载' },
    expected: {
      en: 'a whole installation, and at least 256 open files (ulimit -n)',
      zh: '完整的安装，且可打开至少 256 个文件（ulimit -n）',
    },
    next: {
      en: 'Raise the limit (ulimit -n 1024); if it is high enough, install again (npm ci)',
      zh: '请提高上限（ulimit -n 1024）；若已足够高，请重新安装（npm ci）',
    },
  },
} as const
