// Keeping runs: names, notes, tags, archives, the trash, reproduction.
import { z } from '../../core/schema.ts'
import { done, failure, plainText } from './common.ts'
import { endpoint } from './endpoint.ts'
import { runRow } from './runs.ts'
import { launch } from './training.ts'

export const notes = z.object({ note: z.string(), tags: z.array(z.string()) })

/** A run that was deleted and can still come back. */
export const trashed = z.object({
  /** Hand it to the restoring. */
  bin: z.string(),
  run: z.string(),
  /** ISO 8601; after `until` it may be gone. */
  deletedAt: z.string(),
  until: z.string(),
  names: z.array(z.string()),
  bytes: z.number(),
})

export const lifecycleEndpoints = {
  writeNote: endpoint({
    method: 'put',
    path: '/api/runs/:run/note',
    does: 'Writes the note of a run anew.',
    body: z.object({ note: z.string().max(20_000) }),
    result: notes,
  }),
  changeTags: endpoint({
    method: 'post',
    path: '/api/runs/:run/tags',
    does: 'Adds and removes tags.',
    body: z.object({ add: z.array(z.string()).max(50).default([]), remove: z.array(z.string()).max(50).default([]) }),
    result: notes,
  }),
  nameRun: endpoint({
    method: 'put',
    path: '/api/runs/:run/names/:name',
    does: 'Gives a run a name; move takes it from another run.',
    body: z.object({ move: z.boolean().default(false) }),
    result: z.object({ names: z.array(z.string()) }),
  }),
  unnameRun: endpoint({
    method: 'delete',
    path: '/api/runs/:run/names/:name',
    does: 'Takes a name away; the run stays.',
    result: z.object({ names: z.array(z.string()) }),
  }),
  listArchives: endpoint({
    method: 'get',
    path: '/api/archives',
    does: 'Lists archived runs.',
    result: z.object({ archives: z.array(runRow) }),
  }),
  deleteRun: endpoint({
    method: 'delete',
    path: '/api/runs/:run',
    does: 'Puts a run into the trash, from which it can be brought back for seven days.',
    result: trashed,
  }),
  listTrash: endpoint({
    method: 'get',
    path: '/api/bin',
    does: 'Lists deleted runs that can still be brought back.',
    result: z.object({ runs: z.array(trashed) }),
  }),
  undelete: endpoint({
    method: 'post',
    path: '/api/bin/:bin/restore',
    does: 'Brings a deleted run back with its names.',
    result: z.object({ run: z.string(), names: z.array(z.string()), takenNames: z.array(z.string()) }),
  }),
  emptyTrash: endpoint({
    method: 'delete',
    path: '/api/bin/:bin',
    does: 'Deletes a run for good.',
    result: done,
  }),
  reproduce: endpoint({
    method: 'post',
    path: '/api/runs/:run/reproduce',
    does: 'Starts the training of a run once more; anyway also when its data set or its initial weights changed.',
    body: z.object({ anyway: z.boolean().default(false) }),
    result: launch,
  }),
  reproduction: endpoint({
    method: 'get',
    path: '/api/runs/:run/reproduction',
    does: 'Says how a run is repeated, and what has changed since.',
    result: z.object({
      command: z.string(),
      config: z.record(z.string(), z.unknown()),
      /** What keeps the repetition from being the same, or from starting. */
      changes: z.array(failure),
    }),
  }),
} as const

export const runReference = plainText
