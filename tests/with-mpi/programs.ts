// Which programs of a cluster are installed on this machine.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** What the tests need, by the name that a person knows. */
export const programs = {
  'Open MPI': 'mpirun.openmpi',
  MPICH: 'mpiexec.mpich',
  Slurm: 'slurmctld',
  munge: 'munged',
} as const

/** Debian's packages of them. */
export const clusterPackages = ['openmpi-bin', 'libopenmpi-dev', 'mpich', 'slurm-wlm', 'munge'] as const

/** Whether a program is on the path, or where Debian keeps those of the system. */
export function isInstalled(program: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
