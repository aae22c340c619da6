// Products and differences on WebGPU that would be several nodes: what only one other node reads is computed there.
import { elementCount, sameShape } from '../../../core/tensor.ts'
import { stringAttribute } from '../../../formats/onnx/model.ts'
import type { AnyNode, Node, Value } from '../../graph.ts'
import type { Emitter } from '../emitter.ts'
import { pointwise } from './channels-last.ts'

/** Factors of one node: with its output, fewer buffers than every adapter binds at once. */
const MOST_FACTORS = 6

/** Whether all inputs have the shape of the output, of more than one element, and none of them is spread. */
function isPlain({ inputs, outputs: [y] }: AnyNode, e: Emitter): boolean {
  return (
    elementCount(y.shape) > 1 &&
    inputs.every((input) => sameShape(input.shape, y.shape) && e.kept('scalar', input) === undefined)
  )
}

/** Whether a product is only a factor of another one of the same shape, which then multiplies all at once. */
export function isMultipliedAlone(node: Node<'Mul'>, e: Emitter): boolean {
  const reader = e.onlyReader(node.outputs[0])
  return reader?.op === 'Mul' && isPlain(node, e) && isPlain(reader, e) && allFactors(reader, e).length <= MOST_FACTORS
}

function allFactors(node: Node<'Mul'>, e: Emitter): readonly Value[] {
  if (!isPlain(node, e)) return node.inputs
  return node.inputs.flatMap((input) => {
    const inner = input.node
    return inner.op === 'Mul' && e.onlyReader(input) === node && isPlain(inner, e) ? allFactors(inner, e) : [input]
  })
}

/** The factors of a product that is written, those of the products within it included. */
function factorsOf(node: Node<'Mul'>, e: Emitter): readonly Value[] {
  const all = allFactors(node, e)
  return all.length <= MOST_FACTORS ? all : node.inputs
}

export function emitProduct(node: Node<'Mul'>, e: Emitter): void {
  const factors = factorsOf(node, e)
  const axes = 'abcdef'.slice(0, node.outputs[0].shape.length)
  const equation = `${factors.map(() => axes).join()}->${axes}`
  const write = pointwise<'Mul'>((_, names) =>
    names.length === 2 ? e.add('Mul', names) : e.add('Einsum', names, { equation: stringAttribute(equation) }),
  )
  write({ ...node, inputs: factors }, e)
}

/** Whether only an addition reads a negated value, which then subtracts. */
export function isAddedAlone({ outputs: [y], inputs: [x] }: Node<'Neg'>, e: Emitter): boolean {
  const reader = e.onlyReader(y)
  if (reader?.op !== 'Add' || !isPlain(reader, e)) return false
  const [other] = reader.inputs.filter((input) => input !== y)
  return other.node.op !== 'Neg' && other.node.op !== 'Upsample' && x.node.op !== 'Upsample'
}

/** Writes an addition of a negated value as a difference; false where it is another addition. */
export function addsNegated(node: Node<'Add'>, e: Emitter): boolean {
  const index = node.inputs.findIndex(({ node: inner }) => inner.op === 'Neg' && isAddedAlone(inner, e))
  if (index === -1) return false
  const inputs = [node.inputs[1 - index], node.inputs[index].node.inputs[0]]
  pointwise<'Add'>((_, names) => e.add('Sub', names))({ ...node, inputs }, e)
  return true
}
