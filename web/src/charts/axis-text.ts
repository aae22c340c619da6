// Places on an axis as a person reads them.
import { duration } from '../ui/format.ts'
import type { Say } from '../words/language-context.tsx'
import type { AxisKind } from './line.ts'

const texts: Readonly<Record<AxisKind, (value: number, say: Say) => string>> = {
  step: (value) => String(Math.round(value * 10) / 10),
  epoch: (value) => String(Math.round(value * 100) / 100),
  relative: (value, say) => duration(Math.max(0, value), say),
  time: (value) => new Date(value * 1000).toTimeString().slice(0, 8),
}

/** `120`, `2.5`, `3 min 20 s`, `14:30:22`. */
export function axisText(axis: AxisKind, value: number, say: Say): string {
  return texts[axis](value, say)
}
