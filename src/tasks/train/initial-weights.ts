// The weights a training starts from: the starter, a checkpoint, another run, or random ones.
import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { weightsForUse } from '../../checkpoint/checkpoint.ts'
import { decodeCheckpoint, readCheckpointBytes } from '../../checkpoint/read.ts'
import { describeStarter, readStarter } from '../../checkpoint/starter.ts'
import type { Tensor, TensorMap } from '../../core/tensor.ts'
import { defaultDetectorSettings, type DetectorSettings } from '../../detect/settings.ts'
import { initialParameter, initialParameters } from '../../model/init.ts'
import type { Facts } from '../../run/config.ts'
import { starterName } from '../../core/starter-name.ts'
import { factsOfWeights, scratchName, startsFromScratch } from '../../run/initial-weights.ts'
import type { Config } from '../../run/settings/table.ts'
import { readWeightsFile } from '../models/models.ts'

export interface InitialWeights {
  readonly parameters: TensorMap
  /** For the log: where they come from, and why. */
  readonly origin: string
  /** What config.yaml records as `init`: the word `starter` or `none`, or the absolute path of the file that was meant. */
  readonly init: string
  /** How they were trained to be used; undefined for random ones and for files that do not tell. */
  readonly settings: DetectorSettings | undefined
  /** What the run records about them beside `init`. */
  readonly facts: Facts
}

/** The initial weights of a configuration. Tensors of the threshold branch that a file lacks are drawn from the seed. */
export async function initialWeights(config: Pick<Config, 'init' | 'seed'>, workdirs: string): Promise<InitialWeights> {
  const { init, seed } = config
  if (startsFromScratch(config)) {
    const origin = `none, training from scratch: random weights from seed ${seed}, which need many more images and epochs, and a higher learning rate (--preset standard has one)`
    return { parameters: initialParameters(seed), origin, init: scratchName, settings: undefined, facts: {} }
  }
  const drawn: string[] = []
  const missing = (name: string): Tensor => {
    drawn.push(name)
    return initialParameter(name, seed)
  }
  if (init === starterName) {
    const { checkpoint, ...starter } = await readStarter(missing)
    return {
      parameters: weightsForUse(checkpoint),
      origin: describeStarter(starter),
      init: starterName,
      settings: checkpoint.settings,
      facts: factsOfWeights({ starter: starter.version, sha256: starter.sha256 }),
    }
  }
  const { path: given, content } = await readWeightsFile(init, workdirs, async (candidate) => {
    drawn.length = 0
    const bytes = await readCheckpointBytes(candidate)
    return { bytes, checkpoint: decodeCheckpoint(bytes, candidate, missing) }
  })
  const path = resolve(given)
  const { bytes, checkpoint } = content
  const rest =
    drawn.length === 0 ? '' : `; ${drawn.length} tensors of the threshold branch are random (the file lacks them)`
  return {
    parameters: weightsForUse(checkpoint),
    origin: `${path}${rest}`,
    init: path,
    settings: checkpoint.settings ?? defaultDetectorSettings,
    facts: factsOfWeights({ sha256: createHash('sha256').update(bytes).digest('hex') }),
  }
}
