// Trades time for memory: cheap activations are not kept since the forward pass, but recomputed where a gradient needs them (activation checkpointing).
import { must } from '../core/assert.ts'
import { elementCount } from '../core/tensor.ts'
import { add, mul, reshape, slice } from './build.ts'
import type { AnyNode, Value } from './graph.ts'
import type { OpName } from './operations.ts'

/** Whether the outputs of an operation are kept because computing them again takes long, or because they are there anyway. */
const isKept: { readonly [Op in OpName]: boolean } = {
  Input: true,
  Constant: true,
  Conv: true,
  ConvTranspose: true,
  ConvFilterGrad: true,
  MatMul: true,
  TopKMask: true,

  Add: false,
  Sub: false,
  Mul: false,
  Div: false,
  Neg: false,
  Abs: false,
  Exp: false,
  Log: false,
  Sqrt: false,
  Sigmoid: false,
  Relu: false,
  ReluGrad: false,
  Clip: false,
  ClipGrad: false,
  Sign: false,
  Greater: false,
  ReduceSum: false,
  Expand: false,
  Reshape: false,
  Transpose: false,
  Concat: false,
  Slice: false,
  Split: false,
  Pad: false,
  MaxPool: false,
  MaxPoolGrad: false,
  Upsample: false,
  SumPool: false,
  BatchNorm: false,
  BatchNormGrad: false,
  BatchNormInference: false,
  ChannelAffine: false,
  ChannelDot: false,
}

/** Values of so few elements are always kept: statistics, sums, counts. */
const SMALL = 65_536
/** Operations in a row that are computed again at most: what lies deeper is kept, so that no chain grows through all residual blocks. */
const DEEPEST = 5

/** Makes the second copies of a graph's forward nodes, each once and as late as it can be. */
export class Recomputation {
  readonly #depths = new Map<AnyNode, number>()
  readonly #copies = new Map<AnyNode, readonly Value[]>()
  readonly #zeros = new Map<Value, Value>()

  /** A node as its gradient rule sees it when the gradient `g` has arrived: its values are kept ones, or computed again after `g`. */
  seenFrom(node: AnyNode, g: Value): AnyNode {
    const inputs = node.inputs.map((input) => this.#again(input, g))
    const outputs = node.outputs.map((output) => this.#again(output, g))
    return { ...node, inputs, outputs }
  }

  #again(value: Value, g: Value): Value {
    return this.#keeps(value) ? value : this.#copyOf(value.node, g)[value.output]
  }

  #keeps({ node, shape }: Value): boolean {
    return elementCount(shape) <= SMALL || this.#depthOf(node) === 0
  }

  /** Operations that lead from kept values to this node's; 0 when they are kept themselves. */
  #depthOf(node: AnyNode): number {
    const known = this.#depths.get(node)
    if (known !== undefined) return known
    const deepest = Math.max(0, ...node.inputs.map((input) => (this.#keeps(input) ? 0 : this.#depthOf(input.node))))
    const depth = isKept[node.op] || deepest === DEEPEST ? 0 : deepest + 1
    this.#depths.set(node, depth)
    return depth
  }

  #copyOf(node: AnyNode, g: Value): readonly Value[] {
    const known = this.#copies.get(node)
    if (known !== undefined) return known
    const again = node.inputs.map((input) => this.#again(input, g))
    const startsHere = again.every((input, index) => input === node.inputs[index])
    const copy = node.graph.add(node.op, startsHere ? this.#after(g, again) : again, node.attributes)
    this.#copies.set(node, copy)
    return copy
  }

  /**
   * The same inputs, the smallest of them with a zero added that is made of `g`. So the copy cannot be computed before `g` is there,
   * and the runtime does not find that it equals the node it was copied from.
   */
  #after(g: Value, inputs: readonly Value[]): readonly Value[] {
    const sizes = inputs.map(({ shape }) => elementCount(shape))
    const smallest = sizes.indexOf(Math.min(...sizes))
    return inputs.map((input, index) => (index === smallest ? add(input, this.#zeroOf(g)) : input))
  }

  #zeroOf(g: Value): Value {
    if (!this.#zeros.has(g)) {
      const flat = reshape(g, [elementCount(g.shape)])
      this.#zeros.set(g, mul(reshape(slice(flat, 0, [0, 1]), []), 0))
    }
    return must(this.#zeros.get(g), 'it was just made')
  }
}
