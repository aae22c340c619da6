// Fact: the log says that a best model was saved, but the file is not there.
import { quoteOf } from '../finding.ts'
import { type Rule, unable } from '../rule.ts'

export const bestModelMissing: Rule = {
  code: 'best-model-missing',
  look: ({ history, checkpoints }) => {
    if (checkpoints === undefined) return unable('no-run-folder')
    if (history.bestSaves === 0 || checkpoints.some(({ kind }) => kind === 'best')) return []
    return [
      {
        code: 'best-model-missing',
        evidence: quoteOf(history.quotable['best-save']),
        facts: { saves: history.bestSaves, files: checkpoints.length },
      },
    ]
  },
}
