// The pace that the time of a training is estimated from: a figure measured under load does not stay.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../../src/run/config.ts'
import { estimateTraining, fastest } from '../../../src/tasks/train/estimate.ts'
import { Measurement } from '../../../src/tasks/train/measurement.ts'
import { temporaryFolder, tinyDataset } from '../training.ts'

describe('Measurement', () => {
  /** Measures these seconds one after the other; `now` is set by the test. */
  function measuring(...seconds: readonly number[]) {
    const clock = { now: 0, measured: 0 }
    const measure = async (): Promise<number> => seconds[clock.measured++]
    return { clock, measurement: new Measurement(measure, () => clock.now) }
  }

  it('measures once for questions that follow one another', async () => {
    const { clock, measurement } = measuring(3, 1)
    expect(await Promise.all([measurement.seconds(), measurement.seconds()])).toEqual([3, 3])
    clock.now = 59_999
    expect(await measurement.seconds()).toBe(3)
    expect(clock.measured).toBe(1)
  })

  it('drops a time that was measured under load, and keeps the shortest', async () => {
    const { clock, measurement } = measuring(3, 1, 2)
    const reported: number[] = []
    for (clock.now of [0, 60_000, 120_000]) reported.push(await measurement.seconds())
    expect(reported).toEqual([3, 1, 1])
  })

  it('measures again after a measurement that failed', async () => {
    let tries = 0
    const measurement = new Measurement(() =>
      tries++ === 0 ? Promise.reject(new Error('no memory')) : Promise.resolve(2),
    )
    await expect(measurement.seconds()).rejects.toThrow('no memory')
    expect(await measurement.seconds()).toBe(2)
  })
})

describe('the pace of earlier runs', () => {
  it('is that of the fastest, since load only makes a training slower', () => {
    expect(
      fastest([
        { perPixel: 3, run: 'c' },
        { perPixel: 1, run: 'b' },
        { perPixel: 2, run: 'a' },
      ])?.run,
    ).toBe('b')
    expect(fastest([])).toBeUndefined()
  })

  it('comes from a run before the last one where the last one was slowed down', async () => {
    const [data, workdirs] = [await tinyDataset(), join(temporaryFolder(), 'workdirs')]
    keepRun(workdirs, 'exp_20260105_100000', 200)
    keepRun(workdirs, 'exp_20260105_110000', 900)
    const config = parseConfig({ train_data_dir: data, batch_size: 2, input_size: [64, 64], num_epochs: 1 })
    const { time } = await estimateTraining({ config, workdirs })
    expect(time).toMatchObject({ basis: 'earlier-run', run: 'exp_20260105_100000' })
    expect(time?.stepSeconds).toBeCloseTo(0.2, 3)
  })

  it('has the time beside steps and evaluations, which a short training mostly is', async () => {
    const [data, workdirs] = [await tinyDataset(), join(temporaryFolder(), 'workdirs')]
    const config = parseConfig({ train_data_dir: data, batch_size: 2, input_size: [64, 64], num_epochs: 1 })
    const estimate = async (id: string, elapsed: number): Promise<number> => {
      keepRun(workdirs, id, 100, elapsed)
      const { time } = await estimateTraining({ config, workdirs })
      return time?.seconds ?? 0
    }
    // Eight steps of 0.1 s are in both.
    const short = await estimate('exp_20260105_100000', 0.8 + 2)
    rmSync(workdirs, { recursive: true })
    expect((await estimate('exp_20260105_110000', 0.8 + 32)) - short).toBeCloseTo(30, 3)
  })
})

/** A run of two images a step at 64x64, with so many milliseconds between its steps. */
function keepRun(workdirs: string, id: string, stepMs: number, elapsed = 0): void {
  mkdirSync(join(workdirs, id), { recursive: true })
  writeFileSync(join(workdirs, id, 'config.yaml'), 'train_data_dir: data\nbatch_size: 2\ninput_size: [64, 64]\n')
  const steps = Array.from(
    { length: 8 },
    (_, at) =>
      `[TRAIN] Epoch 1/1, Iter ${at}/8, Loss: 2.000, LR: 0.001000, Data: 0 ms, Compute: ${stepMs} ms, Elapsed: ${elapsed.toFixed(1)} s`,
  )
  const begun = '[INFO] Starting training at 2026-01-05 10:00:00'
  writeFileSync(join(workdirs, id, 'log.txt'), `${begun}\n${steps.join('\n')}\n`)
}
