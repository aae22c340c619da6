// Random batches and parameters for tests: every mask differs between samples, every statistic from its start value.
import { Random } from '../../src/core/random.ts'
import { elementCount, tensor, type Tensor, type TensorMap } from '../../src/core/tensor.ts'
import { batchInputs, parameterSpecs } from '../../src/model/dbnet.ts'
import type { ParameterSpec } from '../../src/model/scope.ts'

export type BatchTensors = Readonly<Record<(typeof batchInputs)[number], Tensor>>

/** Images of standard normal noise around rectangles of text, n of them, size x size pixels. */
export function randomBatch(seed: number, n: number, size: number): BatchTensors {
  const random = new Random(seed, 'batch')
  const map = () => tensor([n, 1, size, size])
  const batch = { shrinkMap: map(), shrinkMask: map(), thresholdMap: map(), thresholdMask: map() }
  batch.shrinkMask.data.fill(1)
  batch.thresholdMap.data.fill(0.3)
  for (let sample = 0; sample < n; sample++) {
    // Two texts and one region that does not count.
    for (let text = 0; text < 2; text++) {
      const [top, left, height, width] = [random.int(size / 2), random.int(size / 2), 8, 8 + random.int(size / 4)]
      const box = { sample, size, top, left, height, width }
      fillBox(batch.shrinkMap, box, () => 1)
      fillBox(batch.thresholdMask, { ...box, height: height + 4, width: width + 4 }, () => 1)
      fillBox(batch.thresholdMap, { ...box, height: height + 4, width: width + 4 }, () => random.uniform(0.3, 0.7))
    }
    const ignored = { sample, size, top: random.int(size / 2), left: random.int(size / 2), height: 12, width: 16 }
    fillBox(batch.shrinkMask, ignored, () => 0)
  }
  const images = tensor([n, 3, size, size])
  const plane = size * size
  for (let i = 0; i < images.data.length; i++) {
    const pixel = Math.floor(i / (3 * plane)) * plane + (i % plane)
    images.data[i] = 0.5 * random.normal() + batch.shrinkMap.data[pixel]
  }
  return { images, ...batch }
}

interface Box {
  readonly sample: number
  readonly size: number
  readonly top: number
  readonly left: number
  readonly height: number
  readonly width: number
}

function fillBox(map: Tensor, { sample, size, top, left, height, width }: Box, value: () => number): void {
  for (let y = top; y < Math.min(size, top + height); y++)
    for (let x = left; x < Math.min(size, left + width); x++) map.data[(sample * size + y) * size + x] = value()
}

/**
 * Parameters that do not depend on how training starts: scales, shifts and running statistics away from 1 and 0, where
 * a forgotten one would not show. The last filter of each head is small: logits beyond 16 give probabilities that single
 * precision rounds to 1, and the logarithm of the loss would show that rounding instead of the network.
 */
export function randomParameters(seed: number): TensorMap {
  return new Map(parameterSpecs().map((spec) => [spec.name, randomParameter(spec, new Random(seed, spec.name))]))
}

function randomParameter({ name, shape, role }: ParameterSpec, random: Random): Tensor {
  const deviation = (name.endsWith('.6.weight') ? 0.1 : 1) * Math.sqrt(2 / elementCount(shape.slice(1)))
  const draw = {
    filter: () => deviation * random.normal(),
    bias: () => 0.1 * random.normal(),
    scale: () => random.uniform(0.5, 1.5),
    shift: () => 0.1 * random.normal(),
    'running-mean': () => 0.1 * random.normal(),
    'running-variance': () => random.uniform(0.5, 1.5),
  }[role]
  return tensor(
    shape,
    Float32Array.from({ length: elementCount(shape) }, () => draw()),
  )
}
