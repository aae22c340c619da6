// Shape: the loss swings up and down from one piece of the run to the next instead of settling.
import { type Rule, skipped } from '../rule.ts'
import { lossSeries, roughness, windowsOf } from '../windows.ts'

const fewestPoints = 40
const pieces = 20
/** Middle jump between neighbouring pieces, as a share of the loss. */
const swing = 0.25

export const lossOscillates: Rule<'loss-oscillates'> = {
  code: 'loss-oscillates',
  check: (subject) => {
    const series = lossSeries(subject)
    const points = series.value.length
    if (points < fewestPoints) return skipped('too-few-train-lines', { points, needed: fewestPoints })
    const windows = windowsOf(series, pieces).slice(pieces / 2)
    const medians = windows.map(({ median }) => median)
    const share = roughness(medians)
    if (!(share > swing)) return []
    const order = windows.toSorted((a, b) => a.median - b.median)
    const [before, after] = [order[0], order[order.length - 1]]
    return [
      {
        code: 'loss-oscillates',
        evidence: [{ kind: 'windows', measure: 'loss', before, after }],
        facts: { before: before.median, after: after.median, swing: share },
        thresholds: { swing, points: fewestPoints },
      },
    ]
  },
}
