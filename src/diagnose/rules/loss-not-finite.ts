// Fact: the loss, or a gradient, stopped being a number.
import { learntNothing } from '../consequences.ts'
import { quote, quoteSome } from '../finding.ts'
import { errorsOf, wasSurvived } from '../messages.ts'
import { type Rule, skipped } from '../rule.ts'
import { trainLine } from '../quotes.ts'

export const lossNotFinite: Rule<'loss-not-finite'> = {
  code: 'loss-not-finite',
  consequences: [
    ...learntNothing,
    'loss-diverged',
    'loss-stuck',
    'loss-oscillates',
    'ended-without-closing',
    'error-in-log',
  ],
  check: (subject) => {
    const { train } = subject.history
    const errors = errorsOf(subject, 'loss-not-finite').filter(({ line }) => !wasSurvived(subject, line))
    if (train.loss.length === 0 && errors.length === 0) return skipped('no-train-lines')
    const index = train.loss.findIndex((loss) => !Number.isFinite(loss))
    if (index === -1 && errors.length === 0) return []
    const first = index === -1 ? [] : [quote(trainLine(subject.history, index))]
    const epoch = index === -1 ? (train.epoch.at(-1) ?? 0) : train.epoch[index]
    return [{ code: 'loss-not-finite', evidence: [...first, ...quoteSome(errors)], facts: { epoch } }]
  },
}
