// What is done to many runs at once, each with the way back.
import { answer, api, ApiError } from '../../../api/client.ts'
import { queryClient } from '../../../api/queries.ts'
import type { Job, RunRow } from '../../../../../src/server/api.ts'
import { isOpen } from '../../../api/use-server-events.ts'
import { bringBack, deleteRun } from '../keep/delete-run.ts'

/** Takes back what was done. */
export type Undo = () => Promise<void>

function listChanged(): void {
  for (const key of ['runs', 'bin', 'jobs']) void queryClient.invalidateQueries({ queryKey: [key] })
}

/** Adds a tag to those that do not have it. */
export async function tagRuns(rows: readonly RunRow[], tag: string): Promise<Undo> {
  const changed = rows.filter(({ tags }) => !tags.includes(tag))
  const change = async (json: { add?: string[]; remove?: string[] }): Promise<void> => {
    for (const { id } of changed) await answer(api.runs[':run'].tags.$post({ param: { run: id }, json }))
    listChanged()
  }
  await change({ add: [tag] })
  return () => change({ remove: [tag] })
}

/** Into the trash. */
export async function deleteRuns(rows: readonly RunRow[]): Promise<Undo> {
  const bins: string[] = []
  for (const { id } of rows) bins.push(await deleteRun(id))
  return async () => {
    for (const bin of bins) await bringBack(bin)
    listChanged()
  }
}

/** Into archives, one after another. */
export async function archiveRuns(rows: readonly RunRow[]): Promise<Undo> {
  for (const { id } of rows) await finished({ kind: 'archive', run: id })
  listChanged()
  return async () => {
    for (const { id } of rows) await finished({ kind: 'restore', archive: id })
    listChanged()
  }
}

/** Between two looks at a job, in milliseconds. */
const pause = 250

type Request =
  | { readonly kind: 'archive'; readonly run: string }
  | { readonly kind: 'restore'; readonly archive: string }

async function finished(request: Request): Promise<void> {
  let job: Job = await answer(api.jobs.$post({ json: request }))
  while (isOpen(job)) {
    await new Promise((resolve) => {
      setTimeout(resolve, pause)
    })
    job = await answer(api.jobs[':job'].$get({ param: { job: job.id } }))
  }
  if (job.failure !== undefined) throw new ApiError(job.failure)
}
