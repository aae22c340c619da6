// Words of charts, the log viewer and the image viewer.
import { wordTable } from './language.ts'

export const chartWords = wordTable({
  'chart.all': { zh: '显示全部', en: 'Show all' },
  'chart.table': { zh: '数据表', en: 'As a table' },
  'chart.axis': { zh: '横轴', en: 'Axis' },
  'chart.axis.step': { zh: '步数', en: 'Step' },
  'chart.axis.epoch': { zh: '轮数', en: 'Epoch' },
  'chart.axis.relative': { zh: '相对时间', en: 'Relative time' },
  'chart.axis.time': { zh: '时刻', en: 'Time of day' },
  'chart.smoothing': { zh: '平滑', en: 'Smoothing' },
  'chart.log': { zh: '对数坐标', en: 'Logarithmic' },
  'log.title': { zh: '日志', en: 'Log' },
  'log.filter': { zh: '在整个日志中查找', en: 'Search the whole log' },
  'log.tags': { zh: '标签', en: 'Tags' },
  'log.count': { zh: '共 {total} 行，匹配 {matching} 行', en: '{matching} of {total} {total:line|lines}' },
  'log.new': { zh: '{n} 行新日志', en: '{n} new lines' },
  'log.empty': { zh: '没有匹配的行', en: 'No line matches' },
  'log.lines': { zh: '日志内容', en: 'Lines of the log' },
  'viewer.image': {
    zh: '图片，可用方向键移动、+ 和 - 缩放、0 适应窗口、N 和 P 切换文本框',
    en: 'Image; arrows move, + and - zoom, 0 fits, N and P go through the boxes',
  },
  'viewer.in': { zh: '放大', en: 'Zoom in' },
  'viewer.out': { zh: '缩小', en: 'Zoom out' },
  'viewer.fit': { zh: '适应窗口', en: 'Fit' },
  'viewer.boxes': { zh: '文本框列表', en: 'Boxes' },
  'viewer.none': { zh: '没有文本框', en: 'No boxes' },
  'viewer.gone': { zh: '无法显示图片', en: 'The image cannot be shown' },
})
