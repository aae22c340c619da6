// Which changes of the address are entries of the browser's history. Pure.

/** `step`: what a person opens or chooses; `typed`: letters and sliders, of which a whole series is one step; `silent`: what the page notes for itself. */
export type Change = 'step' | 'typed' | 'silent'

/** Letters and slider moves with shorter pauses are one series, in milliseconds. */
const sameSeries = 1500

interface Changed {
  readonly name: string
  /** Which press of the person's it came from; a key that is held is one press. */
  readonly press: number
  /** Milliseconds of any clock that only goes forward. */
  readonly at: number
}

/** Whether a change begins an entry of its own; else it takes the place of the present one. */
export function isOwnStep(change: Change, before: Changed | undefined, now: Changed): boolean {
  if (change === 'silent') return false
  if (before === undefined) return true
  if (change === 'typed' && before.name === now.name) return now.at - before.at > sameSeries
  return now.press !== before.press
}
