// One process that takes training steps on a device and prints, as JSON, seconds, losses and the graphics card's memory.
// node --import tsx step-on-device.ts '{"provider":"webgpu","batch":2,"size":640,"steps":5}'
import { spawnSync } from 'node:child_process'
import type { Precision } from '../../src/graph/lowering/half.ts'
import type { Provider } from '../../src/graph/session.ts'
import { initialParameters } from '../../src/model/init.ts'
import { defaultLoss } from '../../src/model/loss.ts'
import { Trainer } from '../../src/train/trainer.ts'
import { randomBatch } from './random-batch.ts'

/** What is measured: `threads` 0 are all cores; `profile` is where the runtime's own profiles go. */
export interface DeviceSteps {
  readonly provider: Provider
  readonly batch: number
  readonly size: number
  readonly steps: number
  readonly threads?: number
  readonly profile?: string
  readonly precision?: Precision
  /** As the trainer decides when not given. */
  readonly keepsMemory?: boolean
}

/** Of every step; memory in MiB as `nvidia-smi` sees the card after the tenth step and at the end, where it is there. */
export interface DeviceStepsResult {
  readonly createSeconds: number
  readonly seconds: readonly number[]
  readonly losses: readonly number[]
  readonly memory: readonly number[]
}

const what = JSON.parse(process.argv[2]) as DeviceSteps
const { provider, batch, size, steps, threads = 0, profile, precision = 'float32', keepsMemory } = what
function cardMemory(): number[] {
  const { stdout, status } = spawnSync('nvidia-smi', ['--query-gpu=memory.used', '--format=csv,noheader,nounits'], {
    encoding: 'utf8',
  })
  return status === 0 ? [Number(stdout.split('\n')[0])] : []
}

const data = randomBatch(batch, size)
const started = performance.now()
const trainer = await Trainer.create({
  parameters: initialParameters(1),
  images: [batch, 3, size, size],
  loss: defaultLoss,
  optimizer: { name: 'SGD', momentum: 0.9, weightDecay: 1e-4 },
  frozen: [],
  precision,
  maxGradNorm: 0,
  session: { provider, threads, ...(profile !== undefined && { profile }), ...(keepsMemory !== undefined && { keepsMemory }) },
})
const createSeconds = (performance.now() - started) / 1000
const [seconds, losses, memory]: number[][] = [[], [], []]
for (let step = 1; step <= steps; step++) {
  const begun = performance.now()
  losses.push((await trainer.step(data, 0.0007)).loss)
  seconds.push((performance.now() - begun) / 1000)
  if (step === Math.min(10, steps) || step === steps) memory.push(...cardMemory())
}
await trainer.release()
const result: DeviceStepsResult = { createSeconds, seconds, losses, memory }
process.stdout.write(JSON.stringify(result), () => process.exit(0))
