// One process that takes training steps with our engine and prints its seconds per step and peak memory as JSON.
import { readFileSync } from 'node:fs'
import { initialParameters } from '../../src/model/init.ts'
import { defaultLoss } from '../../src/model/loss.ts'
import { Trainer } from '../../src/train/trainer.ts'
import { randomBatch } from './random-batch.ts'

const [batch, size, warmUp, steps] = process.argv.slice(2, 6).map(Number)
const frozen = process.argv[6] === 'backbone' ? ['backbone.'] : []
const recompute = process.argv[7] === 'save-memory'
const data = randomBatch(batch, size)

const started = performance.now()
const trainer = await Trainer.create({
  parameters: initialParameters(1),
  images: [batch, 3, size, size],
  loss: defaultLoss,
  optimizer: { name: 'SGD', momentum: 0.9, weightDecay: 1e-4 },
  frozen,
  recompute,
  maxGradNorm: 0,
  session: { threads: Number(process.env['BENCH_THREADS'] ?? 0) },
})
const createSeconds = (performance.now() - started) / 1000

const seconds: number[] = []
for (let step = 0; step < warmUp + steps; step++) {
  const begun = performance.now()
  await trainer.step(data, 0.0007)
  if (step >= warmUp) seconds.push((performance.now() - begun) / 1000)
}
const peakKib = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
console.log(JSON.stringify({ createSeconds, seconds, peakMb: peakKib / 1024 }))
