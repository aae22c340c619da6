// The graph itself: nodes, the values they give, and `apply`, the only way to make one.
import { assert } from '../core/assert.ts'
import type { Shape, Tensor } from '../core/tensor.ts'
import type { OpName, Operations } from './operations.ts'
import { shapeRules } from './shapes.ts'

/** One output of a node. Everything is float32, except where the maxima of MaxPool were. */
export interface Value {
  readonly node: AnyNode
  readonly output: number
  readonly shape: Shape
}

/** One applied operation. Inputs always come from nodes with smaller ids. */
export interface Node<Op extends OpName> {
  readonly graph: Graph
  readonly id: number
  readonly op: Op
  readonly inputs: readonly Value[]
  readonly attributes: Operations[Op]
  readonly outputs: readonly Value[]
}

export type AnyNode = { [Op in OpName]: Node<Op> }[OpName]

/** A growing list of nodes in the order in which they were made, which is a topological order. */
export class Graph {
  readonly nodes: AnyNode[] = []

  /** A tensor that is fed by name at every run. */
  input(name: string, shape: Shape): Value {
    assert(!this.inputs().some((node) => node.attributes.name === name), `input "${name}" is declared once`)
    return this.#add('Input', [], { name, shape })[0]
  }

  /** A tensor stored in the graph; a name makes it findable in the emitted file. */
  constant({ shape, data }: Tensor, name?: string): Value {
    return this.#add('Constant', [], { name, shape, data })[0]
  }

  /** A scalar. */
  scalar(value: number): Value {
    return this.constant({ shape: [], data: Float32Array.of(value) })
  }

  /** All declared inputs, in order. */
  inputs(): Node<'Input'>[] {
    return this.nodes.filter((node) => node.op === 'Input')
  }

  /** Used by `apply`; modules above build graphs through build.ts. */
  add<Op extends OpName>(op: Op, inputs: readonly Value[], attributes: Operations[Op]): readonly Value[] {
    for (const { node } of inputs) assert(node.graph === this, `all inputs of ${op} belong to one graph`)
    return this.#add(op, inputs, attributes)
  }

  #add<Op extends OpName>(op: Op, inputs: readonly Value[], attributes: Operations[Op]): readonly Value[] {
    const shapes = shapeRules[op](
      inputs.map(({ shape }) => shape),
      attributes,
    )
    const outputs: Value[] = []
    const node = { graph: this, id: this.nodes.length, op, inputs, attributes, outputs } as unknown as AnyNode
    shapes.forEach((shape, output) => outputs.push({ node, output, shape }))
    this.nodes.push(node)
    return outputs
  }
}

/** Applies an operation with several outputs. */
export function applyAll<Op extends OpName>(
  op: Op,
  inputs: readonly [Value, ...Value[]],
  attributes: Operations[Op],
): readonly Value[] {
  return inputs[0].node.graph.add(op, inputs, attributes)
}

/** Applies an operation and returns its first output. */
export function apply<Op extends OpName>(
  op: Op,
  inputs: readonly [Value, ...Value[]],
  attributes: Operations[Op],
): Value {
  return applyAll(op, inputs, attributes)[0]
}
