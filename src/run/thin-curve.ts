// Thins a curve to what a screen can show: of each bucket its smallest and its largest value stay, so that no spike is lost. Imports nothing: the page uses it too.

/**
 * Indices of the points to keep, rising. The first and the last point and every point that is no finite number stay too
 * (of those at most as many as buckets).
 * @param buckets how many; about two points of each are kept
 */
export function thinCurve(values: ArrayLike<number>, buckets: number): number[] {
  const count = values.length
  if (count <= 2 * buckets) return Array.from({ length: count }, (_, index) => index)
  const kept = new Set([0, count - 1])
  let strange = 0
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = Math.floor((bucket * count) / buckets)
    const to = Math.floor(((bucket + 1) * count) / buckets)
    const { low, high } = extremesOf(values, from, to)
    for (let at = from; at < to && strange < buckets; at++) {
      if (Number.isFinite(values[at])) continue
      strange++
      kept.add(at)
    }
    if (low >= 0) kept.add(low).add(high)
  }
  return [...kept].sort((a, b) => a - b)
}

/** What a bucket keeps of its part of a curve, by index; -1: there is none. */
export interface Extremes {
  /** The smallest and the largest finite value, the first of equals. */
  readonly low: number
  readonly high: number
  /** The first value that is no finite number. */
  readonly broken: number
}

/** The extremes of the values from an index up to another one. */
export function extremesOf(values: ArrayLike<number>, from: number, to: number): Extremes {
  let [low, high, broken] = [-1, -1, -1]
  for (let at = from; at < to; at++) {
    const value = values[at] ?? Number.NaN
    if (!Number.isFinite(value)) {
      if (broken < 0) broken = at
      continue
    }
    if (low < 0 || value < (values[low] ?? Infinity)) low = at
    if (high < 0 || value > (values[high] ?? -Infinity)) high = at
  }
  return { low, high, broken }
}
