// A curve in one line of ASCII: the darker the sign, the higher the value.

/** From the lowest to the highest value; plain ASCII, as the width of block letters differs between terminals. */
const signs = '.:-=+*#'
/** A value that is no number. */
const broken = '!'

/** One sign a value, between the lowest and the highest of them; null is a value that is no number. */
export function renderSparkline(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null)
  const [lowest, highest] = [Math.min(...known), Math.max(...known)]
  return values.map((value) => (value === null ? broken : signOf(value, lowest, highest))).join('')
}

function signOf(value: number, lowest: number, highest: number): string {
  const height = highest > lowest ? (value - lowest) / (highest - lowest) : 0.5
  return signs[Math.round(height * (signs.length - 1))]
}
