// Jobs that label: a new data set of photographs, and a set once more.
import { labelAgain } from '../../tasks/annotate/label-again.ts'
import { labelImages } from '../../tasks/annotate/label.ts'
import type { DeepReadonly } from '../contract/endpoint.ts'
import type { JobResult } from '../contract/jobs.ts'
import type { WorkContext } from './protocol.ts'

type Result = DeepReadonly<JobResult>

export interface LabelWork {
  readonly inputs: readonly string[]
  /** What uploads are called, by path. */
  readonly names: ReadonlyMap<string, string>
  readonly dir: string
  readonly model: string
  readonly recognizer: string | undefined
  readonly workdirs: string
}

export async function labelJob(
  { recognizer, ...task }: LabelWork,
  { signal, onProgress }: WorkContext,
): Promise<Result> {
  const named = { ...task, signal, ...(recognizer !== undefined && { recognizer }) }
  const { root, images, texts, skipped, model } = await labelImages(named, (done, total) => onProgress({ done, total }))
  return { kind: 'label', root, images, texts, model, skipped: skipped.length }
}

export interface LabelAgainWork {
  readonly data: string
  readonly model: string
  readonly recognizer: string | undefined
  readonly workdirs: string
}

export async function labelAgainJob(
  { recognizer, ...task }: LabelAgainWork,
  { signal, onProgress }: WorkContext,
): Promise<Result> {
  const named = { ...task, signal, ...(recognizer !== undefined && { recognizer }) }
  const { root, images, replaced, kept, differing, model } = await labelAgain(named, (done, total) =>
    onProgress({ done, total }),
  )
  return { kind: 'label-again', root, images, replaced, kept, differing: differing.length, model }
}
