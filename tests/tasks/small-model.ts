// The starter's weights as a file for small images, so that a test's network takes milliseconds.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { weightsForUse } from '../../src/checkpoint/checkpoint.ts'
import { readStarter } from '../../src/checkpoint/starter.ts'
import { encodeCheckpoint } from '../../src/checkpoint/write.ts'
import { defaultDetectorSettings } from '../../src/detect/settings.ts'
import { temporaryFolder } from './training.ts'

interface SmallModel {
  /** Height and width of the network's input. */
  readonly size: readonly [number, number]
  /** What the file says of its training. */
  readonly config?: Readonly<Record<string, unknown>>
}

/** The path of a .pth file. */
export async function smallModel({ size, config = {} }: SmallModel): Promise<string> {
  const { checkpoint } = await readStarter()
  const { preprocessing, postProcessing } = checkpoint.settings ?? defaultDetectorSettings
  const path = join(temporaryFolder(), 'small.pth')
  const bytes = encodeCheckpoint({
    parameters: weightsForUse(checkpoint),
    settings: { preprocessing: { ...preprocessing, resize: 'fit', size }, postProcessing },
    position: { epoch: 1, iteration: 0 },
    fScore: undefined,
    training: undefined,
    config,
  })
  writeFileSync(path, bytes)
  return path
}
