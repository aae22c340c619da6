// One run, live: its page, its curves, and the lines as they are written.
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { LogLine } from '../../../src/server/api.ts'
import { answer, api } from '../api/client.ts'
import { useRun } from '../api/queries.ts'
import { RunFeed } from './feed.ts'

/** The curves of a run; `all`: every point, for smoothing of long runs. */
export const useCurves = (run: string, all = false, enabled = true) =>
  useQuery({
    queryKey: all ? ['run', run, 'curves', 'all'] : ['run', run, 'curves'],
    queryFn: () => answer(api.runs[':run'].curves.$get({ param: { run }, query: all ? { points: '0' } : {} })),
    enabled,
    staleTime: Infinity,
    placeholderData: (previous) => previous,
  })

type TakeLines = (lines: readonly LogLine[] | undefined) => void

/** Opens the stream of a run as soon as its curves are there, and closes it with the page. */
export function useLiveRun(run: string) {
  const page = useRun(run)
  const curves = useCurves(run)
  const feed = useRef<RunFeed>(undefined)
  const listeners = useRef(new Set<TakeLines>())
  const [isGone, setGone] = useState(false)
  const position = curves.data?.position
  const isReady = position !== undefined
  const first = useRef(position)
  first.current ??= position
  useEffect(() => {
    if (!isReady) return undefined
    const opened = new RunFeed(run, first.current, () => setGone(true))
    feed.current = opened
    opened.lines((lines) => {
      for (const take of listeners.current) take(lines)
    })
    return () => {
      first.current = undefined
      opened.close()
    }
  }, [run, isReady])
  const lines = useCallback((take: TakeLines) => {
    listeners.current.add(take)
    return () => void listeners.current.delete(take)
  }, [])
  return { page, curves, lines, isGone }
}
