// Live updates: server-sent events that tell only what is new. Each has an id; a browser that reconnects goes on after the last one.
import { z } from '../../core/schema.ts'
import { plainText } from './common.ts'
import { endpoint } from './endpoint.ts'
import { job } from './jobs.ts'
import { logLine, runRow, series } from './runs.ts'

/** `data` of an event of one run; the event's name is its `type`. */
export const runEvent = z.discriminatedUnion('type', [
  /** New lines of the log, and what they change about the curves: first `rewind`, then `points`. The event's id is the position after them. */
  z.object({
    type: z.literal('log'),
    lines: z.array(logLine),
    /**
     * Training points from this step on and evaluations from this epoch on are trained (again) in these lines:
     * what is known of them counts no more. Always there where lines are new; after a resume it reaches back.
     */
    rewind: z.object({ step: z.number().optional(), epoch: z.number().optional() }),
    /** New values of the curves by name. */
    points: z.record(z.string(), series),
    /** Epochs and iterations an epoch, as the log tells by now. */
    epochs: z.number().int(),
    iterations: z.number().int(),
    position: z.string(),
  }),
  /** State, scores or time left changed. */
  z.object({ type: z.literal('row'), row: runRow }),
  /** New evaluation files: load evaluation and diagnosis again. */
  z.object({ type: z.literal('evaluated'), epoch: z.number().int() }),
  /** The log was cut or replaced: forget everything shown and take what follows as the beginning. */
  z.object({ type: z.literal('restart') }),
  /** The run folder is gone. */
  z.object({ type: z.literal('gone') }),
])
export type RunEvent = z.infer<typeof runEvent>

/** `data` of an event of the whole server. */
export const serverEvent = z.discriminatedUnion('type', [
  /** Runs that are new or changed. */
  z.object({ type: z.literal('runs'), changed: z.array(runRow), gone: z.array(z.string()) }),
  /** A job that is new or changed; with its result when it has one. */
  z.object({ type: z.literal('job'), job }),
])
export type ServerEvent = z.infer<typeof serverEvent>

export const eventEndpoints = {
  runEvents: endpoint({
    method: 'get',
    path: '/api/runs/:run/events',
    does: 'Streams what is new in a run: log lines, points of the curves, state.',
    query: z.object({
      /** A `position`; left out, the whole log comes. A header Last-Event-ID counts more. */
      from: plainText.optional(),
    }),
    events: runEvent,
  }),
  serverEvents: endpoint({
    method: 'get',
    path: '/api/events',
    does: 'Streams changes of the list of runs and of jobs; the whole state first.',
    events: serverEvent,
  }),
} as const
