// How facts get into a sentence of a diagnosis: scores as everywhere, other numbers with three digits that count.
import { fillIn } from '../../core/fill-in.ts'
import type { Facts } from '../finding.ts'

/** The sentence with the facts in their places. */
export function sayWith(sentence: string, facts: Facts): string {
  return fillIn(sentence, facts, shown)
}

/** Whole numbers as they are, others with three digits that count: 0.682, 1.33, 0.0000001 as 1e-7. */
function shown(fact: number | string): string {
  if (typeof fact === 'string' || Number.isInteger(fact)) return String(fact)
  return Number.isFinite(fact) ? String(Number(fact.toPrecision(3))) : String(fact)
}
