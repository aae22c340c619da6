// Hint: nearly every label is do-not-care.
import { quoteSome } from '../finding.ts'
import type { Rule } from '../rule.ts'

/** Share of do-not-care boxes in the evaluated images from which on it is worth a word. */
const maxShare = 0.8
const fewestBoxes = 10

export const mostLabelsIgnored: Rule<'most-labels-ignored'> = {
  code: 'most-labels-ignored',
  consequences: ['few-test-images'],
  check: ({ history, evaluated }) => {
    const warned = history.warnings.filter(
      // logs of before have no codes
      ({ text, code }) => code === 'most-texts-ignored' || /nearly every box of .* is ###/i.test(text),
    )
    if (warned.length > 0) return [{ code: 'most-labels-ignored', evidence: quoteSome(warned) }]
    const groundTruths = evaluated?.flatMap((image) => image.groundTruths) ?? []
    const ignored = groundTruths.filter(({ state }) => state === 'ignored').length
    if (
      groundTruths.length < fewestBoxes ||
      ignored < maxShare * groundTruths.length ||
      ignored === groundTruths.length
    )
      return []
    return [
      {
        code: 'most-labels-ignored',
        evidence: [],
        facts: { ignored, boxes: groundTruths.length },
        thresholds: { share: maxShare, boxes: fewestBoxes },
      },
    ]
  },
}
