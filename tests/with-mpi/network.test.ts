// `ocrdet mpi` under both kinds of MPI, and what docs/cluster.md tells a person to put behind mpirun.
import { describe, expect, it } from 'vitest'
import type { TransportReport } from '../../src/cluster/measure.ts'
import { run } from '../tasks/training.ts'
import { mpirun, openMpiWith, type Job } from './mpirun.ts'
import { isInstalled, programs } from './programs.ts'

async function reportOf({ done }: Job): Promise<TransportReport> {
  const { code, stdout, stderr } = await done
  expect(code, stderr).toBe(0)
  return JSON.parse(stdout) as TransportReport // one process alone prints
}

describe.skipIf(!isInstalled(programs['Open MPI']))('ocrdet mpi under Open MPI', () => {
  it.each([
    ['shared memory, by a library that is named', ['-x', 'OCRDET_MPI_LIBRARY=libmpi.so.40', '-n', '2']],
    ['TCP', ['--mca', 'btl', 'tcp,self', '-n', '2']],
    ['ranks bound to sockets', ['--map-by', 'ppr:1:socket', '--bind-to', 'socket', '-n', '1', ...beside()]],
  ])('measures %s', async (_, options) => {
    const { ranks, library, latency, bandwidth, sum } = await reportOf(openMpiWith(options, ['mpi', '--json']))
    expect([ranks, library]).toEqual([2, expect.stringContaining('Open MPI')])
    for (const value of [latency, bandwidth, sum.seconds]) expect(value).toBeGreaterThan(0)
    expect(sum.numbers).toBeGreaterThan(12e6)
  })

  it('prints no colours into a file, although mpirun gives its processes a terminal', async () => {
    const { code, stdout } = await openMpiWith(['-n', '2'], ['mpi']).done
    expect([code, stdout]).toEqual([0, expect.stringContaining('GB/s')])
    expect(stdout).not.toContain('\u001B[')
  })

  it('says how to start several processes where there is one alone', async () => {
    const { code, stderr } = await run('mpi')
    expect([code, stderr]).toEqual([1, expect.stringContaining('mpirun -n 2 npx ocrdet mpi')])
  })
})

describe.skipIf(!isInstalled(programs.MPICH))('ocrdet mpi under MPICH', () => {
  it('measures four ranks', async () => {
    expect(await reportOf(mpirun(4, ['mpi', '--json'], 'MPICH'))).toMatchObject({
      ranks: 4,
      library: expect.stringContaining('MPICH'),
    })
  })
})

/** A second process of the program, where one socket has only one. */
function beside(): string[] {
  return [process.execPath, 'dist/cli/main.js', 'mpi', '--json', ':', '-n', '1']
}
