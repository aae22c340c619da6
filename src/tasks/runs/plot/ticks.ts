// Round numbers along an axis.

/** About `count` multiples of 1, 2 or 5 times a power of ten between two values. */
export function ticksOf([low, high]: readonly [number, number], count: number): number[] {
  if (!(high > low)) return [low]
  const rough = (high - low) / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? 10 * power
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)))
}

/** `0.25`, `1200`, `2e-5` */
export function tickLabel(value: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  return size < 1e-3 || size >= 1e6 ? value.toExponential().replace('e+', 'e') : String(value)
}
