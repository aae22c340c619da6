// Small values on WebGPU, where every node costs as much as a large one: they are joined before they are multiplied, and scalars are not spread.
import { elementCount } from '../../../core/tensor.ts'
import { intAttribute } from '../../../formats/onnx/model.ts'
import type { Node, Value } from '../../graph.ts'
import type { Emitter } from '../emitter.ts'

/** A value that is another one times a number. */
interface Times {
  readonly name: string
  readonly factor: number
}

/** The multiples that were not yet computed, by emitter. */
const multiples = new WeakMap<Emitter, Map<Value, Times>>()

function multiplesOf(e: Emitter): Map<Value, Times> {
  const known = multiples.get(e) ?? new Map<Value, Times>()
  multiples.set(e, known)
  return known
}

/** Defines a vector as a multiple, which is computed where it is asked for alone. */
export function defineTimes(e: Emitter, value: Value, times: Times): void {
  multiplesOf(e).set(value, times)
  e.defineLate(value, () => e.add('Mul', [times.name, e.scalar(times.factor)]))
}

/** A vector in the shape it has stays the multiple that it is. */
export function emitReshape(node: Node<'Reshape'>, e: Emitter): void {
  const [x] = node.inputs
  const [y] = node.outputs
  const times = multiplesOf(e).get(x)
  if (times !== undefined && y.shape.length === x.shape.length) return defineTimes(e, y, times)
  e.define(y, e.add('Reshape', [e.nameOf(x), e.extents(y.shape)]))
}

/** Vectors one after the other: multiples are joined first, and multiplied at once. */
export function joinedVectors(e: Emitter, values: readonly Value[]): string {
  const all = values.map((value) => multiplesOf(e).get(value))
  const axis = { axis: intAttribute(0) }
  if (all.filter((times) => times !== undefined).length < 2)
    return e.add(
      'Concat',
      values.map((value) => e.nameOf(value)),
      axis,
    )
  const names = values.map((value, index) => all[index]?.name ?? e.nameOf(value))
  const factors = values.flatMap(({ shape }, index) =>
    Array.from({ length: elementCount(shape) }, () => all[index]?.factor ?? 1),
  )
  const name = `factors_${values[0].node.id}`
  return e.add('Mul', [e.add('Concat', names, axis), e.floats(name, [factors.length], Float32Array.from(factors))])
}
