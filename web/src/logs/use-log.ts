// Loads the lines that a log viewer shows, and takes in those that are written meanwhile.
import { useCallback, useEffect, useReducer, useRef } from 'react'
import { answer, api } from '../api/client.ts'
import {
  emptyLog,
  type Filter,
  type Line,
  type LogPage,
  type LogWindow,
  missingPages,
  pageLines,
  seen,
  withNew,
  withPage,
} from './log-window.ts'

type Fix =
  | { readonly type: 'reset' }
  | { readonly type: 'page'; readonly page: LogPage }
  | { readonly type: 'set'; readonly log: LogWindow }
  | { readonly type: 'seen' }

function update(log: LogWindow, fix: Fix): LogWindow {
  if (fix.type === 'reset') return emptyLog
  if (fix.type === 'page') return withPage(log, fix.page)
  return fix.type === 'seen' ? seen(log) : fix.log
}

/** Tells lines that were just written to whoever shows them; undefined: everything is new. */
export type LiveLines = (take: (lines: readonly Line[] | undefined) => void) => () => void

export interface LogReading {
  readonly log: LogWindow
  /** Loads what is missing of the lines from `first` to `end`. */
  readonly need: (first: number, end: number) => void
  readonly markSeen: () => void
  /** Told by the viewer: whether the reader is at the end. */
  readonly atEnd: { current: boolean }
}

/** The log of a run through a filter. */
export function useLog(run: string, filter: Filter, live: LiveLines): LogReading {
  const [log, tell] = useReducer(update, emptyLog)
  const current = useRef(log)
  const atEnd = useRef(true)
  const asked = useRef(new Set<string>())
  const { text } = filter
  const tags = filter.tags.join(',')
  useEffect(() => {
    current.current = log
  })
  const load = useCallback(
    async (page: number | undefined): Promise<void> => {
      const key = String(page)
      if (asked.current.has(key)) return
      asked.current.add(key)
      const of = asked.current
      const query = {
        count: String(pageLines),
        ...(page !== undefined && { start: String(page * pageLines) }),
        ...(text !== '' && { text }),
        ...(tags !== '' && { tags }),
      }
      const loaded = await answer(api.runs[':run'].log.$get({ param: { run }, query })).catch(() => undefined)
      of.delete(key)
      // The filter may have changed meanwhile.
      if (loaded !== undefined && of === asked.current) tell({ type: 'page', page: loaded })
    },
    [run, text, tags],
  )
  useEffect(() => {
    asked.current = new Set()
    tell({ type: 'reset' })
    current.current = emptyLog
    void load(undefined)
    const shown: Filter = { text, tags: tags === '' ? [] : tags.split(',') }
    return live((lines) => {
      const next = lines === undefined ? undefined : withNew(current.current, lines, shown, atEnd.current)
      if (next === undefined) {
        if (lines === undefined) tell({ type: 'reset' })
        void load(undefined)
        return
      }
      current.current = next
      tell({ type: 'set', log: next })
    })
  }, [load, live, text, tags])
  const need = useCallback(
    (first: number, end: number) => {
      for (const page of missingPages(current.current, first, end)) void load(page)
    },
    [load],
  )
  const markSeen = useCallback(() => tell({ type: 'seen' }), [])
  return { log, need, markSeen, atEnd }
}
