// What errors about requests to the server say, in English and Chinese. A table; `{name}` are facts of the case.

export const requestsDetails = {
  'bad-input': {
    message: { en: 'The request has a wrong value in {path}', zh: '请求中 {path} 的值有误' },
    expectedOneOf: { en: 'one of {list}', zh: '以下之一：{list}' },
    expectedNo: { en: 'no {keys}', zh: '不应有 {keys}' },
    foundNothing: { en: 'nothing', zh: '未填写' },
    next: { en: 'see /api/docs for what this address takes', zh: '可用的值见 /api/docs' },
    messagePosition: { en: 'The request has a wrong position in a log', zh: '请求中的日志位置有误' },
    expectedPosition: {
      en: 'the position that came with the log or the curves, or the id of an event',
      zh: '日志或曲线附带的位置，或事件的编号',
    },
    expectedRuns: { en: '2 to 100 ids or names, separated by commas', zh: '2 到 100 个编号或名称，以逗号分隔' },
    messageNumber: { en: 'The request has a wrong number in its address', zh: '请求地址中的数字有误' },
    expectedNumber: { en: 'a whole number from 0', zh: '从 0 开始的整数' },
  },
  'bad-json': {
    found: { en: 'nothing', zh: '空内容' },
    message: { en: 'The body of the request is no JSON', zh: '请求内容不是 JSON' },
    expected: { en: 'a JSON value in UTF-8', zh: 'UTF-8 编码的 JSON' },
  },
  'port-taken': {
    message: { en: 'Another program listens on this port', zh: '其他程序正在使用该端口' },
    next: { en: 'choose another --port', zh: '请用 --port 选择其他端口' },
  },
  'port-forbidden': {
    message: { en: 'This port may not be used', zh: '不能使用该端口' },
    next: { en: 'choose a --port above 1023', zh: '请用 --port 选择大于 1023 的端口' },
  },
  'host-unknown': {
    messageAddress: { en: 'This machine has no such address', zh: '此机器没有该地址' },
    nextAddress: {
      en: 'use --host 127.0.0.1, or 0.0.0.0 for every address',
      zh: '请使用 --host 127.0.0.1，或用 0.0.0.0 表示所有地址',
    },
    messageHost: { en: 'There is no such host', zh: '没有该主机' },
    nextHost: { en: 'use --host 127.0.0.1', zh: '请使用 --host 127.0.0.1' },
    message: { en: 'This server does not go by that name', zh: '此服务器没有该名称' },
    expected: { en: 'the address that it printed at its start', zh: '服务器启动时显示的地址' },
    next: {
      en: 'open the printed address, or start the server with --host <that name>',
      zh: '请打开显示的地址，或用 --host <该名称> 启动服务器',
    },
  },
  'upload-too-large': {
    message: { en: 'The body of the request is too large', zh: '请求内容过大' },
    expected: { en: 'at most {max} bytes', zh: '不超过 {max} 字节' },
    found: { en: 'more', zh: '超出' },
  },
  'origin-foreign': {
    message: { en: 'Another site may not use this server', zh: '其他网站不能使用此服务器' },
    expected: { en: 'a request from http://{host}', zh: '来自 http://{host} 的请求' },
  },
  'data-unknown': {
    messageRun: { en: 'The configuration of the run does not tell its data set', zh: '实验的配置没有说明其数据集' },
    messageFile: {
      en: 'The file does not say on which data set it can be verified',
      zh: '该文件没有说明可用哪个数据集验证',
    },
    messageCalibration: {
      en: 'Nothing tells on which training images 8 bits are to be calibrated',
      zh: '没有说明用哪些训练图片校准 int8',
    },
    expected: { en: 'a file that was exported from a run', zh: '由实验导出的文件' },
    expectedCalibration: { en: 'a run whose data set is known, or a data set', zh: '数据集已知的实验，或指定数据集' },
    nextCalibration: {
      en: 'name a data set: --calibration custom_data',
      zh: '请指定数据集：--calibration custom_data',
    },
    next: { en: 'choose a data set', zh: '请选择数据集' },
  },
  'bad-token': {
    message: { en: 'This token cannot be used', zh: '该令牌不可用' },
    expected: { en: '8 to 200 letters, digits, and . _ ~ -', zh: '8 到 200 个字母、数字或 . _ ~ -' },
    found: { en: '{count} characters', zh: '{count} 个字符' },
    next: { en: 'leave --token out, and one is made', zh: '请去掉 --token，将自动生成令牌' },
  },
} as const
