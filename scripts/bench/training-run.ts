// A real training, as a person starts it, on synthetic photographs; what its log says of its overheads, and how long the start takes.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { synthesize } from '../../src/prepare/synth/synthesize.ts'
import { parseLogLine, type LogLine } from '../../src/run/log-line.ts'
import { median, type Figure } from './figures.ts'

/** A line of the training, and seconds since its process was started. */
interface Told {
  readonly line: LogLine
  readonly seconds: number
}

/** Sixteen images of 1280x720, batches of two at 640x640, augmented, one epoch. Needs `npm run build:program`. */
export async function measureTrainingRun(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ocrdet-bench-'))
  try {
    await synthesize(join(folder, 'data'), { train: 16, test: 2, size: [720, 1280] })
    return figuresOf(await train(folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function train(folder: string): Promise<Told[]> {
  const words = 'train data --input-size 640 --batch-size 2 --num-epochs 1 --seed 1'.split(' ')
  const main = new URL('../../dist/cli/main.js', import.meta.url).pathname
  const begun = performance.now()
  const training = spawn(process.execPath, [main, ...words], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  const told: Told[] = []
  for await (const text of createInterface(training.stderr)) {
    const line = parseLogLine(text)
    console.log(text)
    told.push({ line, seconds: (performance.now() - begun) / 1000 })
  }
  return told
}

function figuresOf(told: readonly Told[]): Figure[] {
  const steps = told.flatMap(({ line, seconds }) => (line.kind === 'train' ? [{ ...line, seconds }] : []))
  const evaluation = told.find(({ line }) => line.kind === 'val')?.line
  if (steps.length < 5 || evaluation?.kind !== 'val') throw new Error('the training did not come to its fifth step')
  const [first, ...later] = steps
  const share = (name: 'dataShare' | 'overheadShare') => median(later.map((step) => step[name] ?? NaN))
  const beforeStart = first.seconds - (first.computeMs ?? NaN) / 1000 - (evaluation.elapsedSeconds ?? NaN)
  return [
    { name: 'waiting for data, % of a step', value: share('dataShare'), target: 2, atLeast: false },
    {
      name: 'optimiser, batches and label maps, % of a step',
      value: share('overheadShare'),
      target: 5,
      atLeast: false,
    },
    { name: 'start of the process to its first step, s', value: beforeStart, target: 3, atLeast: false },
  ]
}
