// The shape rules: what they give, and the wrong uses they refuse while the graph is built.
import { describe, expect, it } from 'vitest'
import type { Shape } from '../../src/core/tensor.ts'
import { apply, applyAll, Graph, type Value } from '../../src/graph/graph.ts'
import type { OpName, Operations } from '../../src/graph/operations.ts'
import { broadcastShapes } from '../../src/graph/shapes.ts'
import { inputName } from './operation-case.ts'

function shapesOf<Op extends OpName>(op: Op, inputs: readonly Shape[], attributes: Operations[Op]): Shape[] {
  const graph = new Graph()
  const values = inputs.map((shape, index) => graph.input(inputName(index), shape))
  return applyAll(op, values as [Value, ...Value[]], attributes).map(({ shape }) => shape)
}

const window = { strides: [1, 1], pads: [0, 0, 0, 0] } as const
const stride2 = { strides: [2, 2], pads: [1, 1, 1, 1] } as const

describe('broadcastShapes', () => {
  it('stretches missing axes and axes of extent 1', () => {
    expect(broadcastShapes([3, 1], [2, 3, 4])).toEqual([2, 3, 4])
    expect(broadcastShapes([], [5])).toEqual([5])
    expect(broadcastShapes([2, 1, 3], [4, 1])).toEqual([2, 4, 3])
  })

  it('refuses extents that differ', () => {
    expect(() => broadcastShapes([2, 3], [2, 4])).toThrow('(2, 3) and (2, 4) broadcast')
  })
})

describe('shape rules', () => {
  it('count the windows of a convolution, rounding down', () => {
    // floor((64 + 3 + 3 - 7) / 2) + 1 = 32; floor((65 + 6 - 7) / 2) + 1 = 33
    const stem = { strides: [2, 2], pads: [3, 3, 3, 3] } as const
    expect(shapesOf('Conv', [[2, 3, 64, 65], [8, 3, 7, 7]], stem)).toEqual([[2, 8, 32, 33]]) // prettier-ignore
  })

  it('give a transposed convolution the extent that the convolution came from', () => {
    // (4 - 1) 2 + 3 - 1 - 1 + outputPadding: 7 and 8 both shrink to 4 under stride 2
    const attributes = { ...stride2, outputPadding: [0, 1] } as const
    expect(shapesOf('ConvTranspose', [[1, 5, 4, 4], [5, 2, 3, 3]], attributes)).toEqual([[1, 2, 7, 8]]) // prettier-ignore
  })

  it('give MaxPool an index for each maximum, and BatchNorm two statistics for each channel', () => {
    const y = [2, 3, 4, 2]
    expect(shapesOf('MaxPool', [[2, 3, 7, 4]], { ...stride2, kernel: [3, 3] })).toEqual([y, y])
    expect(shapesOf('BatchNorm', [y, [3], [3]], { epsilon: 1 })).toEqual([y, [3], [3]])
  })

  it('keep or drop the axes of a sum', () => {
    expect(shapesOf('ReduceSum', [[2, 3, 4]], { axes: [0, 2], keepdims: false })).toEqual([[3]])
    expect(shapesOf('ReduceSum', [[2, 3, 4]], { axes: [0, 2], keepdims: true })).toEqual([[1, 3, 1]])
  })
})

/** A wrong use, and what the refusal says. */
type Refusal = { [Op in OpName]: readonly [Op, readonly Shape[], Operations[Op], string] }[OpName]

const refusals: readonly Refusal[] = [
  [
    'Add',
    [
      [2, 3],
      [4, 3],
    ],
    {},
    'broadcast',
  ],
  ['TopKMask', [[5], [2]], {}, 'one k'],
  ['ReduceSum', [[2, 3]], { axes: [2], keepdims: false }, 'axes 2'],
  ['ReduceSum', [[2, 3]], { axes: [], keepdims: false }, 'axes'],
  ['Expand', [[3]], { shape: [2, 4] }, 'broadcast'],
  ['Expand', [[2, 3]], { shape: [1, 3] }, 'expands'],
  ['Reshape', [[2, 3]], { shape: [5] }, 'reshapes'],
  ['Transpose', [[2, 3]], { perm: [0, 0] }, 'orders'],
  ['Transpose', [[2, 3]], { perm: [0] }, 'orders'],
  [
    'Concat',
    [
      [2, 3],
      [2, 4],
    ],
    { axis: 0 },
    'joins',
  ],
  ['Concat', [[2, 3], [2]], { axis: 0 }, 'joins'],
  ['Slice', [[2, 3]], { axis: 1, start: 2, end: 4 }, 'lies in axis 1'],
  ['Slice', [[2, 3]], { axis: 1, start: 2, end: 2 }, 'lies in axis 1'],
  ['Pad', [[2, 3]], { axis: 1, before: -1, after: 0 }, 'pad axis 1'],
  ['Pad', [[2, 3]], { axis: 2, before: 1, after: 0 }, 'pad axis 2'],
  [
    'MatMul',
    [
      [2, 3],
      [2, 3],
    ],
    {},
    'times',
  ],
  ['MatMul', [[3], [3, 2]], {}, 'times'],
  [
    'Conv',
    [
      [1, 3, 8, 8],
      [4, 2, 3, 3],
    ],
    window,
    'channels',
  ],
  ['Conv', [[1, 3, 8, 8], [4, 3, 3, 3], [3]], window, 'vectors of 4 channels'],
  [
    'Conv',
    [
      [1, 3, 2, 8],
      [4, 3, 3, 3],
    ],
    window,
    'at least one element',
  ],
  [
    'Conv',
    [
      [1, 3, 8, 8],
      [4, 3, 1, 1],
    ],
    stride2,
    'smaller than the kernel',
  ],
  [
    'ConvTranspose',
    [
      [1, 3, 8, 8],
      [4, 3, 3, 3],
    ],
    { ...window, outputPadding: [0, 0] },
    'channels',
  ],
  ['ConvTranspose', [[1, 3, 8, 8], [3, 4, 3, 3], [3]], { ...window, outputPadding: [0, 0] }, 'vectors of 4 channels'],
  [
    'ConvTranspose',
    [
      [1, 3, 8, 8],
      [3, 4, 1, 1],
    ],
    { ...stride2, outputPadding: [0, 0] },
    'smaller than the kernel',
  ],
  [
    'ConvFilterGrad',
    [
      [1, 3, 8, 8],
      [1, 4, 8, 8],
    ],
    { ...window, kernel: [3, 3] },
    'is an output of',
  ],
  [
    'ConvFilterGrad',
    [
      [1, 3, 8, 8],
      [2, 4, 6, 6],
    ],
    { ...window, kernel: [3, 3] },
    'is an output of',
  ],
  ['MaxPool', [[1, 3, 1, 1]], { ...window, kernel: [2, 2] }, 'at least one element'],
  [
    'MaxPoolGrad',
    [
      [1, 3, 4, 4],
      [1, 3, 4, 2],
    ],
    { ...window, kernel: [3, 3], shape: [1, 3, 8, 8] },
    'an index for each element',
  ],
  ['SumPool', [[1, 3, 4, 5]], { factor: 2 }, 'windows of 2'],
  ['BatchNorm', [[2, 3, 4, 4], [3], [4]], { epsilon: 1 }, 'vectors of 3 channels'],
  ['BatchNormInference', [[2, 3, 4, 4], [3], [3], [3], [1]], { epsilon: 1 }, 'vectors of 3 channels'],
  ['ChannelAffine', [[2, 3, 4, 4], [2]], {}, 'vectors of 3 channels'],
  [
    'ChannelDot',
    [
      [2, 3, 4, 4],
      [2, 3, 4, 1],
    ],
    {},
    'equal shapes',
  ],
]

describe('building a graph', () => {
  it.each(refusals)('refuses %s of %j with %j', (op, inputs, attributes, message) => {
    expect(() => shapesOf(op, inputs, attributes)).toThrow(message)
  })

  it('refuses a constant whose data do not fill its shape', () => {
    expect(() => new Graph().constant({ shape: [2, 2], data: new Float32Array(3) })).toThrow('as many elements')
  })

  it('refuses two inputs of one name', () => {
    const graph = new Graph()
    graph.input('x', [1])
    expect(() => graph.input('x', [2])).toThrow('declared once')
  })

  it('refuses values of another graph', () => {
    const [a, b] = [new Graph(), new Graph()].map((graph) => graph.input('x', [1]))
    expect(() => apply('Add', [a, b], {})).toThrow('one graph')
  })
})
