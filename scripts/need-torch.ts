// Makes sure that python3 has what `npm run test:torch` compares with: installs it in CI, else says how.
import { spawnSync } from 'node:child_process'
import { findPython, INSTALL_COMMAND } from '../tests/torch/python.ts'

const modules = ['numpy', 'torch', 'cv2']

/** In CI nobody is there to ask; only root may install. */
function mayInstall(): boolean {
  return process.env['CI'] === 'true' && process.getuid?.() === 0
}

function install(): void {
  for (const command of ['apt-get update', `${INSTALL_COMMAND} --yes --no-install-recommends`]) {
    console.log(command)
    const [program, ...rest] = command.split(' ')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync(program, rest, { stdio: 'inherit', env })
  }
}

if (findPython(modules) === undefined && mayInstall()) install()
const python = findPython(modules)
if (python === undefined) {
  console.error(
    `No python3 with ${modules.join(', ')}.\n  next: ${INSTALL_COMMAND} (or set PYTHON to one that has them)`,
  )
  process.exitCode = 1
} else console.log(`comparing with the PyTorch and OpenCV of ${python}`)
