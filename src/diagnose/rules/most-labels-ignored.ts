// Hint: nearly every label is do-not-care.
import { quoteSome } from '../finding.ts'
import type { Rule } from '../rule.ts'

/** Share of do-not-care boxes in the evaluated pictures from which on it is worth a word. */
const mostShare = 0.8
const fewestBoxes = 10

export const mostLabelsIgnored: Rule = {
  code: 'most-labels-ignored',
  look: ({ history, evaluated }) => {
    const warned = history.warnings.filter(({ text }) => /nearly every box of .* is ###/i.test(text))
    if (warned.length > 0) return [{ code: 'most-labels-ignored', evidence: quoteSome(warned) }]
    const truths = evaluated?.flatMap((picture) => picture.truths) ?? []
    const ignored = truths.filter(({ state }) => state === 'ignored').length
    if (truths.length < fewestBoxes || ignored < mostShare * truths.length || ignored === truths.length) return []
    return [
      {
        code: 'most-labels-ignored',
        evidence: [],
        facts: { ignored, boxes: truths.length },
        thresholds: { share: mostShare, boxes: fewestBoxes },
      },
    ]
  },
}
