// A part of a list that stands for the whole.

/** At most `most` of a list, but at least one, in even steps; the list itself where it is no longer. */
export function evenly<T>(list: readonly T[], max: number): readonly T[] {
  if (list.length <= max) return list
  return Array.from({ length: Math.max(1, max) }, (_, index) => list[Math.floor((index * list.length) / max)])
}
