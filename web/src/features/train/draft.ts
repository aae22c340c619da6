// The half-filled form of a training: kept by the tab, so that a reload and a look at another page lose nothing.
import type { Changes } from '../../form/settings.ts'
import { type Initial, initialKinds, initialOf, starter } from './initial.ts'

const key = 'ocrdet.training'

/** What a person has chosen so far. */
export interface Draft {
  readonly data: string
  readonly initial: Initial
  readonly changes: Changes
  /** The run whose settings the form began with; empty for none. */
  readonly from: string
}

/** A form in which nobody has chosen anything. */
export const emptyDraft: Draft = { data: '', initial: starter, changes: {}, from: '' }

/** The form at an address that names a data set: that goes before what was kept. An address without one changes nothing. */
export function atAddress(draft: Draft, data: string): Draft {
  return data === '' || data === draft.data ? draft : { ...draft, data }
}

/** The form with the settings of a run in the place of everything chosen before. */
export function fromRun(draft: Draft, from: string, config: Changes): Draft {
  const { train_data_dir: known, init, ...changes } = config
  return { data: typeof known === 'string' ? known : draft.data, initial: initialOf(init), changes, from }
}

/** What was kept; undefined for none, and for what another version kept. */
export function readDraft(storage: Pick<Storage, 'getItem'>): Draft | undefined {
  try {
    const { data, initial, changes, from } = JSON.parse(storage.getItem(key) ?? '') as Partial<Draft>
    const isKind = initialKinds.some((kind) => kind === initial?.kind)
    if (typeof data !== 'string' || typeof from !== 'string' || initial === undefined || !isKind) return undefined
    if (typeof initial.reference !== 'string' || typeof changes !== 'object' || changes === null) return undefined
    return { data, initial, changes, from }
  } catch {
    return undefined
  }
}

/** Keeps the form. */
export function keepDraft(storage: Pick<Storage, 'setItem'>, draft: Draft): void {
  try {
    storage.setItem(key, JSON.stringify(draft))
  } catch {
    // a browser that keeps nothing: the form lasts as long as its page
  }
}

/** The training was started: the next one begins anew. */
export function dropDraft(storage: Pick<Storage, 'removeItem'>): void {
  storage.removeItem(key)
}
