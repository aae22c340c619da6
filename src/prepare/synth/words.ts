// What the synthetic images say: words of receipts, labels and street signs, in Latin letters and in Chinese.
import type { Random } from '../../core/random.ts'

const latinWords = `
  Total Cash Change Receipt Thank You Welcome Open Closed Exit Entrance Push Pull Sale Price Only Fresh Coffee Tea Bread Milk
  Market Street Road Avenue Station Hotel Library School Museum Garden River Bridge Central North South East West Left Right
  Stop Slow Danger Warning Notice Parking Taxi Bus Train Platform Ticket Office Hours Monday Friday Sunday Summer Winter
  Organic Natural Premium Quality Made Best Before Weight Volume Batch Serial Number Keep Cool Dry Fragile This Side Up
  Invoice Date Order Table Guest Item Amount Tax Discount Member Card Visa Paid Balance Pharmacy Bakery Books Music Shoes
`
  .trim()
  .split(/\s+/)

const chineseWords = `
  欢迎光临 谢谢惠顾 营业时间 收银台 合计 现金 找零 小票 发票 单价 数量 金额 优惠 会员 打折 特价 新鲜 水果 蔬菜 牛奶 面包 咖啡 绿茶 豆浆
  出口 入口 推 拉 停车场 地铁站 公交车 火车站 出租车 人民路 中山路 北京 上海 广州 深圳 南京 西安 成都 东门 西门 南门 北门 图书馆 博物馆 医院
  学校 公园 酒店 餐厅 书店 药店 超市 银行 邮局 商场 小心地滑 请勿吸烟 禁止停车 注意安全 消防通道 安全出口 洗手间 电梯 楼梯 开门 关门 有机 天然
  保质期 生产日期 净含量 配料表 食用方法 阴凉干燥处 中国制造 质量第一 客户至上 星期一 星期天 春节快乐 生日快乐 恭喜发财 平安 幸福 美食天地 家常菜 牛肉面 火锅
`
  .trim()
  .split(/\s+/)

/** Kinds of text with the share of each. Latin and Chinese are about equally frequent. */
const kinds: readonly (readonly [share: number, make: (random: Random) => string])[] = [
  [0.3, (random) => phrase(random, latinWords, ' ')],
  [0.1, (random) => phrase(random, latinWords, ' ').toUpperCase()],
  [0.38, (random) => phrase(random, chineseWords, '')],
  [0.08, (random) => `${random.int(1000)}.${random.int(10)}${random.int(10)}`],
  [0.07, (random) => `${random.pick(['No.', 'A', 'B', 'K', 'Tel '])}${10 + random.int(99990)}`],
  [0.07, (random) => `${random.pick(chineseWords)}${1 + random.int(999)}`],
]

/** A short text of one line: one to three words, a price, a number, or Chinese with a number. */
export function randomText(random: Random): string {
  let draw = random.next() * kinds.reduce((sum, [share]) => sum + share, 0)
  for (const [share, make] of kinds) {
    if (draw < share) return make(random)
    draw -= share
  }
  return kinds[0][1](random)
}

function phrase(random: Random, words: readonly string[], between: string): string {
  const count = random.pick([1, 1, 1, 2, 2, 3])
  return Array.from({ length: count }, () => random.pick(words)).join(between)
}

/** Every character that a text may hold, for checking them against the fonts. */
export function allCharacters(): string {
  const text = [...latinWords, ...chineseWords, ' .0123456789NoABKTel'].join('')
  return [...new Set(text + text.toUpperCase())].sort().join('')
}
