// What is tried of every operation: a forgotten one is a compile error.
import type { OpName } from '../../src/graph/operations.ts'
import {
  awayFromZero,
  distinct,
  normal,
  type OperationCase,
  type OperationEntry,
  positive,
  scalar,
} from './operation-case.ts'
import { convCases, convFilterGradCases, convTransposeCases, maxPoolCases } from './window-cases.ts'

type Make = (...shape: number[]) => ReturnType<typeof normal>

/** Cases that fit every operation without attributes. */
interface Elementwise {
  readonly cases: readonly (Pick<OperationCase<OpName>, 'title' | 'inputs'> & {
    readonly attributes: Readonly<Record<string, never>>
  })[]
}

/** Every way of broadcasting; `b` makes the second argument. */
function binary(b: Make = normal): Elementwise {
  return {
    cases: [
      { title: 'equal shapes', inputs: [normal(2, 3), b(2, 3)], attributes: {} },
      { title: 'scalars', inputs: [normal(), b()], attributes: {} },
      { title: 'a scalar on the right', inputs: [normal(2, 3), b()], attributes: {} },
      { title: 'a scalar on the left', inputs: [normal(), b(2, 3)], attributes: {} },
      { title: 'by channel', inputs: [normal(2, 3, 2, 2), b(1, 3, 1, 1)], attributes: {} },
      { title: 'fewer axes on the left', inputs: [normal(3, 1), b(2, 3, 4)], attributes: {} },
      { title: 'both sides at once', inputs: [normal(2, 1, 3), b(4, 1)], attributes: {} },
      { title: 'axes of extent 1', inputs: [normal(1, 3), b(1, 1, 1)], attributes: {} },
    ],
  }
}

/** One argument, drawn from where the function is smooth. */
function unary(x: Make = normal): Elementwise {
  return {
    cases: [
      { title: 'a plane', inputs: [x(3, 5)], attributes: {} },
      { title: 'a scalar', inputs: [x()], attributes: {} },
    ],
  }
}

const steps = 'its derivative is 0 wherever it is defined'

/** Cases of every operation. */
export const operationCases: { readonly [Op in OpName]: OperationEntry<Op> } = {
  Input: { cases: [], notDifferentiable: 'it computes nothing' },
  Constant: { cases: [], notDifferentiable: 'it computes nothing' },

  Add: binary(),
  Sub: binary(),
  Mul: binary(),
  Div: binary(positive),
  Neg: unary(),
  Abs: unary(awayFromZero),
  Exp: unary(),
  Log: unary(positive),
  Sqrt: unary(positive),
  Sigmoid: unary(),
  Relu: unary(awayFromZero),
  ReluGrad: { cases: [{ title: 'outputs above 0', inputs: [normal(2, 3), positive(2, 3)], attributes: {} }] },
  Clip: {
    cases: [
      { title: 'both sides', inputs: [distinct(4, 10)], attributes: { min: -1, max: 0.8 } },
      { title: 'below only', inputs: [distinct(4, 10)], attributes: { min: -1, max: Infinity } },
      { title: 'above only', inputs: [distinct(4, 10)], attributes: { min: -Infinity, max: 1 } },
    ],
  },
  ClipGrad: {
    cases: [
      { title: 'both sides', inputs: [normal(4, 10), distinct(4, 10)], attributes: { min: -1, max: 0.8 }, fixed: [1] },
    ],
  },
  Sign: { ...unary(awayFromZero), notDifferentiable: steps },
  Greater: { ...binary(), notDifferentiable: steps },
  TopKMask: {
    notDifferentiable: steps,
    cases: [
      { title: 'none', inputs: [distinct(2, 3), scalar(0)], attributes: {} },
      { title: 'some', inputs: [distinct(2, 3, 4), scalar(7)], attributes: {} },
      { title: 'all', inputs: [distinct(2, 3), scalar(6)], attributes: {} },
    ],
  },

  ReduceSum: {
    cases: [
      { title: 'everything', inputs: [normal(2, 3, 4)], attributes: { axes: [0, 1, 2], keepdims: false } },
      { title: 'all but the channel', inputs: [normal(2, 3, 2, 4)], attributes: { axes: [0, 2, 3], keepdims: false } },
      { title: 'keeping the axes', inputs: [normal(2, 3, 4)], attributes: { axes: [0, 2], keepdims: true } },
    ],
  },
  Expand: {
    cases: [
      { title: 'a scalar', inputs: [normal()], attributes: { shape: [2, 3] } },
      { title: 'a column, with a new axis', inputs: [normal(3, 1)], attributes: { shape: [2, 3, 4] } },
    ],
  },
  Reshape: {
    cases: [
      { title: 'other axes', inputs: [normal(2, 3, 4)], attributes: { shape: [4, 6] } },
      { title: 'to a scalar', inputs: [normal(1, 1)], attributes: { shape: [] } },
    ],
  },
  Transpose: {
    cases: [
      { title: 'a matrix', inputs: [normal(2, 3)], attributes: { perm: [1, 0] } },
      { title: 'a cycle of axes', inputs: [normal(2, 3, 4, 5)], attributes: { perm: [2, 0, 3, 1] } },
    ],
  },
  Concat: {
    cases: [
      { title: 'along the first axis', inputs: [normal(2, 3), normal(1, 3)], attributes: { axis: 0 } },
      { title: 'three', inputs: [normal(2, 1, 2), normal(2, 3, 2), normal(2, 2, 2)], attributes: { axis: 1 } },
    ],
  },
  Split: {
    cases: [
      { title: 'two pieces', inputs: [normal(2, 5, 2)], attributes: { axis: 1, sizes: [2, 3] } },
      { title: 'many pieces', inputs: [normal(60)], attributes: { axis: 0, sizes: Array<number>(60).fill(1) } },
    ],
  },
  Slice: {
    cases: [
      { title: 'the start', inputs: [normal(4, 3)], attributes: { axis: 0, start: 0, end: 1 } },
      { title: 'the middle', inputs: [normal(2, 5, 2)], attributes: { axis: 1, start: 1, end: 3 } },
      { title: 'the end', inputs: [normal(2, 5)], attributes: { axis: 1, start: 3, end: 5 } },
    ],
  },
  Pad: {
    cases: [
      { title: 'before', inputs: [normal(2, 3)], attributes: { axis: 0, before: 2, after: 0 } },
      { title: 'both sides', inputs: [normal(2, 3, 2)], attributes: { axis: 1, before: 1, after: 2 } },
      { title: 'after', inputs: [normal(2, 3)], attributes: { axis: 1, before: 0, after: 1 } },
    ],
  },
  MatMul: {
    cases: [
      { title: 'matrices', inputs: [normal(3, 4), normal(4, 2)], attributes: {} },
      { title: 'a batch', inputs: [normal(2, 3, 4), normal(2, 4, 2)], attributes: {} },
      { title: 'one matrix for a batch', inputs: [normal(2, 3, 4), normal(4, 2)], attributes: {} },
      { title: 'batches that broadcast', inputs: [normal(2, 1, 2, 3), normal(3, 3, 2)], attributes: {} },
    ],
  },

  Conv: convCases,
  ConvTranspose: convTransposeCases,
  ConvFilterGrad: convFilterGradCases,
  MaxPool: maxPoolCases,
  MaxPoolGrad: { cases: [], notDifferentiable: 'a second derivative, refused; its value is the gradient of MaxPool' },
  Upsample: {
    cases: [
      { title: 'by 2', inputs: [normal(2, 3, 2, 3)], attributes: { factor: 2 } },
      { title: 'by 3', inputs: [normal(1, 2, 3, 1)], attributes: { factor: 3 } },
      { title: 'by 8', inputs: [normal(1, 1, 2, 1)], attributes: { factor: 8 } },
    ],
  },
  SumPool: {
    cases: [
      { title: 'by 2', inputs: [normal(2, 3, 4, 6)], attributes: { factor: 2 } },
      { title: 'by 3', inputs: [normal(1, 2, 3, 6)], attributes: { factor: 3 } },
      { title: 'by 8', inputs: [normal(1, 1, 8, 16)], attributes: { factor: 8 } },
    ],
  },
  BatchNorm: {
    cases: [
      {
        title: 'a batch of 2',
        inputs: [normal(2, 3, 4, 5), normal(3), normal(3)],
        attributes: { epsilon: 1e-5 },
      },
      { title: 'a batch of 1', inputs: [normal(1, 2, 3, 7), normal(2), normal(2)], attributes: { epsilon: 1e-5 } },
      { title: 'far from 0', inputs: [positive(3, 2, 4, 4), normal(2), normal(2)], attributes: { epsilon: 1e-3 } },
    ],
  },
  BatchNormGrad: {
    cases: [],
    notDifferentiable: 'a second derivative, refused; its value is the gradient of BatchNorm',
  },
  BatchNormInference: {
    cases: [
      {
        title: 'given statistics',
        inputs: [normal(2, 3, 2, 3), normal(3), normal(3), normal(3), positive(3)],
        attributes: { epsilon: 1e-5 },
        fixed: [3, 4],
      },
    ],
  },
  ChannelAffine: {
    cases: [
      { title: 'factor only', inputs: [normal(2, 3, 2, 3), normal(3)], attributes: {} },
      { title: 'factor and shift', inputs: [normal(2, 3, 2, 3), normal(3), normal(3)], attributes: {} },
    ],
  },
  ChannelDot: {
    cases: [{ title: 'two images', inputs: [normal(2, 3, 4, 3), normal(2, 3, 4, 3)], attributes: {} }],
  },
}

/** A case with the operation it belongs to. */
export interface NamedCase {
  readonly op: OpName
  readonly use: OperationCase<OpName>
  readonly differentiable: boolean
}

/** All cases in one list. */
export const allCases: readonly NamedCase[] = (
  Object.entries(operationCases) as [OpName, OperationEntry<OpName>][]
).flatMap(([op, { cases, notDifferentiable }]) =>
  cases.map((use) => ({ op, use, differentiable: notDifferentiable === undefined })),
)
