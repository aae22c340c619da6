// Words of the frame around every page.
import { wordTable } from './language.ts'

export const shellWords = wordTable({
  'app.name': { zh: 'OCR 文字检测', en: 'OCR text detection' },
  'app.skip': { zh: '跳到正文', en: 'Skip to content' },
  'app.navigation': { zh: '主导航', en: 'Main' },
  'app.language': { zh: 'English', en: '中文' },
  'app.language.label': { zh: '切换到英文（English）', en: 'Switch to Chinese（中文）' },
  'app.theme.dark': { zh: '切换到深色', en: 'Switch to dark' },
  'app.theme.light': { zh: '切换到浅色', en: 'Switch to light' },
  'app.offline': { zh: '与服务器的连接已断开，正在重连…', en: 'The connection to the server is lost; trying again…' },
  'app.api': { zh: '接口文档', en: 'API' },
  'page.detect': { zh: '单图检测', en: 'Detect' },
  'page.batch': { zh: '批量检测', en: 'Batch' },
  'page.data': { zh: '数据集', en: 'Data sets' },
  'page.train': { zh: '训练', en: 'Train' },
  'page.runs': { zh: '实验', en: 'Runs' },
  'page.export': { zh: 'ONNX 导出', en: 'Export' },
  'page.missing': { zh: '没有这个页面', en: 'There is no such page' },
  'page.missing.next': { zh: '请从导航中选择一个页面。', en: 'Choose one in the navigation.' },
  'page.broken': { zh: '页面出错了', en: 'Something went wrong' },
  'page.broken.next': { zh: '重新加载后再试；数据不受影响。', en: 'Reload and try again; no data is touched.' },
  'page.reload': { zh: '重新加载', en: 'Reload' },
})
