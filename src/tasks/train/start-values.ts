// The weights a training starts from: fresh ones, a checkpoint, or another run.
import { resolve } from 'node:path'
import { must } from '../../core/assert.ts'
import type { Tensor, TensorMap } from '../../core/tensor.ts'
import { readCheckpoint } from '../../checkpoint/read.ts'
import { initialParameters } from '../../model/init.ts'
import type { Config } from '../../run/settings/table.ts'
import { findWeights, isFile } from '../models.ts'

export interface StartValues {
  readonly parameters: TensorMap
  /** For the log: where they come from, and why. */
  readonly origin: string
  /** The file they were read from, as an absolute path; empty for fresh ones. */
  readonly path: string
}

/** The start weights of a configuration. Tensors that a checkpoint may lack are drawn from the seed. */
export async function startValues({ init, seed }: Config, workdirs: string): Promise<StartValues> {
  const fresh = initialParameters(seed)
  if (init === '') return { parameters: fresh, origin: `fresh weights from seed ${seed} (init is empty)`, path: '' }
  const drawn: string[] = []
  const missing = (name: string): Tensor => {
    drawn.push(name)
    return must(fresh.get(name), `${name} has a start value`)
  }
  const isPath = isFile(init, '.pth') || isFile(init, '.pt')
  const path = resolve(isPath ? init : (await findWeights(init, workdirs)).path)
  const { parameters } = await readCheckpoint(path, missing)
  const rest =
    drawn.length === 0 ? '' : `; ${drawn.length} tensors of the threshold branch are fresh (the file lacks them)`
  return { parameters, origin: `weights of ${path}${rest}`, path }
}
