// The probability map of an evaluated image: by the weights of the evaluated epoch, at the size of the run's validation.
import { cpSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listCheckpoints } from '../../../src/run/reader.ts'
import { evaluationMap } from '../../../src/tasks/models/evaluation-map.ts'
import { smallModel } from '../small-model.ts'
import { temporaryFolder } from '../training.ts'

describe('the map of an evaluated image', () => {
  let folder: string
  let image: string
  const checkpoints = () => join(folder, 'checkpoints')
  const long = new Date(Date.now() - 60_000)

  let model: string

  beforeAll(async () => {
    model = await smallModel({ size: [64, 96] })
  }, 60_000)

  beforeEach(async () => {
    folder = join(temporaryFolder(), 'exp_20260105_143022')
    mkdirSync(checkpoints(), { recursive: true })
    writeFileSync(join(folder, 'log.txt'), '[INFO] Starting training at 2026-01-05 14:30:22\n')
    image = join(folder, 'image.png')
    const plain = (width: number, height: number, background: string) =>
      ({ width, height, channels: 3, background }) as const
    const word = await sharp({ create: plain(70, 16, '#000') })
      .png()
      .toBuffer()
    await sharp({ create: plain(96, 64, '#fff') })
      .composite([{ input: word, left: 10, top: 20 }])
      .png()
      .toFile(image)
    for (const name of ['best_model.pth', 'last_model.pth']) cpSync(model, join(checkpoints(), name))
    for (const path of [image, ...listCheckpoints(checkpoints()).map((file) => file.path)]) utimesSync(path, long, long)
  })

  const mapAt = (epoch: number, best = 1) =>
    evaluationMap({
      run: {
        folder,
        best: { epoch: best } as never,
        checkpoints: listCheckpoints(checkpoints()),
      },
      epoch,
      image,
      workdirs: join(folder, '..'),
    })

  it('is by the best model where that was evaluated, else by the last one, and says so', async () => {
    const map = await mapAt(1)
    expect(map).toMatchObject({ weights: 'best_model.pth', epoch: 1 })
    const { width, height } = await sharp(map.png).metadata()
    expect([width, height]).toEqual([96, 64])
    expect(await mapAt(1)).toBe(map)
    expect(await mapAt(2)).toMatchObject({ weights: 'last_model.pth', epoch: 1 })
    cpSync(join(checkpoints(), 'best_model.pth'), join(checkpoints(), 'epoch_2.pth'))
    expect(await mapAt(2)).toMatchObject({ weights: 'epoch_2.pth' })
  })

  it('is computed anew when the weights change, and by another file when one is damaged', async () => {
    const { key } = await mapAt(1)
    writeFileSync(join(checkpoints(), 'best_model.pth'), 'damaged')
    const map = await mapAt(1)
    expect(map.weights).toBe('last_model.pth')
    expect(map.key).not.toBe(key)
  })

  it('is refused where the weights are gone', async () => {
    rmSync(checkpoints(), { recursive: true })
    await expect(mapAt(1)).rejects.toMatchObject({ code: 'run-without-weights' })
  })
})
