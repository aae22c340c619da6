// Max-pooling and its gradient in ONNX, by the indices of MaxPool.
import { elementCount } from '../../core/tensor.ts'
import { stringAttribute } from '../../formats/onnx/model.ts'
import type { Emitter } from './emitter.ts'
import type { Node } from '../graph.ts'
import { windowed } from './rule.ts'

/** Outputs y, and where each maximum was: flat indices (int64). */
export function emitMaxPool(node: Node<'MaxPool'>, e: Emitter): void {
  const [x] = node.inputs.map((input) => e.nameOf(input))
  const [y, where] = node.outputs
  const attributes = windowed(node.attributes)
  const [name, indices] = e.addAll('MaxPool', [x], { attributes, outputs: e.isUsed(where) ? 2 : 1 })
  e.define(y, name)
  if (e.isUsed(where)) e.define(where, indices)
}

/** Adds each dy where its maximum was. */
export function emitMaxPoolGrad(node: Node<'MaxPoolGrad'>, e: Emitter): void {
  const [dy, indices] = node.inputs.map((input) => e.nameOf(input))
  const { shape } = node.attributes
  const zeros = e.add('Expand', [e.scalar(0), e.ints([elementCount(shape)])])
  const [flatIndices, flatDy] = [indices, dy].map((name) => e.add('Reshape', [name, e.ints([-1])]))
  const sums = e.add('ScatterElements', [zeros, flatIndices, flatDy], { reduction: stringAttribute('add') })
  e.define(node.outputs[0], e.add('Reshape', [sums, e.extents(shape)]))
}
