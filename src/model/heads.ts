// The heads: from fused features to a map of the image's size, once for text probability and once for the threshold.
import { conv, convTranspose, expand, relu, reshape, sigmoid, square, transpose } from '../graph/build.ts'
import type { Value } from '../graph/graph.ts'
import type { Scope } from './scope.ts'

/** features (N, 256, H/4, W/4) -> (N, 1, H, W) in 0..1. `name` is `decoder.binarize` or `decoder.thresh`. */
export function head(scope: Scope, features: Value, name: string): Value {
  const channels = features.shape[1] / 4
  const parametersOf = (layer: string, outputs: number) => ({
    filters: scope.parameter(`${layer}.weight`, [channels, outputs, 2, 2], 'filter'),
    bias: scope.parameter(`${layer}.bias`, [outputs], 'bias'),
  })
  const enlarge = scope.keepsPixelsApart ? enlargedApart : enlarged
  const w0 = scope.parameter(`${name}.0.weight`, [channels, features.shape[1], 3, 3], 'filter')
  const x1 = relu(scope.norm(conv(features, w0, square(1, 1)), `${name}.1`)) // (N, 64, H/4, W/4)
  const x2 = relu(scope.norm(enlarge(x1, parametersOf(`${name}.3`, channels)), `${name}.4`)) // (N, 64, H/2, W/2)
  const x3 = sigmoid(enlarge(x2, parametersOf(`${name}.6`, 1))) // (N, 1, H, W)
  return scope.keepsPixelsApart ? together(x3, features.shape) : x3
}

/** Of an enlargement, in which each pixel becomes 2x2 without seeing its neighbours. */
interface Parameters {
  /** (inputs, outputs, 2, 2) */
  readonly filters: Value
  /** (outputs) */
  readonly bias: Value
}

/** (N, inputs, H, W) -> (N, outputs, 2 H, 2 W) */
function enlarged(x: Value, { filters, bias }: Parameters): Value {
  return convTranspose(x, filters, { ...square(2, 0), bias })
}

/**
 * The same pixels in another order, (N, inputs, H, W) -> (N, outputs, 4 H, W): those of the first of the 2x2 places, then those of the
 * second. A convolution of one place makes them, and to normalise, or to enlarge once more, their order is all the same. Writing them
 * between each other, for which the runtime has one core, is left to the one channel at the end (docs/log.md).
 */
function enlargedApart(x: Value, { filters, bias }: Parameters): Value {
  const [inputs, outputs, rows, columns] = filters.shape
  const places = rows * columns
  const w = reshape(transpose(filters, [1, 2, 3, 0]), [outputs * places, inputs, 1, 1])
  const b = reshape(expand(reshape(bias, [outputs, 1]), [outputs, places]), [outputs * places])
  const [n, , height, width] = x.shape
  return reshape(conv(x, w, { ...square(1, 0), bias: b }), [n, outputs, places * height, width])
}

/** The pixels of a map of one channel that was enlarged twice, each in its place. */
function together(x: Value, [n, , height, width]: readonly number[]): Value {
  // The second enlargement's places stand before the first's.
  const [, row2, column2, row1, column1, h, w] = [0, 1, 2, 3, 4, 5, 6]
  const apart = reshape(x, [n, 2, 2, 2, 2, height, width])
  return reshape(transpose(apart, [0, h, row1, row2, w, column1, column2]), [n, 1, 4 * height, 4 * width])
}
