// The middle of some numbers.

/** The median, of an even count the upper one of the two in the middle; undefined of none. */
export function medianOf(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[values.length >> 1]
}
