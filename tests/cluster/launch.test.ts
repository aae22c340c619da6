// Which environments mean that processes were started together.
import { expect, it } from 'vitest'
import { joinRanks } from '../../src/cluster/join.ts'
import { launchOf } from '../../src/core/launch.ts'

it('a process of its own is no rank, nor is the batch script of a job with several tasks', () => {
  expect(launchOf({})).toBeUndefined()
  expect(launchOf({ OMPI_COMM_WORLD_SIZE: '1', OMPI_COMM_WORLD_RANK: '0' })).toBeUndefined()
  expect(launchOf({ SLURM_JOB_ID: '7', SLURM_NTASKS: '4', SLURM_PROCID: '0' })).toBeUndefined()
})

it('mpirun of Open MPI, mpiexec of MPICH, and srun with either way to connect say how many there are, and which this one is', () => {
  const ofOpenMpi = { OMPI_COMM_WORLD_SIZE: '4', OMPI_COMM_WORLD_LOCAL_SIZE: '2', OMPI_COMM_WORLD_RANK: '3' }
  expect(launchOf(ofOpenMpi)).toEqual({
    size: 4,
    rank: 3,
    localSize: 2,
    isConnected: true,
  })
  const ofMpich = { PMI_SIZE: '3', PMI_RANK: '2', MPI_LOCALNRANKS: '3' }
  expect(launchOf(ofMpich)).toEqual({ size: 3, rank: 2, localSize: 3, isConnected: true })
  const step = { SLURM_STEP_ID: '0', SLURM_PROCID: '1', SLURM_STEP_NUM_TASKS: '8', SLURM_STEP_TASKS_PER_NODE: '4(x2)' }
  expect(launchOf({ ...step, PMIX_RANK: '1' })).toEqual({ size: 8, rank: 1, localSize: 4, isConnected: true })
})

it('processes that srun started without telling any MPI library are refused: each would train alone', async () => {
  const step = { SLURM_STEP_ID: '0', SLURM_PROCID: '1', SLURM_STEP_NUM_TASKS: '2' }
  await expect(joinRanks(step)).rejects.toMatchObject({ code: 'ranks-not-connected' })
  expect(await joinRanks({})).toBeUndefined()
})

it('an MPI library that is not there is named', async () => {
  const env = { PMI_SIZE: '2', OCRDET_MPI_LIBRARY: '/nowhere/libmpi.so' }
  await expect(joinRanks(env)).rejects.toMatchObject({ code: 'mpi-missing' })
})
