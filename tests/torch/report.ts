// Prints the largest deviations that a comparison with PyTorch measured.

/** One line: the largest number, and the three names that have the largest. */
export function reportLargest(title: string, found: readonly (readonly [string, number])[]): void {
  const worst = [...found].sort(([, a], [, b]) => b - a).slice(0, 3)
  const names = worst.map(([name, value]) => `${value.toExponential(1)} (${name})`)
  console.log(`${title}: largest relative deviations ${names.join(', ')} of ${found.length}`)
}
