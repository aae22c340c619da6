// The neck: a feature pyramid that brings four scales to 1/4 of the image (Liao et al. 2020, section 3).
import { add, concat, conv, square, upsample } from '../graph/build.ts'
import type { Value } from '../graph/graph.ts'
import type { Scope } from './scope.ts'

/** Channels inside the pyramid; each scale contributes a quarter of them to the result. */
const INNER = 256

/** features at 1/4 (c2) to 1/32 (c5) -> (N, 256, H/4, W/4). */
export function fpn(scope: Scope, [c2, c3, c4, c5]: readonly Value[]): Value {
  const conv1x1 = (name: string, x: Value) =>
    conv(x, scope.parameter(`${name}.weight`, [INNER, x.shape[1], 1, 1], 'filter'), square(1, 0))
  const conv3x3 = (name: string, x: Value) =>
    conv(x, scope.parameter(`${name}.weight`, [INNER / 4, INNER, 3, 3], 'filter'), square(1, 1))

  const in5 = conv1x1('decoder.in5', c5) // (N, 256, H/32, W/32)
  const in4 = add(conv1x1('decoder.in4', c4), upsample(in5, 2))
  const in3 = add(conv1x1('decoder.in3', c3), upsample(in4, 2))
  const in2 = add(conv1x1('decoder.in2', c2), upsample(in3, 2)) // (N, 256, H/4, W/4)

  const p5 = upsample(conv3x3('decoder.out5.0', in5), 8) // (N, 64, H/4, W/4)
  const p4 = upsample(conv3x3('decoder.out4.0', in4), 4)
  const p3 = upsample(conv3x3('decoder.out3.0', in3), 2)
  const p2 = conv3x3('decoder.out2', in2)
  return concat([p5, p4, p3, p2], 1)
}
