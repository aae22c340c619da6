// The heads: from fused features to a map of the image's size, once for text probability and once for the threshold.
import { conv, convTranspose, relu, sigmoid, square } from '../graph/build.ts'
import type { Value } from '../graph/graph.ts'
import type { Scope } from './scope.ts'

/** features (N, 256, H/4, W/4) -> (N, 1, H, W) in 0..1. `name` is `decoder.binarize` or `decoder.thresh`. */
export function head(scope: Scope, features: Value, name: string): Value {
  const channels = features.shape[1] / 4
  const enlarge = (x: Value, layer: string, outputs: number) => {
    const w = scope.parameter(`${layer}.weight`, [channels, outputs, 2, 2], 'filter')
    return convTranspose(x, w, { ...square(2, 0), bias: scope.parameter(`${layer}.bias`, [outputs], 'bias') })
  }
  const w0 = scope.parameter(`${name}.0.weight`, [channels, features.shape[1], 3, 3], 'filter')
  const x1 = relu(scope.norm(conv(features, w0, square(1, 1)), `${name}.1`)) // (N, 64, H/4, W/4)
  const x2 = relu(scope.norm(enlarge(x1, `${name}.3`, channels), `${name}.4`)) // (N, 64, H/2, W/2)
  return sigmoid(enlarge(x2, `${name}.6`, 1)) // (N, 1, H, W)
}
