// A sweep as a job array: each trial is requeued and goes on, one is stopped and stays out of the queue, and the same command submits what is left.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { SubmittedSweep } from '../../src/tasks/sweep/array.ts'
import type { SweepReport } from '../../src/tasks/sweep/status.ts'
import { temporaryFolder } from '../tasks/training.ts'
import { describeOnCluster, until } from './cluster.ts'

const yaml = `settings:
  batch_size: 2
  input_size: 64
  num_epochs: 4
  eval_interval: 4
  min_text_size: 2
  num_threads: 1
  device: cpu
parameters:
  learning_rate: [0.001, 0.002, 0.004]
`

describeOnCluster('a sweep as a job array', (cluster) => {
  const [workdirs, file] = [temporaryFolder(), join(temporaryFolder(), 'rates.yaml')]
  const sweep = async (...words: string[]): Promise<string> => {
    const { code, out, err } = await cluster().ocrdet(
      'sweep',
      file,
      '--data',
      cluster().data,
      '--workdirs',
      workdirs,
      ...words,
    )
    expect(code, err).toBe(0)
    return out
  }
  const submit = async (...options: string[]): Promise<SubmittedSweep> =>
    JSON.parse(await sweep('--jobs', '2', '--json', '--slurm', '--time', '00:30:00', ...options)) as SubmittedSweep
  const status = async (): Promise<SweepReport> => JSON.parse(await sweep('--status', '--json')) as SweepReport
  const stateOf = (job: string): string => cluster().stateOf(job)
  const pidOf = (folder: string): number =>
    (JSON.parse(readFileSync(join(folder, 'heartbeat.json'), 'utf8')) as { pid: number }).pid
  const logged = (folder: string, pattern: RegExp): boolean => {
    try {
      return pattern.test(readFileSync(join(folder, 'log.txt'), 'utf8'))
    } catch {
      return false
    }
  }

  it('runs two at once, requeues a trial, leaves out one that was stopped, and goes on with that', async () => {
    writeFileSync(file, yaml)
    const preview = await sweep('--dry-run', '--jobs', '2', '--slurm', '--time', '5')
    expect(preview).toContain('#SBATCH --array=1-3%2\n')
    const { job, trials } = await submit()
    expect(trials).toBe(3)
    const first = (await status()).trials
    expect(first.map((trial) => trial.job)).toEqual([1, 2, 3].map((number) => `${job}_${number}`))
    expect(first[2].state).toBe('queued')
    const [requeued, stopped, last] = first.map(({ folder = '' }) => folder)
    await until(() => logged(requeued, /Epoch 1\/4, Iter 0/) && logged(stopped, /Epoch 1\/4, Iter 0/), 'two trainings')
    cluster().slurm('scancel', '--signal=USR1', `${job}_1`)
    expect((await cluster().ocrdet('stop', stopped)).out).toContain(`Asked job ${job}_2 to stop`)
    await until(() => stateOf(`${job}_2`) === '', 'the end of the stopped trial')
    await until(() => logged(requeued, /requeued 1 time\n[^]*completed/), 'the end of the requeued trial', 180)
    await until(() => logged(last, /completed/), 'the end of the last trial', 180)
    expect(logged(requeued, new RegExp(`Slurm job ${job}_1 on node`))).toBe(true)
    await until(() => stateOf(job ?? '') === '', 'the end of the array')
    expect((await status()).trials.map(({ state }) => state)).toEqual(['finished', 'stopped', 'finished'])
    const again = await submit()
    expect(again).toMatchObject({ trials: 1, script: expect.stringContaining('#SBATCH --array=2%2\n') })
    await until(() => logged(stopped, /completed/), 'the end of the stopped trial', 180)
    expect(await sweep('--slurm')).toBe('Nothing is left to submit in the sweep rates.\n\nNext\n' + nextStep)
  })

  it('whose task is killed submits that again; it is stopped as a whole: what waits leaves the queue, what is being trained saves and does not go back', async () => {
    writeFileSync(file, `name: others\n${yaml.replace('num_epochs: 4', 'num_epochs: 40')}`)
    const { job } = await submit()
    const [{ folder = '' }, { folder: killed = '' }] = (await status()).trials
    await until(() => logged(folder, /Epoch 1\/40, Iter 0/) && logged(killed, /Epoch 1\/40, Iter 0/), 'two trainings')
    process.kill(pidOf(killed), 'SIGKILL')
    await until(() => stateOf(`${job}_2`) === '', 'the end of the killed trial')
    await until(() => stateOf(`${job}_3`) === 'RUNNING', 'the last trial in its place')
    const { out } = await cluster().ocrdet('stop', 'others', '--workdirs', workdirs)
    expect(out).toContain(`Asked job ${job}_1 to stop`)
    await until(() => stateOf(job ?? '') === '', 'the end of the array')
    const states = (await status()).trials.map(({ state }) => state)
    expect(states[0]).toBe('stopped')
    expect(states[1]).toBe('dead')
    expect(await sweep('--dry-run', '--slurm')).toContain('#SBATCH --array=1-3\n')
    await submit('--hold')
    const held = await cluster().ocrdet('stop', 'others', '--workdirs', workdirs)
    expect(held.out.match(/Took job \d+_[123] out of the queue/g)).toHaveLength(3)
  })
})

const nextStep = '  see how its trials stand:\n    npx ocrdet sweep rates --status\n'
