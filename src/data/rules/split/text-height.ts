// Rule: at the input size of the training, at least half of a split's legible texts are large enough to be learnt.
import { inputSizes } from '../../../core/input-size.ts'
import type { InputSize } from '../../problem-kinds.ts'
import { problem, type Problem } from '../../problems.ts'
import type { NetworkView } from '../image/rule.ts'

const { multipleOf: step, max: largestSide } = inputSizes

/** What there is to say about a split whose legible texts have this median height, in network pixels. */
export function textHeight(median: number, list: string, { input, minTextSize: least }: NetworkView): Problem[] {
  if (median >= least) return []
  const repair = sizeFor(least / median, input)
  const facts = { median, least, input, ...(repair !== undefined && { repair }) }
  return [problem({ code: 'small-texts', ...facts }, list)]
}

/** The input enlarged by `factor`, or undefined when that is too large. */
function sizeFor(factor: number, [height, width]: InputSize): InputSize | undefined {
  const enlarged = (side: number): number => Math.ceil((side * factor) / step) * step
  const size: InputSize = [enlarged(height), enlarged(width)]
  return Math.max(...size) <= largestSide ? size : undefined
}
