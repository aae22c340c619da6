// The starter model: trained on this machine with made-up pictures, for everybody who has no model yet. It is the run named `starter`.
import { resolve } from 'node:path'
import { UserError } from '../core/errors.ts'
import { starterName } from '../run/layout.ts'
import { summarizeRun } from '../run/list/list.ts'
import type { RunSummary } from '../run/list/summary.ts'
import { nameRun } from '../run/names.ts'
import { listRuns } from '../run/resolve.ts'
import { demoConfig, demoPictures } from './demo-training.ts'
import { synth } from './synth.ts'
import { train, type TrainingEvent, type TrainingSummary } from './train.ts'

export interface StarterTask {
  /** Folder of the made-up pictures; it is made, or made again. */
  readonly folder: string
  readonly workdirs: string
  /** Fewer make it sooner and worse; 4 unless told otherwise. */
  readonly epochs?: number | undefined
  /** Pictures to learn from; 96 unless told otherwise. A quarter as many are measured on. */
  readonly pictures?: number | undefined
  readonly stop: AbortSignal
}

export type StarterEvent =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'training'; readonly event: TrainingEvent }

/**
 * Makes the pictures, trains on them and names the run, from its first moment on.
 * @throws UserError `starter-there`, `starter-running`
 */
export async function makeStarter(task: StarterTask, listen: (event: StarterEvent) => void): Promise<TrainingSummary> {
  const { workdirs, stop, epochs, pictures = demoPictures.train } = task
  refuseSecondStarter(workdirs)
  const plan = { ...demoPictures, train: pictures, test: Math.max(1, Math.ceil(pictures / 4)) }
  const { root } = await synth(resolve(task.folder), plan, (done, total) => listen({ type: 'progress', done, total }))
  return train({ config: demoConfig(root, epochs), workdirs, stop }, (event) => {
    if (event.type === 'run') nameStarter(event.id, workdirs)
    listen({ type: 'training', event })
  })
}

/** The run named `starter`, whatever became of it. */
export function findStarter(workdirs: string): RunSummary | undefined {
  const entry = listRuns(workdirs).find(({ names }) => names.includes(starterName))
  return entry && summarizeRun(entry)
}

/** @throws UserError `starter-there` for one that can be used, `starter-running` for one that is being made */
export function refuseSecondStarter(workdirs: string): void {
  const found = findStarter(workdirs)
  if (found === undefined) return
  const { id, folder, state } = found
  if (state.name === 'running')
    throw new UserError({
      code: 'starter-running',
      message: 'The starter model is being made',
      found: `the running training ${id}`,
      where: folder,
      next: 'look at it: ocrdet logs -f starter',
    })
  if (state.name === 'finished')
    throw new UserError({
      code: 'starter-there',
      message: 'The starter model is there already',
      found: `the run ${id}`,
      where: folder,
      next: 'use it: ocrdet detect picture.jpg --model starter; to make it anew, first: ocrdet unname starter',
    })
}

/** Names a run `starter`, unless a better one has the name: one that is running or finished. @returns whether it has the name now */
export function nameStarter(id: string, workdirs: string): boolean {
  const entry = listRuns(workdirs).find((run) => run.id === id)
  const state = findStarter(workdirs)?.state.name
  if (entry === undefined || state === 'running' || state === 'finished') return false
  nameRun(entry, starterName, { workdirs, move: true })
  return true
}
