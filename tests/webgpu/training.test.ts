// The whole network learns on a WebGPU adapter as it does on the CPU. WEBGPU_STEPS says how many steps are compared.
import { expect, it } from 'vitest'
import { trainSteps } from './steps.ts'

const steps = Number(process.env['WEBGPU_STEPS'] ?? 3)
/** At 64x64 the deepest normalisation sees 2x2 pixels, and amplifies the last digit of every step. */
const size = 96

it(`has the same loss curve over ${steps} steps`, async () => {
  const onCpu = await trainSteps({ size, steps, session: { provider: 'cpu' } })
  const onGpu = await trainSteps({ size, steps, session: { provider: 'webgpu' } })
  const deviations = onCpu.map((loss, step) => Math.abs(onGpu[step] - loss) / loss)
  console.log(`largest deviation of the loss in ${steps} steps: ${Math.max(...deviations).toExponential(1)}`)
  expect(onCpu.at(-1)).toBeLessThan(onCpu[0])
  expect(Math.max(...deviations)).toBeLessThan(1e-2)
})
