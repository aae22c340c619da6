// What Slurm's programs say, and what is made of it, with programs that answer as Slurm's do.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { jobsInQueue, mpiTypeOfSrun, submitScript } from '../../src/cluster/slurm.ts'
import { userErrorOf } from '../run/temporary.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ocrdet-slurm-'))
  const path = process.env['PATH']
  process.env['PATH'] = `${folder}${delimiter}/usr/bin${delimiter}/bin`
  onTestFinished(() => {
    process.env['PATH'] = path
  })
})

function program(name: string, text: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
}

/** A line of squeue with our columns. */
function line([id, state, restarts, reason, nodes]: readonly [string, string, number, string, string]): string {
  return id.padEnd(30) + state.padEnd(10) + String(restarts).padEnd(10) + reason.padEnd(60) + nodes.padEnd(400)
}

describe('the queue', () => {
  it('tells jobs that wait from those that run; one that is over is not there', () => {
    const lines = [
      line(['12', 'PD', 0, 'Resources', '']),
      line(['13', 'R', 2, 'None', 'node[1-2]']),
      line(['14', 'CD', 0, 'None', 'node1']),
    ]
    program('squeue', lines.map((one) => `echo '${one}'`).join('\n'))
    expect([...(jobsInQueue(['12', '13', '14']) ?? []).values()]).toEqual([
      { id: '12', state: 'waiting', nodes: '', restarts: 0, reason: 'Resources' },
      { id: '13', state: 'running', nodes: 'node[1-2]', restarts: 2, reason: 'None' },
    ])
  })

  it('has no job that Slurm has forgotten, and is unknown where Slurm does not answer', () => {
    program('squeue', 'echo "slurm_load_jobs error: Invalid job id specified" >&2; exit 1')
    expect(jobsInQueue(['12'])).toEqual(new Map())
    program('squeue', 'echo "Unable to contact slurm controller" >&2; exit 1')
    expect(jobsInQueue(['12'])).toBeUndefined()
  })
})

describe('submitting', () => {
  it('gives the number of the job, of a cluster among several too', () => {
    program('sbatch', 'echo "4711;north"')
    expect(submitScript(join(folder, 'job.sh'), '')).toBe('4711')
  })

  it('quotes what sbatch says against it, and says where Slurm is when it is not here', () => {
    program('sbatch', 'echo "sbatch: error: invalid partition specified: nowhere" >&2; exit 1')
    expect(userErrorOf(() => submitScript(join(folder, 'job.sh'), ''))).toMatchObject({
      code: 'slurm-refused',
      found: 'sbatch: error: invalid partition specified: nowhere',
    })
    process.env['PATH'] = '/nowhere'
    expect(userErrorOf(() => submitScript(join(folder, 'job.sh'), ''))).toMatchObject({
      code: 'slurm-missing',
      found: 'no sbatch',
    })
  })

  it('connects ranks by PMIx where srun has it, else by PMI-2, else as the cluster does', () => {
    program('srun', 'echo "MPI plugin types are..."; printf "\\tnone\\n\\tpmi2\\n\\tpmix\\n"')
    expect(mpiTypeOfSrun()).toBe('pmix')
    program('srun', 'printf "\\tnone\\n\\tpmi2\\n" >&2')
    expect(mpiTypeOfSrun()).toBe('pmi2')
    program('srun', 'exit 1')
    expect(mpiTypeOfSrun()).toBeUndefined()
  })
})
