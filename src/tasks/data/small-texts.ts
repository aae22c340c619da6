// How many texts are too small to be learnt, at the input size of a training and at larger ones.
import { inputSizes } from '../../core/input-size.ts'
import type { InBoth } from '../../core/language.ts'
import type { CheckedImage } from '../../data/check.ts'
import type { InputSize } from '../../data/problem-kinds.ts'
import type { NetworkView } from '../../data/rules/image/rule.ts'
import { networkSize } from '../../data/rules/image/network-size.ts'
import { sizeWords } from '../../data/words/boxes.ts'

/** Longer sides that are looked at, in pixels. */
const sides = [960, 1152, 1280, 1536, 1792, 2048] as const
/** Few enough of all legible texts, and of those that were too small. */
const enough = { ofAll: 0.01, ofSmall: 0.02 }

export interface SmallTexts {
  readonly least: number
  readonly input: InputSize
  readonly count: number
  /** The smallest input size at which few texts are too small, else the largest that was looked at; undefined when there is none. */
  readonly better?: { readonly input: InputSize; readonly count: number; readonly isEnough: boolean }
}

/** Undefined when every legible text is large enough. */
export function smallTextsOf(images: readonly CheckedImage[], view: NetworkView): SmallTexts | undefined {
  const { minTextSize: least, input } = view
  const legible = images.flatMap(({ opened }) =>
    opened === undefined
      ? []
      : opened.sample.texts.filter(({ ignore }) => !ignore).map((text) => ({ text, header: opened.header })),
  )
  const isSmall = (at: InputSize) => (one: (typeof legible)[number]) =>
    networkSize(one.text, one.header, { ...view, input: at }) < least
  let small = legible.filter(isSmall(input))
  if (small.length === 0) return undefined
  const found = { least, input, count: small.length }
  let better: SmallTexts['better']
  for (const larger of largerThan(input)) {
    small = small.filter(isSmall(larger))
    const isEnough = small.length <= Math.max(enough.ofAll * legible.length, enough.ofSmall * found.count)
    better = { input: larger, count: small.length, isEnough }
    if (isEnough) break
  }
  return { ...found, ...(better && { better }) }
}

/** Inputs of the same proportions. */
function largerThan([height, width]: InputSize): InputSize[] {
  const { multipleOf: step } = inputSizes
  const long = Math.max(height, width)
  const scaled = (side: number, to: number): number => Math.ceil((side * to) / long / step) * step
  return sides.filter((side) => side > long).map((side): InputSize => [scaled(height, side), scaled(width, side)])
}

/** `834 texts are under 8 px at 800x800; 12 at 1152x1152: use 1152x1152` */
export function smallTextsWords({ least, input, count, better }: SmallTexts): InBoth<string> {
  const en = `${count === 1 ? '1 text is' : `${count} texts are`} under ${least} px at ${sizeWords(input)}`
  const zh = `${sizeWords(input)} 下有 ${count} 处文字的短边不足 ${least} 像素`
  if (better === undefined) return { en: `${en}: cut the images into parts`, zh: `${zh}，建议把图片切成几部分` }
  const size = sizeWords(better.input)
  const then = { en: `${en}; ${better.count} at ${size}`, zh: `${zh}，${size} 下为 ${better.count} 处` }
  return better.isEnough
    ? { en: `${then.en}: use ${size}`, zh: `${then.zh}，建议使用 ${size}` }
    : { en: `${then.en}: cut the images into parts`, zh: `${then.zh}，建议把图片切成几部分` }
}
