// What the server and its worker processes say to each other.
import type { Failure } from '../contract/common.ts'

/** What a worker is told at its start, as JSON in its first argument. */
export interface WorkerStart {
  readonly polite: boolean
}

/** To a worker: do this, stop doing it, or read in these folders too. */
export type Order =
  | { readonly type: 'do'; readonly id: number; readonly name: string; readonly task: unknown }
  | { readonly type: 'stop'; readonly id: number }
  | { readonly type: 'widen'; readonly folders: readonly string[] }

/** From a worker, about one order. */
export type Report =
  | { readonly type: 'progress'; readonly id: number; readonly progress: unknown }
  | { readonly type: 'result'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly failure: Failure; readonly stack?: string }

/** How far a job is. */
export interface Progress {
  readonly done: number
  readonly total: number
  /** A part that failed and was skipped. */
  readonly skipped?: { readonly what: string; readonly why: string }
}

/** What a piece of work is given besides its task. */
export interface WorkContext {
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

/** Long work by name; it runs in a worker process. Tasks and results are plain values and typed arrays. */
export type WorkTable = Readonly<Record<string, (task: never, context: WorkContext) => unknown>>
