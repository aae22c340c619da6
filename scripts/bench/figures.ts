// Medians, and figures held against their targets.

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2
}

export interface Figure {
  readonly name: string
  readonly value: number
  readonly target: number
  /** Whether more is better. */
  readonly atLeast: boolean
}

/** Prints a figure with its target; the process ends with exit code 1 when one falls short. */
export function verdict({ name, value, target, atLeast }: Figure): void {
  const met = atLeast ? value >= target : value <= target
  console.log(
    `${met ? 'met  ' : 'SHORT'}  ${name}: ${value.toFixed(3)} (target ${atLeast ? 'at least' : 'at most'} ${target})`,
  )
  if (!met) process.exitCode = 1
}
