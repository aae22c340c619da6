// Runs the WebGPU proofs on the adapter of this machine, else on SwiftShader, the software one that Chromium brings along.
// npm run test:webgpu [-- --steps 20]
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { steps: { type: 'string', default: '3' } }, strict: false })
const root = fileURLToPath(new URL('..', import.meta.url))
const tsx = ['--import', import.meta.resolve('tsx')]

/** Folder of Debian's chromium package, with a Vulkan loader and SwiftShader. */
const chromium = '/usr/lib/chromium'
const swiftShader = { LD_LIBRARY_PATH: chromium, VK_ICD_FILENAMES: join(chromium, 'vk_swiftshader_icd.json') }

/** Whether ONNX Runtime finds an adapter with these variables, which count only when a process starts. */
function hasAdapter(env: Readonly<Record<string, string>>): boolean {
  const probe = [...tsx, fileURLToPath(new URL('webgpu/probe.ts', import.meta.url))]
  return spawnSync(process.execPath, probe, { env: { ...process.env, ...env }, stdio: 'ignore' }).status === 0
}

function installChromium(): void {
  if (process.env['CI'] !== 'true' || process.getuid?.() !== 0 || existsSync(swiftShader.VK_ICD_FILENAMES)) return
  spawnSync('apt-get', ['install', '--yes', '-qq', '--no-install-recommends', 'chromium'], { stdio: 'inherit' })
}

function chooseAdapter(): { readonly name: string; readonly env: Readonly<Record<string, string>> } | undefined {
  if (hasAdapter({})) return { name: 'the adapter of this machine', env: {} }
  installChromium()
  if (hasAdapter(swiftShader)) return { name: `SwiftShader of ${chromium} (software)`, env: swiftShader }
  return undefined
}

const adapter = chooseAdapter()
if (adapter === undefined) {
  console.log(
    'SKIPPED: no WebGPU adapter here, neither of a graphics card nor of SwiftShader (apt-get install chromium)',
  )
} else {
  console.log(`testing on ${adapter.name}`)
  const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'vitest.webgpu.config.ts']
  const reporters = process.argv.slice(2).filter((word) => word.startsWith('--reporter') || word.startsWith('--output'))
  const env = { ...process.env, ...adapter.env, WEBGPU_STEPS: String(values.steps) }
  const { status } = spawnSync(process.execPath, [...vitest, ...reporters], { cwd: root, env, stdio: 'inherit' })
  process.exitCode = status ?? 1
}
