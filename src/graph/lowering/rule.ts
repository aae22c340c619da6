// What the tables of emit rules are made of: a rule writes one operation as ONNX nodes.
import { intAttribute, intsAttribute, type OnnxAttribute } from '../../formats/onnx/model.ts'
import type { AnyNode, Node } from '../graph.ts'
import type { OpName, Pair, WindowAttributes } from '../operations.ts'
import type { Emitter } from './emitter.ts'

/** Writes one node; its inputs have been written before. */
export type EmitRule<Op extends OpName> = (node: Node<Op>, emitter: Emitter) => void

/** Float32 among ONNX's `TensorProto.DataType`. */
export const FLOAT = 1

/** The names of all inputs. */
export const names = (node: AnyNode, emitter: Emitter): string[] => node.inputs.map((input) => emitter.nameOf(input))

/** One ONNX node, named as given, with the inputs of the operation and attributes made from its own. */
export function standard<Op extends OpName>(
  op: string,
  attributes: (own: Node<Op>['attributes']) => Record<string, OnnxAttribute> = () => ({}),
): EmitRule<Op> {
  return (node, emitter) => {
    emitter.define(node.outputs[0], emitter.add(op, names(node as AnyNode, emitter), attributes(node.attributes)))
  }
}

/** A single output computed by several ONNX nodes. */
export function composed<Op extends OpName>(
  write: (emitter: Emitter, inputs: readonly string[], node: Node<Op>) => string,
): EmitRule<Op> {
  return (node, emitter) => emitter.define(node.outputs[0], write(emitter, names(node as AnyNode, emitter), node))
}

/** One Split node: the names of all pieces. */
export function splitInto(
  e: Emitter,
  name: string,
  { axis, sizes }: { readonly axis: number; readonly sizes: readonly number[] },
): string[] {
  return e.addAll('Split', [name, e.ints(sizes)], { attributes: { axis: intAttribute(axis) }, outputs: sizes.length })
}

/** Strides and pads as ONNX attributes. */
export const windowAttributes = ({ strides, pads }: WindowAttributes): Record<string, OnnxAttribute> => ({
  strides: intsAttribute(strides),
  pads: intsAttribute(pads),
})

/** The same with the kernel's extents. */
export const windowed = ({
  kernel,
  ...window
}: WindowAttributes & { kernel: Pair }): Record<string, OnnxAttribute> => ({
  kernel_shape: intsAttribute(kernel),
  ...windowAttributes(window),
})
