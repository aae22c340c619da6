// What errors about files and folders say, in English and Chinese. A table; `{name}` are facts of the case.

export const filesDetails = {
  'not-regular': {
    message: { en: '{path} is not a regular file', zh: '{path} 不是普通文件' },
    expected: { en: 'a file', zh: '文件' },
    next: {
      en: 'name a file, or a link to one; copy what a pipe gives into a file first',
      zh: '请指定文件或指向文件的链接；管道中的内容请先保存为文件',
    },
  },
  'file-too-big': {
    message: { en: '{path} is larger than such a file can be', zh: '{path} 超出此类文件应有的大小' },
    expected: { en: 'at most {limit} bytes', zh: '不超过 {limit} 字节' },
    found: { en: '{size} bytes', zh: '{size} 字节' },
    next: { en: 'check that it is the file you mean', zh: '请确认指定的是正确的文件' },
  },
  'path-outside': {
    expected: { en: 'a path in {folders}', zh: '位于以下文件夹内的路径：{folders}' },
    next: {
      en: 'start the server with --allow <folder>, or upload the files',
      zh: '使用 --allow <文件夹> 启动服务器，或上传文件',
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
    foundNothing: { en: 'nothing', zh: '不存在' },
  },
} as const
