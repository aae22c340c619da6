// How facts get into a sentence.
import type { Facts } from '../finding.ts'

/**
 * Puts facts into the `{name}` places of a sentence. A place without a fact shows `?`; a part in square brackets is said only when every
 * fact in it is known, so that nothing is claimed that was not read.
 */
export function fillIn(sentence: string, facts: Facts): string {
  const isKnown = (name: string): boolean => Object.hasOwn(facts, name)
  return sentence
    .replaceAll(/\[([^[\]]*\{[^[\]]*)\]/g, (_, part: string) =>
      [...part.matchAll(place)].every(([, name]) => isKnown(name)) ? part : '',
    )
    .replaceAll(place, (_, name: string) => (isKnown(name) ? shown(facts[name]) : '?'))
}

/** Where a fact stands in a sentence. */
const place = /\{(\w+)\}/g

/** Whole numbers as they are, others with three digits that count: 0.682, 1.33, 0.0000001 as 1e-7. */
function shown(fact: number | string): string {
  if (typeof fact === 'string' || Number.isInteger(fact)) return String(fact)
  return Number.isFinite(fact) ? String(Number(fact.toPrecision(3))) : String(fact)
}
