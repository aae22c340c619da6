// Says what `npm run test:cluster` will run here, and installs what it needs in CI: Open MPI, MPICH and Slurm.
import { spawnSync } from 'node:child_process'
import { clusterPackages, isInstalled, programs } from '../tests/with-mpi/programs.ts'

/** In CI nobody is there to ask; only root may install. */
function mayInstall(): boolean {
  return process.env['CI'] === 'true' && process.getuid?.() === 0 && isInstalled('apt-get')
}

const isComplete = (): boolean => Object.values(programs).every(isInstalled)

if (!isComplete() && mayInstall()) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const words of [['update'], ['install', '--yes', '--no-install-recommends', ...clusterPackages]])
    spawnSync('apt-get', ['-qq', ...words], { stdio: ['ignore', 'ignore', 'inherit'], env })
}
for (const [what, program] of Object.entries(programs))
  if (!isInstalled(program)) console.log(`No ${what} (${program}) here: its tests are left out.`)
if (!isComplete()) console.log(`  next: apt-get install ${clusterPackages.join(' ')}`)
