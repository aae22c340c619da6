// Initial values of the parameters, drawn from the seed.
import { must } from '../core/assert.ts'
import { Random } from '../core/random.ts'
import { elementCount, tensor, type Tensor, type TensorMap } from '../core/tensor.ts'
import { parameterSpecs } from './dbnet.ts'
import type { ParameterSpec } from './scope.ts'

/** Start value of the shift of a batch norm in the decoder, as published. */
const DECODER_SHIFT = 1e-4

/**
 * Fresh parameters: filters of the backbone normal(0, sqrt(2 / (kh kw O))) (He et al. 2015, fan-out), those of the
 * decoder normal(0, sqrt(2 / fan-in)), batch norms 1 and 0 (1e-4 in the decoder). Each parameter has its own random
 * sequence, so that adding one changes no other.
 */
export function initialParameters(seed: number): TensorMap {
  return new Map(parameterSpecs().map((spec) => [spec.name, initial(spec, seed)]))
}

/** One of them alone, equal to the one that `initialParameters` draws. */
export function initialParameter(name: string, seed: number): Tensor {
  const spec = parameterSpecs().find((candidate) => candidate.name === name)
  return initial(must(spec, `${name} is a parameter`), seed)
}

/** Layers that enlarge: with stride and kernel 2, every output pixel reads one pixel of each input channel (O, C, 2, 2). */
const ENLARGING = /\.[36]\.weight$/

/**
 * Connections that the variance of a filter is shared by: fan-out in the backbone, fan-in in the decoder. PyTorch's fan-in
 * of a ConvTranspose2d (C x 4 = 4 for the last layer) is not what a pixel reads and starts with saturated maps; see
 * docs/decisions/0002.
 */
function fan({ name, shape: [outputs, inputs, kh, kw] }: ParameterSpec): number {
  if (!name.startsWith('decoder.')) return outputs * kh * kw
  return ENLARGING.test(name) ? outputs : inputs * kh * kw
}

function initial(spec: ParameterSpec, seed: number): Tensor {
  const { name, shape, role } = spec
  const result = tensor(shape)
  const random = new Random(seed, 'init', name)
  const decoder = name.startsWith('decoder.')
  switch (role) {
    case 'filter': {
      const deviation = Math.sqrt(2 / fan(spec))
      for (let index = 0; index < elementCount(shape); index++) result.data[index] = deviation * random.normal()
      break
    }
    case 'bias': {
      // PyTorch's default for ConvTranspose2d: uniform within 1 / sqrt(fan-in), where fan-in = outputs x 2 x 2.
      const bound = 1 / Math.sqrt(shape[0] * 4)
      for (let index = 0; index < shape[0]; index++) result.data[index] = random.uniform(-bound, bound)
      break
    }
    case 'scale':
    case 'running-variance':
      result.data.fill(1)
      break
    case 'shift':
      result.data.fill(decoder ? DECODER_SHIFT : 0)
      break
    case 'running-mean':
      break
  }
  return result
}
