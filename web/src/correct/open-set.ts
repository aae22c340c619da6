// Opens a data set for editing, and names this browser in its journal.
import type { EditingState } from '../../../src/server/api.ts'
import { answer, api } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'

/** Whether a set is open for editing, asked anew. */
export function editingStateOf(data: string): Promise<EditingState> {
  return answer(api.editing.$get({ query: { data } }))
}

/** Opens it: a backup of its ground truth is made first. */
export async function openSet(data: string): Promise<void> {
  const state = await answer(api.editing.$post({ json: { data, by: whoEdits() } }))
  queryClient.setQueryData(['editing', data], state)
}

const storageKey = 'ocrdet.editor'

/** Names this browser in the journal: the kind, and a few letters that tell two of a kind apart. */
export function whoEdits(): string {
  const letters = localStorage.getItem(storageKey) ?? Math.random().toString(36).slice(2, 6)
  localStorage.setItem(storageKey, letters)
  const kind = ['Edg', 'Firefox', 'Chrome', 'Safari'].find((name) => navigator.userAgent.includes(name)) ?? 'browser'
  return `${kind === 'Edg' ? 'Edge' : kind} ${letters}`
}
