// Which way a list is sorted, as it stands in the address. Pure.

/** `-f_score` after `f_score`, then back to the standard; numbers begin with the largest. */
export function nextSort(current: string, field: string, isNumber: boolean): string {
  const [first, second] = isNumber ? [`-${field}`, field] : [field, `-${field}`]
  if (current === first) return second
  return current === second ? '' : first
}

/** For the heading of the column. */
export function directionOf(current: string, field: string | undefined): 'ascending' | 'descending' | undefined {
  if (field === undefined) return undefined
  if (current === field) return 'ascending'
  return current === `-${field}` ? 'descending' : undefined
}
