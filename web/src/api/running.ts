// The trainings that go on now, as the server tells of them, and who wants to hear of their ends.
import { useSyncExternalStore } from 'react'
import { isGoingOn as isStateGoingOn } from '../../../src/run/state-names.ts'
import type { RunRow, ServerEvent } from '../../../src/server/api.ts'

/** Whether a training goes on, or waits for its turn. */
export function isGoingOn({ state }: Pick<RunRow, 'state'>): boolean {
  return isStateGoingOn(state)
}

let running: readonly RunRow[] = []
const listeners = new Set<() => void>()
const endListeners = new Set<(row: RunRow) => void>()

/** Takes a change of the list of runs. */
export function takeRuns({ changed, gone }: Pick<Extract<ServerEvent, { type: 'runs' }>, 'changed' | 'gone'>): void {
  const known = new Map(running.map((row) => [row.id, row]))
  const ended = changed.filter((row) => known.has(row.id) && !isGoingOn(row))
  for (const id of gone) known.delete(id)
  for (const row of changed)
    if (isGoingOn(row)) known.set(row.id, row)
    else known.delete(row.id)
  running = [...known.values()]
  for (const listener of listeners) listener()
  for (const row of ended) for (const listener of endListeners) listener(row)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The trainings that go on now, and those that wait for their turn. */
export function useRunning(): readonly RunRow[] {
  return useSyncExternalStore(subscribe, () => running)
}

/** Tells of every training that ends while the page is open; the returned function stops that. */
export function onRunEnd(listener: (row: RunRow) => void): () => void {
  endListeners.add(listener)
  return () => void endListeners.delete(listener)
}
