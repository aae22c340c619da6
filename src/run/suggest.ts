// "Did you mean": the known words closest to a mistyped one.

/** How many single-letter changes (insert, delete, replace, swap neighbours) turn `a` into `b`. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let best = Math.min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1))
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) best = Math.min(best, beforeLast[column - 2] + 1)
      current.push(best)
    }
    beforeLast = last
    last = current
  }
  return last[b.length]
}

/** Longer input than this is no typing mistake, and would make the distance table large. */
const maxWordLength = 200

/** Up to `count` of `known` that `word` may have meant, closest first: few changes away, or one contains the other. */
export function closest(word: string, known: readonly string[], count = 1): string[] {
  const wanted = plain(word)
  if (wanted === '' || wanted.length > maxWordLength) return []
  // Of a word of two letters one must be right: any other would be as close.
  const limit = Math.min(wanted.length - 1, Math.max(2, Math.floor(wanted.length / 3)))
  return known
    .map((candidate) => ({ candidate, distance: distanceTo(wanted, plain(candidate)) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ candidate }) => candidate)
}

function distanceTo(wanted: string, candidate: string): number {
  if (wanted.replaceAll('_', '') === candidate.replaceAll('_', '')) return 0
  const contained = wanted.length >= 4 && candidate.length >= 4
  if (contained && (candidate.includes(wanted) || wanted.includes(candidate))) return 1
  return editDistance(wanted, candidate)
}

/** Spelling variants that people mean the same by: `inputSize`, `input-size`, `INPUT_SIZE`. */
function plain(word: string): string {
  return word
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase()
}
