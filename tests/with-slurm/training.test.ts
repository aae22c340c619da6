// A training as a Slurm job on a cluster of two nodes: requeued, it goes on to the same weights; stopped, it stays out of the queue.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { logOf, onlyRun, run, sha256, temporaryFolder, untilLogged } from '../tasks/training.ts'
import { describeOnCluster, until } from './cluster.ts'

const flags = `--batch-size 2 --input-size 64 --num-epochs 4 --learning-rate 0.004 --freeze-norm never --eval-interval 4
  --seed 3 --min-text-size 2 --num-threads 1 --device cpu`.split(/\s+/)

/** One row of the list of runs. */
interface Row {
  readonly folder: string
  readonly state: { readonly name: string; readonly reason: string }
  readonly job?: { readonly id: string; readonly state?: string; readonly nodes?: string; readonly restarts?: number }
}

interface Submitted {
  readonly job: string
  readonly folder: string
}

describeOnCluster('a training as a Slurm job', (cluster) => {
  const submit = async (workdirs: string, ...options: string[]): Promise<Submitted> => {
    const words = ['train', cluster().data, ...flags, '--workdirs', workdirs, '--json', '--slurm', ...options]
    const { code, out, err } = await cluster().ocrdet(...words)
    expect(code, err).toBe(0)
    return JSON.parse(out) as Submitted
  }
  const row = async (workdirs: string): Promise<Row> => {
    const { out } = await cluster().ocrdet('runs', '--workdirs', workdirs, '--json')
    return (JSON.parse(out) as { runs: Row[] }).runs[0]
  }
  const jobState = (job: string): string => cluster().stateOf(job)
  const weights = (workdirs: string) => sha256(join(onlyRun(workdirs) ?? '', 'checkpoints', 'last_model.pth'))

  it('is warned twice, requeued each time, and ends with the weights of a training that nobody interrupted', async () => {
    const [apart, workdirs] = [temporaryFolder(), temporaryFolder()]
    const { job } = await submit(workdirs, '--time', '00:30:00')
    const alone = run('train', cluster().data, ...flags, '--workdirs', apart)
    for (const epoch of [2, 3]) {
      await untilLogged(workdirs, new RegExp(`Epoch ${epoch}/4, Iter 0`))
      cluster().slurm('scancel', '--signal=USR1', job)
      await until(() => jobState(job) === 'PENDING', 'the job to be requeued')
      const { state, job: shown } = await row(workdirs)
      expect(state.name).toBe('queued')
      expect(state.reason).toMatch(new RegExp(`job ${job} was requeued ${epoch - 1} time`))
      expect(shown).toMatchObject({ id: job, state: 'waiting', restarts: epoch - 1 })
    }
    await until(() => jobState(job) === 'RUNNING', 'the job to run again')
    expect((await row(workdirs)).state).toMatchObject({
      name: 'running',
      reason: expect.stringMatching(/runs on node\d/),
    })
    await until(() => jobState(job) === '', 'the end of the job')
    expect((await alone).code).toBe(0)
    expect(weights(workdirs)).toBe(weights(apart))
    expect(logOf(workdirs)).toMatch(/\[CONFIG\] Slurm job \d+ on node\d, requeued 2 times/)
    expect((await row(workdirs)).state.name).toBe('finished')
  })

  it('on two nodes is stopped by ocrdet stop: everything is saved, and it does not go back into the queue', async () => {
    const workdirs = temporaryFolder()
    const options = ['--nodes', '2', '--ntasks-per-node', '1', '--time', '00:30:00', '--mpi', 'pmi2']
    const { job, folder } = await submit(workdirs, ...options)
    await untilLogged(workdirs, /Epoch 1\/4, Iter 1/)
    expect(logOf(workdirs)).toMatch(/\[CONFIG\] Slurm job \d+ on node\[1-2\]\n\[CONFIG\] 2 ranks/)
    const { code, out } = await cluster().ocrdet('stop', folder)
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining(`Asked job ${job} to stop`) })
    await until(() => jobState(job) === '', 'the end of the job')
    expect((await row(workdirs)).state.name).toBe('stopped')
    const again = await cluster().ocrdet('resume', folder, '--json', '--slurm', '--hold')
    expect(again.code, again.err).toBe(0)
    expect((await row(workdirs)).state.name).toBe('queued')
    expect((await cluster().ocrdet('stop', folder)).code).toBe(0)
  })

  it('that waits is taken out of the queue by ocrdet stop', async () => {
    const workdirs = temporaryFolder()
    const { job, folder } = await submit(workdirs, '--hold')
    expect((await row(workdirs)).state).toMatchObject({
      name: 'queued',
      reason: expect.stringContaining('JobHeldUser'),
    })
    const resumed = await cluster().ocrdet('resume', folder, '--json')
    expect(resumed.out).toContain('run-running')
    expect((await cluster().ocrdet('stop', folder)).out).toContain(`Took job ${job} out of the queue`)
    expect(jobState(job)).toBe('')
  })

  it('is not submitted with an option that sbatch refuses, and leaves no run folder', async () => {
    const workdirs = temporaryFolder()
    const words = ['train', cluster().data, ...flags, '--workdirs', workdirs, '--slurm', '--partition', 'nowhere']
    const { code, err } = await cluster().ocrdet(...words)
    expect(code).toBe(1)
    expect(err).toMatch(/sbatch refused\n\s+found: .*nowhere|invalid partition/i)
    expect(onlyRun(workdirs)).toBeUndefined()
  })
})
