// The API from training to proof: events are iterated, leaving the loop stops, resume continues, and the run can be read and diagnosed.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  checkDataset,
  diagnose,
  exportModel,
  readRun,
  resume,
  train,
  verify,
  type DiagnosisRule,
  type TrainingEvent,
  type TrainSettings,
} from '../../src/api/index.ts'
import type { Config } from '../../src/run/settings/table.ts'
import { temporaryFolder, tinyDataset } from '../tasks/training.ts'

const settings: TrainSettings = {
  batch_size: 2,
  input_size: [64, 64],
  num_epochs: 2,
  min_text_size: 2,
  device: 'cpu',
  num_threads: 1,
  tensorboard: false,
}
let data: string
let workdirs: string

beforeAll(async () => {
  data = await tinyDataset(4)
  workdirs = temporaryFolder()
})

describe('train and resume', { timeout: 120_000 }, () => {
  it('stops cleanly when the loop is left, and resumes to the end', async () => {
    const training = train({ data, workdirs, settings })
    const seen: string[] = []
    for await (const event of training) {
      seen.push(event.type)
      if (event.type === 'iteration' && event.iteration === 0) break
    }
    expect(seen[0]).toBe('run')
    expect(await training.finished()).toBeUndefined()
    expect((await readRun('latest', { workdirs })).state.name).toBe('stopped')

    const events: TrainingEvent[] = []
    for await (const event of resume({ workdirs })) events.push(event)
    expect(events.at(-1)).toMatchObject({ type: 'summary', ended: 'completed' })
    const iterations = events.flatMap((event) => (event.type === 'iteration' ? [event] : []))
    expect(iterations.at(-1)).toMatchObject({ epoch: 2, epochs: 2, iteration: 1, iterations: 2 })
  })

  it('makes nothing when the signal has aborted or a setting is wrong', async () => {
    const elsewhere = join(temporaryFolder(), 'workdirs')
    const task = { data, workdirs: elsewhere }
    await expect(train({ ...task, signal: AbortSignal.abort(new Error('no')) }).finished()).rejects.toThrow('no')
    const wrong = train({ ...task, settings: { batch_size: 0, epochs: 2 } as TrainSettings }).finished()
    await expect(wrong).rejects.toMatchObject({
      code: 'bad-config',
      problems: [{ key: 'epochs' }, { key: 'batch_size' }],
    })
    const missing = train({ data: join(elsewhere, 'nothing'), workdirs: elsewhere }).finished()
    await expect(missing).rejects.toMatchObject({ name: 'UserError', code: 'dataset-broken' })
    expect(existsSync(elsewhere)).toBe(false)
  })

  it('stops by its signal with a summary', async () => {
    const elsewhere = temporaryFolder()
    const controller = new AbortController()
    const training = train({ data, workdirs: elsewhere, settings, signal: controller.signal })
    await training.next()
    controller.abort()
    expect(await training.finished()).toMatchObject({ ended: 'stopped' })
  })
})

describe('what follows a training', { timeout: 120_000 }, () => {
  it('reads the run with its settings, curves and evaluations', async () => {
    const run = await readRun('latest', { workdirs })
    expect(run.state.name).toBe('finished')
    expect(run.settings).toMatchObject(settings)
    expect(run.training.loss.every((loss) => loss > 0)).toBe(true)
    expect(run.evaluations.map(({ epoch }) => epoch)).toEqual([0, 1, 2])
    expect(run.checkpoints.map(({ kind }) => kind)).toContain('last')
    await expect(readRun('nothing', { workdirs })).rejects.toMatchObject({ code: 'run-unknown' })
  })

  it('diagnoses with rules of one’s own, which count as the built-in ones do', async () => {
    const rule: DiagnosisRule = {
      code: 'trained-too-little',
      check: ({ training }) =>
        training.step.length > 1000
          ? []
          : [{ severity: 'error', title: 'Too little', message: `${training.step.length} steps`, remedy: 'train on' }],
    }
    const skipping: DiagnosisRule = { code: 'needs-more', check: () => ({ skipped: 'no reason' }) }
    const plain = await diagnose({ workdirs })
    const { verdict, findings, skipped } = await diagnose({ workdirs, rules: [rule, skipping] })
    expect(verdict).toBe('unhealthy')
    expect(findings.slice(0, -1)).toEqual(plain.findings)
    expect(findings.at(-1)).toMatchObject({
      code: 'trained-too-little',
      tier: 'custom',
      severity: 'error',
      evidence: [],
    })
    expect(skipped.at(-1)).toEqual({ code: 'needs-more', reason: 'no reason' })
    for (const { title, message } of plain.findings) expect(`${title} ${message}`).not.toMatch(/[{}]|undefined/)
  })

  it('checks, exports and proves, and each can be stopped', async () => {
    const progress: number[] = []
    const report = await checkDataset({ data, onProgress: (done) => progress.push(done) })
    expect(report.errors).toBe(0)
    expect(progress).toEqual(Array.from({ length: 6 }, (_, index) => index + 1))
    const { path } = await exportModel({ workdirs, out: temporaryFolder() })
    expect(await verify({ model: path, data, workdirs })).toMatchObject({ passed: true })
    const controller = new AbortController()
    const stop = (): void => controller.abort(new Error('enough'))
    const signal = controller.signal
    await expect(checkDataset({ data, signal, onProgress: stop })).rejects.toThrow('enough')
    await expect(verify({ model: path, data, workdirs, signal })).rejects.toThrow('enough')
    await expect(exportModel({ workdirs, signal })).rejects.toThrow('enough')
  })
})

describe('TrainSettings', () => {
  it('says the same as the table of settings', () => {
    type Table = { readonly [Name in Exclude<keyof Config, 'train_data_dir'>]?: Config[Name] }
    const fromTable = {} as Table satisfies TrainSettings
    const fromType = {} as TrainSettings satisfies Table
    expect(fromTable).toEqual(fromType)
  })
})
