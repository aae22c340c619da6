// Fact: the log says that a best model was saved, but the file is not there.
import { quoteOf } from '../finding.ts'
import { type Rule, skipped } from '../rule.ts'

export const bestModelMissing: Rule<'best-model-missing'> = {
  code: 'best-model-missing',
  check: ({ history, checkpoints }) => {
    if (checkpoints === undefined) return skipped('no-run-folder')
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
