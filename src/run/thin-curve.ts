// Thins a curve to what a screen can show: of each bucket its smallest and its largest value stay, so that no spike is lost.

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
    let [lowest, highest] = [-1, -1]
    for (let at = from; at < to; at++) {
      const value = values[at]
      if (!Number.isFinite(value)) {
        if (strange++ < buckets) kept.add(at)
        continue
      }
      if (lowest < 0 || value < values[lowest]) lowest = at
      if (highest < 0 || value > values[highest]) highest = at
    }
    if (lowest >= 0) kept.add(lowest).add(highest)
  }
  return [...kept].sort((a, b) => a - b)
}
