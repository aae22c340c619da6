// What docs/cluster.md tells a person to type beside trainings, sweeps and shards: each as it stands there.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { TransportReport } from '../../src/cluster/measure.ts'
import { temporaryFolder } from '../tasks/training.ts'
import { describeOnCluster } from './cluster.ts'

describeOnCluster('a command of docs/cluster.md', (cluster) => {
  it.each([
    ['pmi2', 'MPICH', '2'],
    // The daemons of two nodes on one machine are in each other's way.
    ['pmix', 'Open MPI', '1'],
  ])(
    'srun --mpi=list shows %s, which connects two processes of ocrdet mpi by %s, on %s nodes',
    async (type, by, nodes) => {
      const listed = await cluster().run('srun', '--mpi=list')
      expect(listed.code, listed.err).toBe(0)
      expect(`${listed.out}${listed.err}`).toMatch(new RegExp(`\\b${type}\\b`))
      const program = [process.execPath, 'dist/cli/main.js', 'mpi', '--json']
      const { code, out, err } = await cluster().run(
        'srun',
        `--mpi=${type}`,
        '--nodes',
        nodes,
        '--ntasks',
        '2',
        ...program,
      )
      expect(code, err).toBe(0)
      const { ranks, library, exchanges, extrapolated } = JSON.parse(out) as TransportReport
      expect([ranks, exchanges.length, extrapolated.length]).toEqual([2, 7, 3])
      expect(library).toContain(by)
    },
  )

  it('train --dry-run --slurm shows the script and submits nothing', async () => {
    const workdirs = temporaryFolder()
    const words = ['train', cluster().data, '--batch-size', '8', '--workdirs', workdirs, '--dry-run', '--slurm']
    const options = ['--nodes', '2', '--ntasks-per-node', '2', '--cpus-per-task', '1', '--time', '02:00:00']
    const { code, out, err } = await cluster().ocrdet(...words, ...options)
    expect(code, err).toBe(0)
    const script = join(temporaryFolder(), 'slurm.sh')
    writeFileSync(script, out)
    const tested = await cluster().run('sbatch', '--test-only', script)
    expect(tested.err).toContain('using 4 processors on nodes node[1-2]')
    expect(cluster().slurm('squeue', '-h')).toBe('')
  })

  it('another time for the warning is told to Slurm', async () => {
    const workdirs = temporaryFolder()
    const words = ['train', cluster().data, '--workdirs', workdirs, '--json', '--slurm']
    const { out } = await cluster().ocrdet(...words, '--time', '00:30:00', '--signal=USR1@300', '--hold')
    const { job, folder } = JSON.parse(out) as { readonly job: string; readonly folder: string }
    expect(cluster().slurm('scontrol', 'write', 'batch_script', job, '-')).toContain('--signal=USR1@300')
    expect((await cluster().ocrdet('stop', folder)).code).toBe(0)
  })

  it('scancel of one task leaves the others, and the same command submits that one again', async () => {
    const [workdirs, file] = [temporaryFolder(), join(temporaryFolder(), 'rates.yaml')]
    writeFileSync(file, 'settings: { num_epochs: 1 }\nparameters: { learning_rate: [0.001, 0.002, 0.004] }\n')
    const words = ['sweep', file, '--data', cluster().data, '--workdirs', workdirs]
    const { out } = await cluster().ocrdet(...words, '--json', '--slurm', '--hold')
    const { job } = JSON.parse(out) as { readonly job: string }
    cluster().slurm('scancel', `${job}_2`)
    expect((await cluster().ocrdet(...words, '--dry-run', '--slurm')).out).toContain('#SBATCH --array=2\n')
    expect((await cluster().ocrdet('stop', 'rates', '--workdirs', workdirs)).code).toBe(0)
  })
})
