// Ends of trainings: what is missing after a kill or a stop at the last moment is done by going on, and nothing else.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/run/config.ts'
import { runPaths } from '../../src/run/layout.ts'
import { resume, train, type TrainingEvent } from '../../src/tasks/train/train.ts'
import { sha256, temporaryFolder, tinyDataset } from '../tasks/training.ts'

let data: string

beforeAll(async () => {
  data = await tinyDataset(4)
})

/** Settings of a training in this process, of epochs of two steps. */
function tiny(changes: object = {}) {
  return parseConfig({
    train_data_dir: data,
    batch_size: 2,
    input_size: [64, 64],
    num_epochs: 1,
    save_every: 1,
    num_workers: 0,
    num_threads: 1,
    min_text_size: 2,
    tensorboard: false,
    ...changes,
  })
}

const going = new AbortController().signal

/** Aborts in the middle of the last step of epoch 1. */
function stopInLastStep(): { stop: AbortSignal; listen: (event: TrainingEvent) => void } {
  const controller = new AbortController()
  const listen = (event: TrainingEvent): void => {
    if (event.type === 'iteration' && event.epoch === 1 && event.iteration === event.iterations - 1) controller.abort()
  }
  return { stop: controller.signal, listen }
}

describe('a training that was killed between its last checkpoint and its closing line', () => {
  it(
    'is completed by resume: evaluation, backup, closing line, and the same weights',
    { timeout: 240_000 },
    async () => {
      const workdirs = temporaryFolder()
      const { folder, id } = await train({ config: tiny(), workdirs, stop: going }, () => {})
      const { log, checkpoints, lastModel, confusionMatrix } = runPaths(folder)
      const backup = join(checkpoints, 'backup_epoch_1.pth')
      const [weights, scores] = [sha256(lastModel), valLines(log)]
      writeFileSync(log, readFileSync(log, 'utf8').replace(/\[INFO\] Training completed.*\n/, ''))
      for (const path of [backup, confusionMatrix]) rmSync(path)

      const summary = await resume({ run: id, workdirs, stop: going }, () => {})
      expect(summary.ended).toBe('completed')
      expect([existsSync(backup), existsSync(confusionMatrix)]).toEqual([true, true])
      expect(sha256(lastModel)).toBe(weights)
      expect(readFileSync(log, 'utf8')).toMatch(/\[INFO\] Training completed successfully\.\n$/)
      expect(valLines(log).at(-1)).toBe(scores.at(-1))
      await expect(resume({ run: id, workdirs, stop: going }, () => {})).rejects.toMatchObject({ code: 'run-finished' })
    },
  )
})

describe('a stop in the last step of an epoch', () => {
  it('keeps epoch_1.pth, and going on leaves the files of an unbroken training', { timeout: 240_000 }, async () => {
    const config = tiny({ num_epochs: 2 })
    const [broken, whole] = [temporaryFolder(), temporaryFolder()]
    const { stop, listen } = stopInLastStep()
    const stopped = await train({ config, workdirs: broken, stop }, listen)
    expect(stopped.ended).toBe('stopped')
    const { checkpoints } = runPaths(stopped.folder)
    expect(readdirSync(checkpoints)).toContain('epoch_1.pth')
    expect((await resume({ run: stopped.id, workdirs: broken, stop: going }, () => {})).ended).toBe('completed')
    const unbroken = runPaths((await train({ config, workdirs: whole, stop: going }, () => {})).folder).checkpoints
    expect(sumsOf(checkpoints)).toEqual(sumsOf(unbroken))
  })

  it('keeps epoch_1.pth where no evaluation is due either', { timeout: 240_000 }, async () => {
    const { stop, listen } = stopInLastStep()
    const config = tiny({ num_epochs: 2, eval_interval: 2 })
    const { folder } = await train({ config, workdirs: temporaryFolder(), stop }, listen)
    expect(readdirSync(runPaths(folder).checkpoints)).toContain('epoch_1.pth')
  })
})

function sumsOf(folder: string): string[] {
  const names = readdirSync(folder).sort()
  return names.map((name) => `${name} ${sha256(join(folder, name))}`)
}

/** The scores of each [VAL] line, without its times. */
function valLines(log: string): string[] {
  const lines = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('[VAL]'))
  return lines.map((line) => line.replace(/, (?:Images\/s|Elapsed|Time).*$/i, ''))
}
