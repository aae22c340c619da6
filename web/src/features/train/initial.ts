// What a training starts from: the starter, a run, a file, or random weights. Pure.

/** In the order of the form. */
export const initialKinds = ['starter', 'run', 'file', 'scratch'] as const

/** A choice of initial weights. */
export interface Initial {
  readonly kind: (typeof initialKinds)[number]
  /** The id of a run or the path of a file; empty while none is chosen, and for the others. */
  readonly reference: string
}

/** The weights that the product ships. */
export const starter: Initial = { kind: 'starter', reference: '' }

/** The words of the setting `init`. */
const words = { starter: 'starter', scratch: 'none' } as const

/** The setting `init` for a choice; undefined while it is not complete. */
export function initOf({ kind, reference }: Initial): string | undefined {
  if (kind === 'starter' || kind === 'scratch') return words[kind]
  return reference.trim() === '' ? undefined : reference.trim()
}

/** The choice that a run's setting `init` stands for. */
export function initialOf(init: unknown): Initial {
  if (typeof init !== 'string' || init === words.starter) return starter
  if (init === words.scratch || init === '') return { kind: 'scratch', reference: '' }
  return { kind: /\.pth?$/i.test(init) ? 'file' : 'run', reference: init }
}
