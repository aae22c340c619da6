// The backbone: ResNet-18 (He et al. 2015) without its classifier, with torchvision's parameter names.
import { add, conv, maxPool, relu, square } from '../graph/build.ts'
import type { Value } from '../graph/graph.ts'
import type { Scope } from './scope.ts'

/** Channels of layer1 to layer4. */
const WIDTHS = [64, 128, 256, 512] as const

/** images (N, 3, H, W) -> features at 1/4, 1/8, 1/16, 1/32. */
export function resnet18(scope: Scope, images: Value): Value[] {
  const stem = { name: 'backbone.conv1', norm: 'backbone.bn1', channels: 64, kernel: 7, stride: 2 }
  const pool = (from: Value) => maxPool(from, 3, square(2, 1))
  const x0 = convNorm(scope, images, stem)
  // Either order gives the same: a rectifier behind the pooling sees a quarter of the places, one before it is part of the convolution.
  let x = scope.isTraining ? relu(pool(x0)) : pool(relu(x0)) // (N, 64, H/4, W/4)
  return WIDTHS.map((channels, index) => {
    const layer = `backbone.layer${index + 1}`
    x = basicBlock(scope, x, { name: `${layer}.0`, channels, stride: index === 0 ? 1 : 2 })
    x = basicBlock(scope, x, { name: `${layer}.1`, channels, stride: 1 })
    return x // (N, channels, H/4/2^index, W/4/2^index)
  })
}

interface Block {
  readonly name: string
  readonly channels: number
  readonly stride: number
}

/** Two 3x3 convolutions and a shortcut, which is a 1x1 convolution where the shape changes. */
function basicBlock(scope: Scope, x: Value, { name, channels, stride }: Block): Value {
  const layer = (index: number, from: Value, step: number) =>
    convNorm(scope, from, {
      name: `${name}.conv${index}`,
      norm: `${name}.bn${index}`,
      channels,
      kernel: 3,
      stride: step,
    })
  const main = layer(2, relu(layer(1, x, stride)), 1)
  const changes = stride !== 1 || x.shape[1] !== channels
  const shortcut = changes
    ? convNorm(scope, x, { name: `${name}.downsample.0`, norm: `${name}.downsample.1`, channels, kernel: 1, stride })
    : x
  return relu(add(main, shortcut))
}

interface ConvNorm {
  readonly name: string
  readonly norm: string
  readonly channels: number
  readonly kernel: number
  readonly stride: number
}

function convNorm(scope: Scope, x: Value, { name, norm, channels, kernel, stride }: ConvNorm): Value {
  const w = scope.parameter(`${name}.weight`, [channels, x.shape[1], kernel, kernel], 'filter')
  return scope.norm(conv(x, w, square(stride, (kernel - 1) / 2)), norm)
}
