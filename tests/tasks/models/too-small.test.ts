// Which missed texts `eval` calls too small: by what the model was trained with, whichever file it comes in.
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { synthesize } from '../../../src/prepare/synth/synthesize.ts'
import { evaluateModel } from '../../../src/tasks/models/evaluate.ts'
import { exportModel } from '../../../src/tasks/models/export.ts'
import { smallModel } from '../small-model.ts'
import { temporaryFolder } from '../training.ts'

const size = [96, 96] as const
/** No text of the images is as large as the first or as small as the second, in pixels. */
const [huge, tiny] = [200, 0]
/** No box passes: every text is missed. */
const options = { box_threshold: 1 }

describe('the errors of an evaluation', () => {
  const folder = temporaryFolder()
  const [data, workdirs] = [join(folder, 'data'), join(folder, 'workdirs')]

  beforeAll(() => synthesize(data, { train: 1, test: 2, seed: 5, size: [192, 192] }), 120_000)

  const tooSmall = async (model: string) => {
    const { errors, scores } = await evaluateModel({ model, data, split: 'test', workdirs, options })
    const { groundTruths } = errors.find(({ kind }) => kind === 'too-small') ?? { groundTruths: NaN }
    return { groundTruths, all: scores.groundTruths }
  }

  it('call a text too small that is under min_text_size of the training', async () => {
    const model = await smallModel({ size, config: { min_text_size: huge } })
    const { groundTruths, all } = await tooSmall(model)
    expect(groundTruths).toBe(all)
    const { path } = await exportModel({ source: model, dynamic: false, out: join(folder, 'exported'), workdirs })
    expect(await tooSmall(path)).toEqual({ groundTruths: all, all })
  }, 120_000)

  it('call fewer too small where the training took small texts', async () => {
    const taught = await tooSmall(await smallModel({ size, config: { min_text_size: tiny } }))
    const unknown = await tooSmall(await smallModel({ size }))
    expect(taught.groundTruths).toBeLessThan(unknown.groundTruths)
    expect(unknown.groundTruths).toBeLessThan(unknown.all)
  }, 120_000)
})
