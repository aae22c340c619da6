// The four signs of a healthy training, as the original system's guide lists them.
import { medianOf } from '../core/median.ts'
import { isGoingOn } from '../run/state-names.ts'
import { type DiagnosisContext, evaluationsOf, keepsWhatItFound, learntFScore } from './context.ts'
import type { Facts } from './finding.ts'
import { highestOf, lossSeries, windowOf } from './windows.ts'

/** Loss falls; F-score rises or stays high; best model saved; no abnormal end. */
export const signs = ['loss-falls', 'f-score-rises', 'best-saved', 'no-abnormal-end'] as const
/** One of the four signs. */
export type Sign = (typeof signs)[number]

/** One sign. `unknown`: there is too little in the log yet. */
export interface SignResult {
  readonly sign: Sign
  readonly holds: 'yes' | 'no' | 'unknown'
  readonly facts: Facts
}

/** Fewer points show no fall. */
const fewestPoints = 4
/** F-scores jump by a box or two from one evaluation to the next, so the last quarter of them counts, not the last one. */
const slack = 0.05

type Check = (subject: DiagnosisContext) => Omit<SignResult, 'sign'>

const looks: Readonly<Record<Sign, Check>> = {
  'loss-falls': (subject) => {
    const series = lossSeries(subject)
    if (series.value.length < fewestPoints) return { holds: 'unknown', facts: { points: series.value.length } }
    const [before, after] = [windowOf(series, 0, 0.25).median, windowOf(series, 0.75, 1).median]
    const isTrained = (subject.history.val[0]?.fScore ?? 0) >= learntFScore || keepsWhatItFound(subject)
    const holds = after < before || (isTrained && after < 1.1 * before)
    return {
      holds: holds && series.value.length === subject.history.train.loss.length ? 'yes' : 'no',
      facts: { before, after },
    }
  },
  'f-score-rises': (subject) => {
    const scores = evaluationsOf(subject).map(({ fScore }) => fScore)
    const last = scores.at(-1)
    if (last === undefined) return { holds: 'unknown', facts: { evaluations: 0 } }
    const [first] = subject.history.val
    const best = highestOf(scores)
    const late = medianOf(scores.slice(Math.floor(0.75 * scores.length))) ?? Number.NaN
    const rises = late > first.fScore && late >= best - Math.max(slack, 0.2 * best)
    const staysHigh = late >= learntFScore && late >= best - slack
    if (scores.length === 1 && subject.history.val.length === 1)
      return { holds: last > 0 ? 'unknown' : 'no', facts: { first: last, last, best } }
    const highest = Math.max(first.fScore, best)
    return {
      holds: last > 0 && (rises || staysHigh) ? 'yes' : 'no',
      facts: { first: first.fScore, last, best: highest },
    }
  },
  'best-saved': (subject) => {
    const { history, checkpoints } = subject
    const isThere = checkpoints?.some(({ kind }) => kind === 'best') ?? false
    if (history.bestSaves > 0 || isThere) return { holds: 'yes', facts: { saves: history.bestSaves } }
    const isEarly = evaluationsOf(subject).length === 0 && isGoingOn(subject.state)
    return { holds: isEarly ? 'unknown' : 'no', facts: { saves: 0 } }
  },
  'no-abnormal-end': ({ state }) => {
    const holds = state.name === 'failed' || state.name === 'dead' ? 'no' : 'yes'
    return { holds, facts: { state: state.name, reason: state.reason } }
  },
}

/** All four signs of a run. */
export function signsOf(subject: DiagnosisContext): SignResult[] {
  return signs.map((sign) => ({ sign, ...looks[sign](subject) }))
}
