// Seconds and peak memory of a training step: ours and, with --torch, PyTorch's on the same cores, in turn.
// npm run bench:step -- [--torch] [--batch 2] [--size 640] [--steps 5] [--rounds 2] [--freeze backbone] [--save-memory] [--threads 2] [--busy 1]
// --busy 1 keeps a process beside it that takes a core; --rows measures all cores alone, 1, 2, 4, 8 and 16 threads as far as there are cores,
// and beside one busy process. A machine on which others work is told: its ratios say nothing of an idle one.
// --keep "<title of a section of docs/log.md>" writes the ratios to PyTorch into bench/history.jsonl, with the machine as it was.
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { verdict } from './bench/figures.ts'
import { keepMeasurement, refuseUnknownSection } from './bench/keep.ts'
import { machineLine, watched } from './bench/machine.ts'
import { benchSteps, torchVersion, type Side, type StepResult } from './bench/training-step.ts'

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
    rows: { type: 'boolean', default: false },
    keep: { type: 'string' },
  },
})

const names: Readonly<Record<Side, string>> = { ours: 'ocrdet', saving: 'saving', torch: 'PyTorch' }
const idleTarget = 1.5
const busyTarget = 1.7

/** Threads of each side, all cores where 0, and busy processes beside it. */
interface Row {
  readonly threads: number
  readonly busy: number
}

const single: Row = { threads: Number(values.threads), busy: Number(values.busy) }
const threads = [1, 2, 4, 8, 16].filter((count) => count < availableParallelism())
const all = [0, ...threads].map((count): Row => ({ threads: count, busy: 0 }))
if (values.keep !== undefined) refuseUnknownSection(values.keep)
for (const row of values.rows ? [...all, { threads: 0, busy: 1 }] : [single]) measure(row)

function measure(row: Row): void {
  const machine = machineLine()
  const { batch, size, freeze } = values
  const cores = row.threads === 0 ? 'all cores' : `${row.threads} thread${row.threads === 1 ? '' : 's'}`
  const beside = row.busy === 0 ? '' : `, beside ${row.busy} busy`
  console.log(`${machine}\ntraining step, batch ${batch}, ${size}x${size}, freeze ${freeze}, ${cores}${beside}`)
  const { result, others } = watched(() =>
    benchSteps({
      batch: Number(batch),
      size: Number(size),
      steps: Number(values.steps),
      rounds: Number(values.rounds),
      freeze: freeze === 'backbone' ? 'backbone' : 'none',
      sides: [
        'ours',
        ...(values['save-memory'] ? ['saving' as const] : []),
        ...(values.torch ? ['torch' as const] : []),
      ],
      ...row,
    }),
  )
  if (row.busy === 0) console.log(others)
  for (const side of ['ours', 'saving', 'torch'] as const) if (result[side]) print(names[side], result[side])
  compare(result, row)
  if (values.keep === undefined || !result.ours || !result.torch) return
  keepMeasurement({
    benchmark: `step, batch ${batch}, ${size}x${size}${row.threads === 0 ? '' : `, ${cores}`}${beside}`,
    value: Number((result.torch.seconds / result.ours.seconds).toFixed(2)),
    unit: 'times as fast',
    better: 'higher',
    against: `PyTorch ${torchVersion()}, best of four ways`,
    target: row.busy === 0 ? idleTarget : busyTarget,
    machine: `${machine}${row.busy === 0 ? `; ${others}` : ''}`,
    log: values.keep,
  })
}

function compare({ ours, saving, torch }: Partial<Record<Side, StepResult>>, { busy }: Row): void {
  if (ours && torch) {
    const target = busy === 0 ? idleTarget : busyTarget
    verdict({ name: "speed, times PyTorch's", value: torch.seconds / ours.seconds, target, atLeast: true })
    verdict({ name: "memory, times PyTorch's", value: ours.peakMb / torch.peakMb, target: 1.2, atLeast: false })
  }
  if (ours && saving) {
    const value = saving.seconds / ours.seconds
    verdict({ name: '--save-memory, times the time', value, target: 1.35, atLeast: false })
  }
  if (saving && torch) {
    const value = saving.peakMb / torch.peakMb
    verdict({ name: "--save-memory, times PyTorch's memory", value, target: 0.7, atLeast: false })
  }
}

function print(name: string, { seconds, range: [least, max], count, peakMb }: StepResult): void {
  const range = `${least.toFixed(2)} to ${max.toFixed(2)}`
  console.log(
    `${name.padEnd(8)} ${seconds.toFixed(2)} s/step (median of ${count}; ${range})   peak ${peakMb.toFixed(0)} MB`,
  )
}
