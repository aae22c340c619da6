// Trainings on several processes under a real MPI: the weights are those of one process, to the byte, whatever happens on the way.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { logOf, onlyRun, run, sha256, temporaryFolder, tinyDataset, untilLogged } from '../tasks/training.ts'
import { mpirun, mpirunWithoutData, processOfRank } from './mpirun.ts'
import { isInstalled, programs } from './programs.ts'

/** Statistics of batch normalisation change with every part, so that an order or a part that is another one shows. */
const flags = `--batch-size 4 --input-size 64 --num-epochs 2 --learning-rate 0.004 --freeze-norm never --eval-interval 2
  --seed 3 --min-text-size 2 --num-threads 1 --device cpu`.split(/\s+/)

let data = ''
const weights = (workdirs: string): string => sha256(join(onlyRun(workdirs) ?? '', 'checkpoints', 'last_model.pth'))

async function alone(microBatch: number): Promise<string> {
  const workdirs = temporaryFolder()
  const { code, stderr } = await run(
    'train',
    data,
    ...flags,
    '--micro-batch',
    String(microBatch),
    '--workdirs',
    workdirs,
  )
  expect(code, stderr).toBe(0)
  return weights(workdirs)
}

describe.skipIf(!isInstalled(programs['Open MPI']))('under Open MPI', () => {
  let expected = ''
  beforeAll(async () => {
    data = await tinyDataset()
    expected = await alone(2)
  })

  it('two ranks give the weights of one process that computes two parts, to the byte', async () => {
    const workdirs = temporaryFolder()
    const { code, stderr } = await mpirun(2, ['train', data, ...flags, '--workdirs', workdirs]).done
    expect(code, stderr).toBe(0)
    expect(weights(workdirs)).toBe(expected)
    expect(logOf(workdirs)).toMatch(/\[CONFIG\] 2 ranks \(Open MPI v[\d.]+\): 2 on /)
    expect(logOf(workdirs)).toMatch(/went into adding gradients/)
  })

  it('a training whose second rank is killed goes on in one process to the same weights', async () => {
    const workdirs = temporaryFolder()
    const job = mpirun(2, ['train', data, ...flags, '--workdirs', workdirs])
    await untilLogged(workdirs, /Epoch 2\/2, Iter 0/)
    process.kill(processOfRank(job, 1), 'SIGKILL')
    expect((await job.done).code).not.toBe(0)
    expect((await run('resume', onlyRun(workdirs) ?? '')).code).toBe(0)
    expect(weights(workdirs)).toBe(expected)
    expect(logOf(workdirs)).toContain(
      'Going on with 1 process instead of 2, with the same parts in the same order: the result is the same to the byte',
    )
  })

  it('a request to stop that reaches one rank stops all after the same step, and two ranks go on to the same weights', async () => {
    const workdirs = temporaryFolder()
    const job = mpirun(2, ['train', data, ...flags, '--workdirs', workdirs])
    await untilLogged(workdirs, /Epoch 1\/2, Iter 0/)
    process.kill(processOfRank(job, 1), 'SIGTERM')
    expect((await job.done).code).toBe(130)
    expect(logOf(workdirs)).toContain('stopped by user')
    const { code, stderr } = await mpirun(2, ['resume', onlyRun(workdirs) ?? '']).done
    expect(code, stderr).toBe(0)
    expect(weights(workdirs)).toBe(expected)
    expect(logOf(workdirs)).not.toContain('Going on with')
  })

  it('what one rank fails with ends all of them, and stands in the log with its rank', async () => {
    const workdirs = temporaryFolder()
    const broken = await tinyDataset()
    const job = mpirun(2, ['train', broken, ...flags, '--num-epochs', '200', '--workdirs', workdirs])
    await untilLogged(workdirs, /Initial weights/)
    // The check of the data set is over when the first step is logged; images are read again when they are not in memory yet.
    await untilLogged(workdirs, /Train samples/)
    for (let image = 1; image <= 8; image++)
      writeFileSync(join(broken, 'train_images', `${image}.jpg`), 'this is no image')
    const { code, stdout, stderr } = await job.done
    expect(code).toBe(1)
    expect(stdout + stderr).toContain('decode')
    expect(logOf(workdirs)).toMatch(/\[ERROR\]/)
  })

  it('the second rank alone fails, as where the data set is not on its node: its error stands in the log, and all end', async () => {
    const workdirs = temporaryFolder()
    const job = mpirunWithoutData(['train', data, ...flags, '--num-epochs', '200', '--workdirs', workdirs])
    const { code, stderr } = await job.done
    expect(code).toBe(1)
    const failure = /\[ERROR\] rank-failed: Rank 1 of 2 \(on \S+\) failed: This path [^]*found: .*train_images/
    expect(logOf(workdirs)).toMatch(failure)
    expect(stderr).toContain('Rank 1 of 2')
    expect(logOf(workdirs)).not.toContain('completed')
  })

  it('a batch that cannot be divided evenly is refused before a run folder is made', async () => {
    const workdirs = join(temporaryFolder(), 'workdirs')
    const { code, stdout, stderr } = await mpirun(2, [
      'train',
      data,
      ...flags,
      '--batch-size',
      '3',
      '--workdirs',
      workdirs,
    ]).done
    expect(code).toBe(1)
    expect(stdout + stderr).toContain('Batches of 3 cannot be divided evenly among 2 processes')
    expect(existsSync(workdirs)).toBe(false)
  })
})

describe.skipIf(!isInstalled(programs.MPICH))('under MPICH', () => {
  it('four ranks give the weights of one process that computes four parts, to the byte', async () => {
    data = await tinyDataset()
    const expected = await alone(1)
    const workdirs = temporaryFolder()
    const { code, stderr } = await mpirun(4, ['train', data, ...flags, '--workdirs', workdirs], 'MPICH').done
    expect(code, stderr).toBe(0)
    expect(weights(workdirs)).toBe(expected)
    expect(logOf(workdirs)).toMatch(/\[CONFIG\] 4 ranks \(MPICH/)
  })
})
