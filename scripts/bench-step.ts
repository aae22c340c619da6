// Seconds and peak memory of a training step: ours and, with --torch, PyTorch's on the same cores, in turn.
// npm run bench:step -- [--torch] [--batch 2] [--size 640] [--steps 5] [--rounds 2] [--freeze backbone] [--save-memory]
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { findPython, INSTALL_COMMAND } from '../tests/torch/python.ts'

interface Measured {
  readonly createSeconds: number
  readonly seconds: readonly number[]
  readonly peakMb: number
}

/** Targets of the product: speed as PyTorch's seconds over ours, memory as our peak over PyTorch's. */
const targets = { speed: 1.5, memory: 1.5 }
/** Steps before the counted ones: memory pools grow until then. */
const WARM_UP = 3

const { values } = parseArgs({
  options: {
    torch: { type: 'boolean', default: false },
    batch: { type: 'string', default: '2' },
    size: { type: 'string', default: '640' },
    steps: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '2' },
    freeze: { type: 'string', default: 'none' },
    'save-memory': { type: 'boolean', default: false },
  },
})
const args = [values.batch, values.size, String(WARM_UP), values.steps, values.freeze]

/** Each side is a process of its own, so that its peak memory is its own. */
function measure(command: string, script: readonly string[], mode = 'keep'): Measured {
  const { stdout, stderr, status } = spawnSync(command, [...script, ...args, mode], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${script.join(' ')} failed:\n${stderr}`)
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}

/** A python3 with PyTorch. */
function python(): string {
  const found = findPython(['torch'])
  if (found === undefined) throw new Error(`no python3 with PyTorch: ${INSTALL_COMMAND}`)
  return found
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2
}

function row(name: string, rounds: readonly Measured[]): { seconds: number; peakMb: number } {
  const all = rounds.flatMap(({ seconds }) => seconds)
  const result = { seconds: median(all), peakMb: Math.max(...rounds.map(({ peakMb }) => peakMb)) }
  const range = `${Math.min(...all).toFixed(2)} to ${Math.max(...all).toFixed(2)}`
  console.log(
    `${name.padEnd(8)} ${result.seconds.toFixed(2)} s/step (median of ${all.length}; ${range})   peak ${result.peakMb.toFixed(0)} MB`,
  )
  return result
}

console.log(`training step, batch ${values.batch}, ${values.size}x${values.size}, freeze ${values.freeze}`)
const rounds = { ours: [] as Measured[], saving: [] as Measured[], torch: [] as Measured[] }
const ourScript = ['--import', 'tsx', 'scripts/bench/step-ours.ts']
for (let round = 0; round < Number(values.rounds); round++) {
  rounds.ours.push(measure(process.execPath, ourScript))
  if (values['save-memory']) rounds.saving.push(measure(process.execPath, ourScript, 'save-memory'))
  if (values.torch) rounds.torch.push(measure(python(), ['scripts/bench/step_torch.py']))
}
const ours = row('ocrdet', rounds.ours)
if (values['save-memory']) {
  const saving = row('saving', rounds.saving)
  const [time, memory] = [saving.seconds / ours.seconds, saving.peakMb / ours.peakMb]
  console.log(`--save-memory takes ${time.toFixed(2)} times the time and ${memory.toFixed(2)} times the memory`)
}
if (values.torch) {
  const torch = row('PyTorch', rounds.torch)
  const speed = torch.seconds / ours.seconds
  const memory = ours.peakMb / torch.peakMb
  console.log(`speed    ${speed.toFixed(2)} times PyTorch's (target at least ${targets.speed})`)
  console.log(`memory   ${memory.toFixed(2)} times PyTorch's (target at most ${targets.memory})`)
  process.exitCode = speed >= targets.speed && memory <= targets.memory ? 0 : 1
}
