// What a live run tells, for everybody on the page who shows a part of it: one stream a run.
import type { Curves, LogLine, RunEvent, RunPage } from '../../../src/server/api.ts'
import { joinCurves } from '../../../src/run/join-curves.ts'
import { address } from '../api/client.ts'
import { openStream } from '../api/event-stream.ts'
import { queryClient } from '../api/queries.ts'

type TakeLines = (lines: readonly LogLine[] | undefined) => void

/** Hears a run from a position of its log on. */
export class RunFeed {
  readonly #run: string
  readonly #listeners = new Set<TakeLines>()
  readonly #close: () => void

  constructor(run: string, position: string | undefined, onGone: () => void) {
    this.#run = run
    this.#close = openStream<RunEvent>({
      address: (from) => address(['runs', run, 'events'], { from: from ?? position }),
      types: ['log', 'row', 'evaluated', 'restart', 'gone'],
      onEvent: (event) => (event.type === 'gone' ? onGone() : this.#take(event)),
    })
  }

  close(): void {
    this.#close()
  }

  /** Hands new lines on; undefined: the log is another one now. */
  readonly lines = (take: TakeLines): (() => void) => {
    this.#listeners.add(take)
    return () => this.#listeners.delete(take)
  }

  #take(event: Exclude<RunEvent, { type: 'gone' }>): void {
    const run = this.#run
    switch (event.type) {
      case 'log': {
        for (const take of this.#listeners) take(event.lines)
        // those that a screen shows, and all of them for smoothing
        queryClient.setQueriesData<Curves>(
          { queryKey: ['run', run, 'curves'] },
          (known) => known && joinCurves(known, event),
        )
        return
      }
      case 'row': {
        queryClient.setQueryData<RunPage>(['run', run], (known) => known && { ...known, row: event.row })
        void queryClient.invalidateQueries({ queryKey: ['run', run, 'diagnosis'] })
        // A changed state changes what can be done with the run.
        void queryClient.invalidateQueries({ queryKey: ['run', run], exact: true })
        return
      }
      case 'evaluated': {
        void queryClient.invalidateQueries({ queryKey: ['run', run, 'evaluation'] })
        void queryClient.invalidateQueries({ queryKey: ['run', run, 'diagnosis'] })
        return
      }
      case 'restart': {
        for (const take of this.#listeners) take(undefined)
        void queryClient.invalidateQueries({ queryKey: ['run', run] })
      }
    }
  }
}
