// How facts get into a sentence.
import type { Facts } from '../finding.ts'

/** Puts facts into the `{name}` places of a sentence. A place without a fact shows `?`. */
export function fillIn(sentence: string, facts: Facts): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => (Object.hasOwn(facts, name) ? shown(facts[name]) : '?'))
}

/** Whole numbers as they are, others with three digits that count: 0.682, 1.33, 0.0000001 as 1e-7. */
function shown(fact: number | string): string {
  if (typeof fact === 'string' || Number.isInteger(fact)) return String(fact)
  return Number.isFinite(fact) ? String(Number(fact.toPrecision(3))) : String(fact)
}
