// The course of a run in a few numbers, for a sparkline.

/** At most `trendPoints` values, first to last; null where the log has no finite number. */
export interface Trend {
  readonly of: 'f_score' | 'loss'
  readonly values: readonly (number | null)[]
}

/** As many values as a sparkline shows. */
export const trendPoints = 16

/** The F-scores, or the losses of a run with fewer than two evaluations. */
export function trendOf(fScores: readonly number[], losses: readonly number[]): Trend {
  return fScores.length >= 2 || losses.length === 0
    ? { of: 'f_score', values: thinned(fScores) }
    : { of: 'loss', values: thinned(losses) }
}

/** Evenly spaced picks, the first and the last included, to four digits. */
function thinned(values: readonly number[]): (number | null)[] {
  const count = Math.min(values.length, trendPoints)
  return Array.from({ length: count }, (_, index) => {
    const at = count === 1 ? 0 : Math.round((index * (values.length - 1)) / (count - 1))
    const value = values[at]
    return Number.isFinite(value) ? Number(value.toPrecision(4)) : null
  })
}
