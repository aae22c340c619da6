// The half-filled form of a training: kept by the tab, so that a reload and a look at another page lose nothing.
import type { Changes } from '../../form/settings.ts'
import { type Initial, initialKinds } from './initial.ts'

const key = 'ocrdet.training'

/** What a person has chosen so far. */
export interface Draft {
  readonly data: string
  readonly initial: Initial
  readonly changes: Changes
  /** The run whose settings the form began with; empty for none. */
  readonly from: string
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
