// The middle of some numbers, in linear time.

/** The median: of an even count the mean of the two in the middle; undefined of none. */
export function medianOf(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined
  const copy = Float64Array.from(values)
  const middle = copy.length >> 1
  const upper = select(copy, middle)
  if (copy.length % 2 === 1) return upper
  return (copy.subarray(0, middle).reduce((high, value) => Math.max(high, value), -Infinity) + upper) / 2
}

/** The value of a rank, from 0, by Hoare's selection: linear where sorting is not. Lower values stand before it then. */
function select(values: Float64Array, rank: number): number {
  for (let [low, high] = [0, values.length - 1]; low < high;) {
    const pivot = values[(low + high) >> 1]
    let [left, right] = [low, high]
    while (left <= right) {
      while (values[left] < pivot) left++
      while (values[right] > pivot) right--
      if (left > right) break
      const value = values[left]
      values[left++] = values[right]
      values[right--] = value
    }
    if (rank <= right) high = right
    else if (rank >= left) low = left
    else break
  }
  return values[rank]
}
