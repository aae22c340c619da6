// Fact: the run is over, but its log has no closing line.
import { isGoingOn } from '../../run/state-names.ts'
import { quote } from '../finding.ts'
import { trainLine } from '../quotes.ts'
import { type Rule, skipped } from '../rule.ts'

export const endedWithoutClosing: Rule<'ended-without-closing'> = {
  code: 'ended-without-closing',
  consequences: ['log-damaged', 'still-improving'],
  check: ({ history, state, log }) => {
    if (isGoingOn(state)) return skipped('still-running')
    if (state.name === 'finished' || state.name === 'stopped') return []
    const last = history.train.step.length - 1
    const evidence = last < 0 ? [] : [quote(trainLine(history, last))]
    const epoch = last < 0 ? 0 : history.train.epoch[last]
    // Without a checkpoint of a whole epoch there is no checkpoint to resume from.
    const remedy = history.val.some((point) => point.epoch > 0) ? 'resume' : 'restart'
    const { reason, reasonZh = reason } = state
    const facts = { lines: log.lines, epoch, epochs: history.epochs, reason, reasonZh }
    return [{ code: 'ended-without-closing', remedy, evidence, facts }]
  },
}
