// What can be tuned: ranges of the sliders, and the flags that keep a choice. Pure.
import type { Tuning } from '../../../src/server/api.ts'
import { score } from '../ui/format.ts'

/** In the order of the way from the map to the boxes. */
export const tunableRanges = [
  { name: 'binaryThreshold', flag: '--binary-threshold', min: 0, max: 0.95, step: 0.01 },
  { name: 'boxThreshold', flag: '--box-threshold', min: 0, max: 0.95, step: 0.01 },
  { name: 'unclipRatio', flag: '--unclip-ratio', min: 0.5, max: 3, step: 0.05 },
] as const

/** `--binary-threshold 0.3`, for those that are not the model's own. */
export function changedFlags(values: Tuning['own'], own: Tuning['own']): string {
  return tunableRanges
    .filter(({ name }) => values[name] !== own[name])
    .map(({ name, flag }) => `${flag} ${values[name]}`)
    .join(' ')
}

/** A difference of scores: `+0.012`, `−0.003`. */
export function signed(difference: number): string {
  return `${difference < 0 ? '−' : '+'}${score(Math.abs(difference))}`
}
