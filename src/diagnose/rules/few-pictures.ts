// Hints: so few pictures that the network learns them by heart, or so few to measure on that the score is coarse.
import { quoteOf } from '../finding.ts'
import { valLine } from '../quotes.ts'
import { type Rule, unable } from '../rule.ts'

/** The original system asks for hundreds; below this, learning by heart is the rule. */
const fewestToLearn = 20
/** Fewer texts than this move the F-score by steps of five percent and more. */
const fewestToMeasure = 20

export const fewPictures: Rule = {
  code: 'few-pictures',
  look: ({ history: { samples, quotable } }) => {
    if (samples === undefined) return unable('no-samples')
    if (samples.train >= fewestToLearn) return []
    return [
      {
        code: 'few-pictures',
        evidence: quoteOf(quotable.samples),
        facts: { pictures: samples.train, needed: fewestToLearn },
        thresholds: { pictures: fewestToLearn },
      },
    ]
  },
}

export const fewTestPictures: Rule = {
  code: 'few-test-pictures',
  look: ({ history: { samples, val, quotable } }) => {
    const last = val.at(-1)
    const texts = last?.groundTruths
    if (last === undefined || texts === undefined || texts === 0) return unable('no-evaluations')
    if (texts >= fewestToMeasure) return []
    return [
      {
        code: 'few-test-pictures',
        evidence: quoteOf(valLine(last)).concat(quoteOf(quotable.samples)),
        facts: { texts, ...(samples !== undefined && { pictures: samples.test }), step: 1 / texts },
        thresholds: { texts: fewestToMeasure },
      },
    ]
  },
}
