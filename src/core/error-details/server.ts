// What errors about the web interface: uploads, jobs, results say, in English and Chinese. A table; `{name}` are facts of the case.

export const serverDetails = {
  'upload-unknown': {
    expected: { en: 'the id of an upload to this server', zh: '上传到此服务器的文件编号' },
    next: { en: 'upload the file again', zh: '请重新上传文件' },
  },
  'bad-upload': {
    expected: { en: 'a name that ends with {endings}', zh: '以 {endings} 结尾的文件名' },
    next: { en: 'convert it to JPEG or PNG', zh: '请转换为 JPEG 或 PNG' },
  },
  'too-many-uploads': {
    next: {
      en: 'remove uploads, or give the path of a folder instead',
      zh: '请删除已上传的文件，或改为指定文件夹路径',
    },
  },
  'too-many-jobs': {
    expected: { en: 'at most {max}', zh: '不超过 {max} 个' },
    next: { en: 'wait until some are done, or cancel some', zh: '请等待部分任务完成，或取消一些' },
  },
  'token-missing': {
    next: { en: 'open the address that the server printed at its start', zh: '请打开服务器启动时显示的地址' },
  },
  'worker-died': {
    expected: { en: 'a result', zh: '处理结果' },
    next: {
      en: 'try again; if it happens with a smaller image or batch too, the machine may be short of memory',
      zh: '请重试；若较小的图片或批也如此，可能是机器内存不足',
    },
  },
  'detection-gone': {
    expected: { en: 'one of the last {max}', zh: '最近 {max} 个结果之一' },
    next: { en: 'detect on the image again', zh: '请重新检测该图片' },
  },
  'zip-encrypted': {
    expected: { en: 'a ZIP file without a password', zh: '没有密码的 ZIP 文件' },
    next: {
      en: 'unpack it yourself and give the path of the folder, or pack it without a password',
      zh: '请自行解压并指定文件夹路径，或重新打包且不设密码',
    },
  },
  'zip-unsafe': {
    expected: { en: 'files and folders with plain names', zh: '普通名称的文件和文件夹' },
    next: { en: 'pack the folder again with an ordinary program', zh: '请用常用程序重新打包该文件夹' },
  },
  'zip-too-large': {
    next: { en: 'unpack it yourself and give the path of the folder', zh: '请自行解压并指定文件夹路径' },
  },
  'zip-damaged': {
    expected: { en: 'a ZIP file', zh: 'ZIP 文件' },
    next: { en: 'pack it again, or give the path of the folder', zh: '请重新打包，或指定文件夹路径' },
  },
} as const
