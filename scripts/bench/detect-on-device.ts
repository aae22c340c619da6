// One process that runs the network of a detector on a device and prints, as JSON, the seconds of each run.
// node --import tsx detect-on-device.ts '{"provider":"webgpu","batch":8,"size":640,"runs":5}'
import { Random } from '../../src/core/random.ts'
import { compile } from '../../src/graph/compile.ts'
import type { Provider } from '../../src/graph/session.ts'
import { inferenceGraph } from '../../src/model/dbnet.ts'
import { initialParameters } from '../../src/model/init.ts'
import type { DeviceStepsResult } from './step-on-device.ts'

/** What is measured; `profile` is where the runtime's own profile goes. */
export interface DeviceDetection {
  readonly provider: Provider
  readonly batch: number
  readonly size: number
  readonly runs: number
  readonly profile?: string
}

const { provider, batch, size, runs, profile } = JSON.parse(process.argv[2]) as DeviceDetection
const shape = [batch, 3, size, size]
const random = new Random(1, 'detect-on-device')
const data = Float32Array.from({ length: batch * 3 * size * size }, () => random.uniform(-0.5, 0.5))
const started = performance.now()
const session = await compile(
  { pred: inferenceGraph(initialParameters(1), shape) },
  { provider, ...(profile !== undefined && { profile }) },
)
const createSeconds = (performance.now() - started) / 1000
const seconds: number[] = []
for (let run = 0; run < runs; run++) {
  const begun = performance.now()
  await session.run({ images: { shape, data } })
  seconds.push((performance.now() - begun) / 1000)
}
await session.release()
const result: DeviceStepsResult = { createSeconds, seconds, losses: [], memory: [] }
process.stdout.write(JSON.stringify(result), () => process.exit(0))
