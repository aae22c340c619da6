// One use of an operation, and the graph that computes its outputs and gradients: shared by the gradient checks.
import { Random } from '../../src/core/random.ts'
import { elementCount, tensor, type Shape, type Tensor } from '../../src/core/tensor.ts'
import { intsAttribute, type OnnxModel, type OnnxNode } from '../../src/formats/onnx/model.ts'
import { encodeModel } from '../../src/formats/onnx/write.ts'
import { backward } from '../../src/graph/backward.ts'
import { mul, reduceSum } from '../../src/graph/build.ts'
import { emit } from '../../src/graph/lowering/emit.ts'
import type { Target } from '../../src/graph/lowering/emitter.ts'
import { NHWC } from '../../src/graph/lowering/webgpu/channels-last.ts'
import { applyAll, Graph, type Value } from '../../src/graph/graph.ts'
import type { OpName, Operations } from '../../src/graph/operations.ts'
import { Session } from '../../src/graph/session.ts'

/** Inputs and attributes for one use of an operation. */
export interface OperationCase<Op extends OpName> {
  readonly title: string
  readonly inputs: readonly [Tensor, ...Tensor[]]
  readonly attributes: Operations[Op]
  /** Positions of the inputs that the operation never differentiates. */
  readonly fixed?: readonly number[]
}

/** What is tried of one operation; `notDifferentiable` says why its gradient is not checked. */
export interface OperationEntry<Op extends OpName> {
  readonly cases: readonly OperationCase<Op>[]
  readonly notDifferentiable?: string
}

const random = new Random('operation cases')

function filled(shape: Shape, draw: () => number): Tensor {
  return tensor(
    shape,
    Float32Array.from({ length: elementCount(shape) }, () => draw()),
  )
}

/** Standard normal numbers. */
export const normal = (...shape: number[]): Tensor => filled(shape, () => random.normal())
/** 1 to 2: far from the poles of 1/x and log x, where a central difference would be inaccurate. */
export const positive = (...shape: number[]): Tensor => filled(shape, () => random.uniform(1, 2))
/** -1.5 to 1.5 without -0.2 to 0.2: no difference reaches over the kink at 0. */
export const awayFromZero = (...shape: number[]): Tensor =>
  filled(shape, () => random.pick([-1, 1]) * random.uniform(0.2, 1.5))
/** Numbers that lie at least 0.1 apart, shuffled: no difference changes which is larger. */
export function distinct(...shape: number[]): Tensor {
  const count = elementCount(shape)
  return tensor(shape, random.shuffled(Array.from({ length: count }, (_, rank) => 0.1 * (rank - count / 2) + 0.05)))
}
/** A scalar. */
export const scalar = (value: number): Tensor => tensor([], [value])

/** The name of an input in the graph of a case, and of its gradient. */
export const inputName = (index: number): string => `x${index}`
export const gradientName = (index: number): string => `dx${index}`
export const outputName = (index: number): string => `y${index}`
/** The name of the gradient that arrives from above at output 0. */
export const UPSTREAM = 'g'

/** The outputs `y0`..., and the gradients `dx0`... of the sum of g y0. */
export interface CaseGraph {
  readonly outputs: Readonly<Record<string, Value>>
  readonly gradients: Readonly<Record<string, Value>>
  /** All inputs, and a random `g`. */
  readonly feeds: Readonly<Record<string, Tensor>>
}

/** Builds the graph of a case; without `gradients` the reverse pass is left out. */
export function caseGraph(op: OpName, use: OperationCase<OpName>, gradients: boolean): CaseGraph {
  const graph = new Graph()
  const inputs = use.inputs.map(({ shape }, index) => graph.input(inputName(index), shape))
  const ys = applyAll(op, inputs as [Value, ...Value[]], use.attributes)
  const g = filled(ys[0].shape, () => random.normal())
  const loss = reduceSum(mul(ys[0], graph.input(UPSTREAM, ys[0].shape)))
  const targets = inputs.filter((_, index) => !use.fixed?.includes(index))
  const found = gradients ? backward(loss, targets) : []
  // The indices of MaxPool are int64, which no session of ours hands out.
  const readable = op === 'MaxPool' ? [ys[0]] : ys
  return {
    outputs: Object.fromEntries(readable.map((y, index) => [outputName(index), y])),
    gradients: Object.fromEntries(found.map((dx, index) => [gradientName(inputs.indexOf(targets[index])), dx])),
    feeds: { ...Object.fromEntries(use.inputs.map((x, index) => [inputName(index), x])), [UPSTREAM]: g },
  }
}

/** A session that computes the given values on the CPU provider, whatever provider they are written for. */
export async function sessionOf(values: Readonly<Record<string, Value>>, target: Target): Promise<Session> {
  return Session.load(encodeModel(withoutOwnLayout(emit(values, { target }))), { threads: 1 })
}

/** max |a - b| / max |b|, with a floor for the divisor so that an exact zero can be met. */
export function deviation(a: Tensor, b: Tensor, floor = 1e-12): number {
  let difference = 0
  let largest = 0
  b.data.forEach((value, index) => {
    difference = Math.max(difference, Math.abs(a.data[index] - value))
    largest = Math.max(largest, Math.abs(value))
  })
  return Number.isNaN(difference) ? Infinity : difference / Math.max(largest, floor)
}

/**
 * A model for WebGPU with the runtime's own operations on planes with channels last written as ONNX's between two Transposes, so that the
 * processor computes it too.
 */
export function withoutOwnLayout(model: OnnxModel): OnnxModel {
  const turned = (name: string, from: string, perm: readonly number[]): OnnxNode => ({
    op: 'Transpose',
    name: `${name}.turned`,
    inputs: [from],
    outputs: [name],
    attributes: { perm: intsAttribute(perm) },
  })
  const nodes = model.nodes.flatMap(({ domain, ...node }): OnnxNode[] => {
    if (domain !== NHWC) return [{ ...node, ...(domain !== undefined && { domain }) }]
    const [x, ...rest] = node.inputs
    const [y] = node.outputs
    const [before, between] = [`${y}.in`, `${y}.out`]
    return [
      turned(before, x, [0, 3, 1, 2]),
      { ...node, inputs: [before, ...rest], outputs: [between] },
      turned(y, between, [0, 2, 3, 1]),
    ]
  })
  return { ...model, nodes }
}
