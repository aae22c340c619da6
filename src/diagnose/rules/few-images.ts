// Hints: so few images that the network memorises them, or so few to measure on that the score is coarse.
import { quoteOf } from '../finding.ts'
import { valLine } from '../quotes.ts'
import { type Rule, skipped } from '../rule.ts'

/** The original system asks for hundreds; below this, memorising them is the rule. */
const fewestToLearn = 20
/** Fewer texts than this move the F-score by steps of five percent and more. */
const fewestToMeasure = 20

export const fewImages: Rule<'few-images'> = {
  code: 'few-images',
  check: ({ history: { samples, quotable } }) => {
    if (samples === undefined) return skipped('no-samples')
    if (samples.train >= fewestToLearn) return []
    return [
      {
        code: 'few-images',
        evidence: quoteOf(quotable.samples),
        facts: { images: samples.train, needed: fewestToLearn },
        thresholds: { images: fewestToLearn },
      },
    ]
  },
}

export const fewTestImages: Rule<'few-test-images'> = {
  code: 'few-test-images',
  check: ({ history: { samples, val, quotable } }) => {
    const last = val.at(-1)
    const texts = last?.groundTruths
    if (last === undefined || texts === undefined || texts === 0) return skipped('no-evaluations')
    if (texts >= fewestToMeasure) return []
    return [
      {
        code: 'few-test-images',
        evidence: quoteOf(valLine(last)).concat(quoteOf(quotable.samples)),
        facts: { texts, ...(samples !== undefined && { images: samples.test }), step: 1 / texts },
        thresholds: { texts: fewestToMeasure },
      },
    ]
  },
}
