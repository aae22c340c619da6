// Which way a list is sorted, as it stands in the address and as the server reads it. Pure.

/** `-f_score` (falling), then `+f_score` (rising), then back to the standard; numbers begin with the largest. */
export function nextSort(current: string, field: string, isNumber: boolean): string {
  const [first, second] = isNumber ? [`-${field}`, `+${field}`] : [`+${field}`, `-${field}`]
  if (current === first) return second
  return current === second ? '' : first
}

/** For the heading of the column. */
export function directionOf(current: string, field: string): 'ascending' | 'descending' | undefined {
  if (current === `+${field}`) return 'ascending'
  return current === `-${field}` ? 'descending' : undefined
}
