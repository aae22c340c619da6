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

/** What `verdict` prints, so that it can be found again. */
export const verdictLine = /^(?:met {2}|SHORT) {2}/

/** Prints a figure with its target, and returns the line; the process ends with exit code 1 when one falls short. */
export function verdict({ name, value, target, atLeast }: Figure): string {
  const met = atLeast ? value >= target : value <= target
  const line = `${met ? 'met  ' : 'SHORT'}  ${name}: ${value.toFixed(3)} (target ${atLeast ? 'at least' : 'at most'} ${target})`
  console.log(line)
  if (!met) process.exitCode = 1
  return line
}
