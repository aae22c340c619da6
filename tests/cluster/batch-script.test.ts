// The batch script of a training, as a person reads it before it is submitted.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { renderBatchScript, type BatchJob } from '../../src/cluster/batch-script.ts'

const job: BatchJob = {
  name: 'exp_20260105_143022',
  folder: '/data/workdirs/exp_20260105_143022',
  command: ['/usr/bin/node', '/opt/ocrdet/dist/cli/main.js', 'resume', '/data/my runs/exp_1', '--or-begin'],
  options: ['--nodes', '2', '--time=02:00:00', '--comment', 'two words'],
  mpi: 'pmix',
}

describe('the batch script', () => {
  it('has our directives first, so that those of the person count more, and quotes what has spaces', () => {
    const directives = renderBatchScript(job)
      .split('\n')
      .filter((line) => line.startsWith('#SBATCH'))
    expect(directives).toEqual([
      '#SBATCH --job-name=exp_20260105_143022',
      '#SBATCH --output=/data/workdirs/exp_20260105_143022/slurm.log',
      '#SBATCH --open-mode=append',
      '#SBATCH --requeue',
      '#SBATCH --signal=USR1@120',
      '#SBATCH --nodes 2',
      '#SBATCH --time=02:00:00',
      '#SBATCH --comment "two words"',
    ])
    expect(renderBatchScript(job)).toContain(
      "srun --mpi=pmix /usr/bin/node /opt/ocrdet/dist/cli/main.js resume '/data/my runs/exp_1' --or-begin\n",
    )
  })

  it.each([
    { code: 130, state: 'RUNNING', stopped: false, requeued: true },
    { code: 130, state: 'RUNNING', stopped: true, requeued: false },
    { code: 130, state: 'COMPLETING', stopped: false, requeued: false },
    { code: 0, state: 'RUNNING', stopped: false, requeued: false },
    { code: 1, state: 'RUNNING', stopped: false, requeued: false },
  ])('puts the job back after exit code $code, state $state, stopped by a person: $stopped: $requeued', (given) => {
    const folder = mkdtempSync(join(tmpdir(), 'batch script-'))
    const program = (name: string, text: string) =>
      writeFileSync(join(folder, name), `#!/bin/bash\n${text}\n`, { mode: 0o755 })
    program('srun', `exit ${given.code}`)
    program('squeue', `echo ${given.state}`)
    program('scontrol', `echo "$@" > '${folder}/asked'`)
    if (given.stopped) writeFileSync(join(folder, '.stop'), '')
    writeFileSync(join(folder, 'job.sh'), renderBatchScript({ ...job, folder }))
    const env = { PATH: `${folder}:${process.env['PATH']}`, SLURM_JOB_ID: '12' }
    const ended = execFileSync('bash', ['-c', `bash job.sh; echo "code $?"; cat asked 2>/dev/null || true`], {
      cwd: folder,
      env,
    })
    expect(ended.toString()).toBe(`code ${given.code}\n${given.requeued ? 'requeue 12\n' : ''}`)
  })

  it('puts one task of an array back by its own number, and leaves the others', () => {
    const script = renderBatchScript({ ...job, tasks: [0, 1, 2] })
    expect(script).toContain('squeue --noheader --jobs="$SLURM_ARRAY_JOB_ID"_"$SLURM_ARRAY_TASK_ID" --format=%T')
    expect(script).toContain('scontrol requeue "$SLURM_ARRAY_JOB_ID"_"$SLURM_ARRAY_TASK_ID"\n')
    expect(script).not.toContain('$SLURM_JOB_ID')
  })
})
