// WebGPU's kernels over planes want channels last: how nodes are added in that layout, and what follows it without being asked.
import { elementCount, sameShape } from '../../../core/tensor.ts'
import type { OnnxAttribute } from '../../../formats/onnx/model.ts'
import type { AnyNode, Node, Value } from '../../graph.ts'
import type { OpName } from '../../operations.ts'
import type { Emitter } from '../emitter.ts'
import type { EmitRule } from '../rule.ts'

/** The runtime's own domain of operations whose planes are (N, H, W, C): into ours it would put a Transpose on either side of each. */
export const NHWC = 'com.ms.internal.nhwc'

/** Adds one node of that domain and returns the name of its output. */
export function addLast(
  e: Emitter,
  op: string,
  {
    inputs,
    attributes = {},
  }: { readonly inputs: readonly string[]; readonly attributes?: Record<string, OnnxAttribute> },
): string {
  return e.add(op, inputs, attributes, NHWC)
}

/** Computes element by element in whichever layout the inputs are there. */
export function pointwise<Op extends OpName>(
  write: (e: Emitter, inputs: readonly string[], node: Node<Op>) => string,
): EmitRule<Op> {
  return (node, e) => {
    const [output] = node.outputs
    if (!followsLast(node as AnyNode, e))
      return e.define(
        output,
        write(
          e,
          node.inputs.map((input) => e.nameOf(input)),
          node,
        ),
      )
    const names = node.inputs.map((input) => (isScalar(input) ? e.nameOf(input) : e.lastOf(input)))
    e.defineLast(output, write(e, names, node))
  }
}

const isScalar = ({ shape }: Value): boolean => elementCount(shape) === 1 && shape.length < 4

function followsLast({ inputs, outputs: [{ shape }] }: AnyNode, e: Emitter): boolean {
  return (
    shape.length === 4 &&
    inputs.some((input) => e.isLast(input)) &&
    inputs.every((input) => isScalar(input) || sameShape(input.shape, shape))
  )
}

/** The name of a value whose elements may stand in any order. */
export function anyOrder(e: Emitter, value: Value): string {
  return e.isLast(value) ? e.lastOf(value) : e.nameOf(value)
}

/**
 * Channels of each group of a grouped convolution that gives `count` of each: the runtime's kernel computes four channels at once, as if
 * they were of one group, from four on.
 */
export function roomFor(count: number): number {
  return count < 4 ? count : 4 * Math.ceil(count / 4)
}
