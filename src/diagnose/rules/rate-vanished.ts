// Hint: the schedule took the learning rate away before half of the training was done.
import { quote } from '../finding.ts'
import { trainLine } from '../quotes.ts'
import { type Rule, skipped } from '../rule.ts'
import { highestOf } from '../windows.ts'
import { fewestPoints } from './loss-stuck.ts'

/** Less than this share of the highest rate moves nothing any more (StepLR's own last third runs at 0.01). */
const vanishedShare = 0.005
const half = 0.5

export const rateVanished: Rule<'rate-vanished'> = {
  code: 'rate-vanished',
  consequences: ['loss-plateau', 'still-improving'],
  check: ({ history }) => {
    const { learningRate, step } = history.train
    const points = learningRate.length
    if (points < fewestPoints) return skipped('too-few-train-lines', { points, needed: fewestPoints })
    const limit = vanishedShare * highestOf(learningRate)
    const peak = learningRate.indexOf(highestOf(learningRate))
    const index = learningRate.findIndex((rate, at) => at > peak && rate < limit)
    const planned = history.epochs * history.iters
    if (index === -1 || step[index] >= half * planned) return []
    return [
      {
        code: 'rate-vanished',
        evidence: [quote(trainLine(history, index))],
        facts: { step: step[index], planned, rate: learningRate[index] },
        thresholds: { share: vanishedShare, part: half },
      },
    ]
  },
}
