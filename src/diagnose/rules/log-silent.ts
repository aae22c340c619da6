// Fact: the process lives, but its log has not grown for many times its usual interval.
import { medianOf } from '../../core/median.ts'
import type { History } from '../../run/curves.ts'
import { type Rule, skipped } from '../rule.ts'
import { highestOf } from '../windows.ts'

/** So many usual intervals without a line are no pause any more, and no less than so many seconds. */
const intervals = 20
const leastSeconds = 60

export const logSilent: Rule<'log-silent'> = {
  code: 'log-silent',
  check: ({ history, state, log, now }) => {
    if (state.name !== 'running') return skipped('not-running')
    const interval = usualInterval(history)
    if (log.modified === undefined || interval === undefined) return skipped('no-pace')
    const silence = (now.getTime() - log.modified.getTime()) / 1000
    const limit = Math.max(leastSeconds, intervals * interval)
    if (silence <= limit) return []
    const facts = { silence: Math.round(silence), interval: Number(interval.toPrecision(2)), lines: log.lines }
    return [{ code: 'log-silent', evidence: [], facts, thresholds: { intervals, seconds: leastSeconds } }]
  },
}

/** Seconds between two lines: the median between [TRAIN] lines, or the longest evaluation when that is longer. */
function usualInterval({ train, val }: History): number | undefined {
  const { computeMs, dataMs } = train.extra
  if (computeMs === undefined || dataMs === undefined || train.step.length < 2) return undefined
  const seconds = train.step
    .slice(1)
    .map((step, index) => ((step - train.step[index]) * (computeMs[index + 1] + dataMs[index + 1])) / 1000)
    .filter((value) => Number.isFinite(value))
  if (seconds.length === 0) return undefined
  return Math.max(medianOf(seconds) ?? Number.NaN, highestOf(val.map(({ elapsedSeconds = 0 }) => elapsedSeconds)))
}
