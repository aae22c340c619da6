// Nearest-neighbour enlargement on WebGPU: copies along axes of their own, which an addition spreads by itself.
import { sameShape } from '../../../core/tensor.ts'
import type { Node, Value } from '../../graph.ts'
import type { Emitter } from '../emitter.ts'

type Upsample = Node<'Upsample'>

/** (N, H, f, W, f, C), with f = 1 before the enlargement. */
function apart(
  e: Emitter,
  value: Value,
  { node, factor }: { readonly node: Upsample; readonly factor: number },
): string {
  const [n, channels, height, width] = node.inputs[0].shape
  return e.add('Reshape', [e.lastOf(value), e.ints([n, height, factor, width, factor, channels])])
}

function whole(e: Emitter, name: string, { outputs: [{ shape }] }: Upsample): string {
  return e.add('Reshape', [name, e.ints([shape[0], shape[2], shape[3], shape[1]])])
}

export function emitUpsample(node: Upsample, e: Emitter): void {
  if (isAddedAlone(node, e)) return
  const [n, channels, height, width] = node.inputs[0].shape
  const { factor } = node.attributes
  const shape = e.ints([n, height, factor, width, factor, channels])
  const repeated = e.add('Expand', [apart(e, node.inputs[0], { node, factor: 1 }), shape])
  e.defineLast(node.outputs[0], whole(e, repeated, node))
}

/** Whether nothing but one addition, to something of the enlarged size, reads the enlargement. */
function isAddedAlone({ outputs: [y] }: Upsample, e: Emitter): boolean {
  const reader = e.onlyReader(y)
  if (reader?.op !== 'Add') return false
  const [other] = reader.inputs.filter((input) => input !== y)
  return other.node.op !== 'Upsample' && sameShape(other.shape, y.shape)
}

/** Writes an addition of an enlargement that only it reads; false where it is another addition. */
export function addsEnlarged({ inputs, outputs: [sum] }: Node<'Add'>, e: Emitter): boolean {
  for (const [index, { node }] of inputs.entries()) {
    if (node.op !== 'Upsample' || !isAddedAlone(node, e)) continue
    const other = apart(e, inputs[1 - index], { node, factor: node.attributes.factor })
    const added = e.add('Add', [other, apart(e, node.inputs[0], { node, factor: 1 })])
    e.defineLast(sum, whole(e, added, node))
    return true
  }
  return false
}
