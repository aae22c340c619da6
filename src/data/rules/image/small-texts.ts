// Rule: a text is large enough to be learnt at the input size of the training.
import { problem } from '../../problems.ts'
import { networkSize } from './network-size.ts'
import type { ImageRule } from './rule.ts'

export const largeEnough: ImageRule = ({ sample, header, groundTruth, split: part }, view) =>
  sample.texts.flatMap((text) => {
    if (text.ignore) return []
    const size = networkSize(text, header, view)
    const { minTextSize: least, input } = view
    return size >= least ? [] : [problem({ code: 'text-too-small', part, size, least, input }, groundTruth, text.line)]
  })
