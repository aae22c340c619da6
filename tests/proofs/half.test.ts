// The whole network learns in float16, which the processor emulates, as it does in float32.
import { expect, it } from 'vitest'
import type { Precision } from '../../src/graph/lowering/half.ts'
import { trainSteps } from '../webgpu/steps.ts'

const steps = 15

const losses = (precision: Precision, onDevice: boolean): Promise<number[]> =>
  trainSteps({ size: 96, steps, precision, onDevice, session: { threads: 2, spin: false } })

it.each([false, true])('has the loss curve of float32 within 2 % (weights on the device: %s)', async (onDevice) => {
  const [single, half] = [await losses('float32', onDevice), await losses('float16', onDevice)]
  const deviations = single.map((loss, step) => Math.abs(half[step] - loss) / loss)
  console.log(`largest deviation of the loss in ${steps} steps: ${(100 * Math.max(...deviations)).toFixed(2)} %`)
  expect(single.at(-1)).toBeLessThan(single[0])
  expect(Math.max(...deviations)).toBeLessThan(0.02)
})
