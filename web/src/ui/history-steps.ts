// Which changes of the address are entries of the browser's history. Pure.

/** `step`: what a person opens or chooses; `typed`: letters and sliders, of which a whole series is one step; `silent`: what the page notes for itself. */
export type Change = 'step' | 'typed' | 'silent'

/** Changes this close together come from one press, in milliseconds. */
const samePress = 40
/** Letters and slider moves with shorter pauses are one series, in milliseconds. */
const sameSeries = 1500

interface Changed {
  readonly name: string
  /** Milliseconds of any clock that only goes forward. */
  readonly at: number
}

/** Whether a change begins an entry of its own; else it takes the place of the present one. */
export function isOwnStep(change: Change, before: Changed | undefined, now: Changed): boolean {
  if (change === 'silent') return false
  if (before === undefined) return true
  const pause = now.at - before.at
  if (change === 'typed' && before.name === now.name) return pause > sameSeries
  return pause > samePress
}
