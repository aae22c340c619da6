// Fact: the training evaluated, but never saved a best model.
import { isGoingOn } from '../../run/state-names.ts'
import { evaluationsOf } from '../context.ts'
import { quote } from '../finding.ts'
import { valLine } from '../quotes.ts'
import { type Rule, skipped } from '../rule.ts'

export const noBestModel: Rule<'no-best-model'> = {
  code: 'no-best-model',
  check: (subject) => {
    const last = evaluationsOf(subject).at(-1)
    if (last === undefined) return skipped('no-evaluations')
    if (isGoingOn(subject.state)) return skipped('still-running')
    if (subject.history.bestSaves > 0 || subject.checkpoints?.some(({ kind }) => kind === 'best') === true) return []
    const best = evaluationsOf(subject).reduce((a, b) => (b.fScore > a.fScore ? b : a))
    const facts = { epoch: last.epoch, best: best.fScore, bestEpoch: best.epoch }
    return [{ code: 'no-best-model', evidence: [quote(valLine(best))], facts }]
  },
}
