// The initial weights of a run: the words that name those which are neither a file nor a run, and what a run records of them.
import type { Facts } from './config.ts'

/** Random weights: training from scratch. */
export const scratchName = 'none'

/** Whether a training starts from random weights; older configurations leave `init` empty for that. */
export function startsFromScratch({ init }: { readonly init: string }): boolean {
  return init === scratchName || init === ''
}

/** Which weights a training started from, to tell later whether they are still the same. */
export interface RecordedWeights {
  /** Version of the starter; undefined for weights of a file. */
  readonly starter?: number | undefined
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string
}

/** The key of config.yaml's facts. */
const factName = 'initial_weights'

export function factsOfWeights({ starter, sha256 }: RecordedWeights): Facts {
  return { [factName]: { ...(starter !== undefined && { starter }), sha256 } }
}

/** What a run recorded of its initial weights; undefined where it recorded nothing that can be compared. */
export function recordedWeights(facts: Facts): RecordedWeights | undefined {
  const recorded = facts[factName]
  if (typeof recorded !== 'object' || recorded === null || !('sha256' in recorded)) return undefined
  const { starter, sha256 } = recorded
  if (typeof sha256 !== 'string') return undefined
  return { sha256, ...(typeof starter === 'number' && { starter }) }
}

/** `epoch 3`; what was scored or saved before the first one are the initial weights. */
export function epochName(epoch: number): string {
  return epoch === 0 ? 'initial weights' : `epoch ${epoch}`
}
