// The words that name initial weights which are neither a file nor a run.

/** The weights that the product ships, also as a model. */
export const starterName = 'starter'

/** Random weights: training from scratch. */
export const scratchName = 'none'

/** Whether a training starts from random weights; older configurations leave `init` empty for that. */
export function startsFromScratch({ init }: { readonly init: string }): boolean {
  return init === scratchName || init === ''
}
