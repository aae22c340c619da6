// Seconds and peak memory of a training step: ours and, with --torch, PyTorch's on the same cores, in turn.
// npm run bench:step -- [--torch] [--batch 2] [--size 640] [--steps 5] [--rounds 2] [--freeze backbone] [--save-memory] [--threads 2] [--busy 1]
// --busy 1 keeps a process beside it that takes a core. A machine on which others work is told: its ratios say nothing of an idle one.
import { parseArgs } from 'node:util'
import { verdict } from './bench/figures.ts'
import { machineLine, watched } from './bench/machine.ts'
import { benchSteps, type Side, type StepResult } from './bench/training-step.ts'

const { values } = parseArgs({
  options: {
    torch: { type: 'boolean', default: false },
    batch: { type: 'string', default: '2' },
    size: { type: 'string', default: '640' },
    steps: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '2' },
    freeze: { type: 'string', default: 'none' },
    'save-memory': { type: 'boolean', default: false },
    threads: { type: 'string', default: '0' },
    busy: { type: 'string', default: '0' },
  },
})

const names: Readonly<Record<Side, string>> = { ours: 'ocrdet', saving: 'saving', torch: 'PyTorch' }

console.log(machineLine())
const cores = values.threads === '0' ? 'all cores' : `${values.threads} threads`
const beside = values.busy === '0' ? '' : `, beside ${values.busy} busy`
console.log(
  `training step, batch ${values.batch}, ${values.size}x${values.size}, freeze ${values.freeze}, ${cores}${beside}`,
)
const { result: results, others } = watched(() =>
  benchSteps({
    batch: Number(values.batch),
    size: Number(values.size),
    steps: Number(values.steps),
    rounds: Number(values.rounds),
    freeze: values.freeze === 'backbone' ? 'backbone' : 'none',
    sides: ['ours', ...(values['save-memory'] ? ['saving' as const] : []), ...(values.torch ? ['torch' as const] : [])],
    threads: Number(values.threads),
    busy: Number(values.busy),
  }),
)
if (values.busy === '0') console.log(others)
for (const side of ['ours', 'saving', 'torch'] as const) if (results[side]) print(names[side], results[side])
const { ours, saving, torch } = results
if (ours && torch) {
  verdict({
    name: "speed, times PyTorch's",
    value: torch.seconds / ours.seconds,
    target: values.busy === '0' ? 1.5 : 1.7,
    atLeast: true,
  })
  verdict({ name: "memory, times PyTorch's", value: ours.peakMb / torch.peakMb, target: 1.2, atLeast: false })
}
if (ours && saving)
  verdict({ name: '--save-memory, times the time', value: saving.seconds / ours.seconds, target: 1.35, atLeast: false })
if (saving && torch)
  verdict({
    name: "--save-memory, times PyTorch's memory",
    value: saving.peakMb / torch.peakMb,
    target: 0.7,
    atLeast: false,
  })

function print(name: string, { seconds, range: [least, max], count, peakMb }: StepResult): void {
  const range = `${least.toFixed(2)} to ${max.toFixed(2)}`
  console.log(
    `${name.padEnd(8)} ${seconds.toFixed(2)} s/step (median of ${count}; ${range})   peak ${peakMb.toFixed(0)} MB`,
  )
}
