// The shape of every operation's outputs, from the shapes of its inputs. A wrong use fails here, when the graph is built.
import { assert } from '../core/assert.ts'
import { elementCount, renderShape, sameShape, type Shape } from '../core/tensor.ts'
import type { Operations, OpName, WindowAttributes } from './operations.ts'

type ShapeRule<Op extends OpName> = (inputs: readonly Shape[], attributes: Operations[Op]) => readonly Shape[]

const unary = ([x]: readonly Shape[]): readonly Shape[] => [x]
const binary = ([a, b]: readonly Shape[]): readonly Shape[] => [broadcastShapes(a, b)]

const equal = ([g, x]: readonly Shape[]): readonly Shape[] => {
  assert(sameShape(g, x), `${renderShape(g)} and ${renderShape(x)} are equal`)
  return [g]
}

/** The shape that numpy's broadcasting gives two tensors. */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length)
  return Array.from({ length: rank }, (_, axis) => {
    const m = a[axis - rank + a.length] ?? 1
    const n = b[axis - rank + b.length] ?? 1
    assert(m === n || m === 1 || n === 1, `${renderShape(a)} and ${renderShape(b)} broadcast`)
    return Math.max(m, n)
  })
}

/** floor((extent + pads - kernel) / stride) + 1, along height and width. */
function windows([, , height, width]: Shape, kernel: readonly [number, number], { strides, pads }: WindowAttributes) {
  const [top, left, bottom, right] = padsWithin(kernel, pads)
  return positive([
    Math.floor((height + top + bottom - kernel[0]) / strides[0]) + 1,
    Math.floor((width + left + right - kernel[1]) / strides[1]) + 1,
  ])
}

/** A window that lies in the padding alone would see nothing, and its transpose would need negative pads. */
function padsWithin(kernel: readonly [number, number], pads: WindowAttributes['pads']): WindowAttributes['pads'] {
  assert(
    pads.every((amount, side) => amount >= 0 && amount < kernel[side % 2]),
    `pads ${pads.join(', ')} are smaller than the kernel ${renderShape(kernel)}`,
  )
  return pads
}

function positive(plane: readonly [number, number]): readonly [number, number] {
  assert(plane[0] >= 1 && plane[1] >= 1, `the output ${renderShape(plane)} of a window has at least one element`)
  return plane
}

function replaceAxis(shape: Shape, axis: number, extent: number): Shape {
  return shape.map((old, index) => (index === axis ? extent : old))
}

function sameChannels(channels: number, vectors: readonly Shape[], op: string): void {
  for (const vector of vectors)
    assert(sameShape(vector, [channels]), `${op} takes vectors of ${channels} channels, not ${renderShape(vector)}`)
}

/** One rule for every operation. */
export const shapeRules: { readonly [Op in OpName]: ShapeRule<Op> } = {
  Input: (_, { shape }) => [shape],
  Constant: (_, { shape, data }) => {
    assert(data.length === elementCount(shape), `a constant ${renderShape(shape)} has as many elements`)
    return [shape]
  },

  Add: binary,
  Sub: binary,
  Mul: binary,
  Div: binary,
  Greater: binary,
  Neg: unary,
  Abs: unary,
  Exp: unary,
  Log: unary,
  Sqrt: unary,
  Sigmoid: unary,
  Relu: unary,
  ReluGrad: equal,
  Clip: unary,
  ClipGrad: equal,
  Sign: unary,
  TopKMask: ([x, k]) => {
    assert(elementCount(k) === 1, 'TopKMask takes one k')
    return [x]
  },

  ReduceSum: ([x], { axes, keepdims }) => {
    assert(
      axes.length > 0 && axes.every((axis) => axis >= 0 && axis < x.length),
      `${renderShape(x)} has the axes ${axes.join(', ')}`,
    )
    return [
      keepdims
        ? x.map((extent, axis) => (axes.includes(axis) ? 1 : extent))
        : x.filter((_, axis) => !axes.includes(axis)),
    ]
  },
  Expand: ([x], { shape }) => {
    assert(sameShape(broadcastShapes(x, shape), shape), `${renderShape(x)} expands to ${renderShape(shape)}`)
    return [shape]
  },
  Reshape: ([x], { shape }) => {
    assert(elementCount(x) === elementCount(shape), `${renderShape(x)} reshapes to ${renderShape(shape)}`)
    return [shape]
  },
  Transpose: ([x], { perm }) => {
    assert(
      perm.length === x.length && x.every((_, axis) => perm.includes(axis)),
      `perm ${perm.join(', ')} orders ${renderShape(x)}`,
    )
    return [perm.map((axis) => x[axis])]
  },
  Concat: (inputs, { axis }) => {
    const extent = inputs.reduce((sum, shape) => sum + shape[axis], 0)
    const joined = replaceAxis(inputs[0], axis, extent)
    for (const shape of inputs)
      assert(
        sameShape(replaceAxis(shape, axis, extent), joined),
        `${renderShape(shape)} joins ${renderShape(inputs[0])} along axis ${axis}`,
      )
    return [joined]
  },
  Slice: ([x], { axis, start, end }) => {
    assert(
      start >= 0 && start < end && end <= x[axis],
      `slice ${start}..${end} lies in axis ${axis} of ${renderShape(x)}`,
    )
    return [replaceAxis(x, axis, end - start)]
  },
  Split: ([x], { axis, sizes }) => {
    const sum = sizes.reduce((total, size) => total + size, 0)
    assert(
      sum === x[axis] && sizes.every((size) => size > 0),
      `pieces of ${sizes.join()} fill axis ${axis} of ${renderShape(x)}`,
    )
    return sizes.map((size) => replaceAxis(x, axis, size))
  },
  Pad: ([x], { axis, before, after }) => {
    assert(
      before >= 0 && after >= 0 && axis < x.length,
      `${before} and ${after} zeros pad axis ${axis} of ${renderShape(x)}`,
    )
    return [replaceAxis(x, axis, x[axis] + before + after)]
  },
  MatMul: ([a, b]) => {
    assert(a.length >= 2 && b.length >= 2 && a.at(-1) === b.at(-2), `${renderShape(a)} times ${renderShape(b)}`)
    return [[...broadcastShapes(a.slice(0, -2), b.slice(0, -2)), a.at(-2)!, b.at(-1)!]]
  },

  Conv: ([x, w, ...bias], attributes) => {
    assert(x[1] === w[1], `Conv: ${renderShape(x)} has the channels of ${renderShape(w)}`)
    sameChannels(w[0], bias, 'Conv')
    return [[x[0], w[0], ...windows(x, [w[2], w[3]], attributes)]]
  },
  ConvTranspose: ([x, w, ...bias], { strides, pads, outputPadding }) => {
    assert(x[1] === w[0], `ConvTranspose: ${renderShape(x)} has the channels of ${renderShape(w)}`)
    sameChannels(w[1], bias, 'ConvTranspose')
    const [top, left, bottom, right] = padsWithin([w[2], w[3]], pads)
    const height = (x[2] - 1) * strides[0] + w[2] - top - bottom + outputPadding[0]
    const width = (x[3] - 1) * strides[1] + w[3] - left - right + outputPadding[1]
    return [[x[0], w[1], ...positive([height, width])]]
  },
  ConvFilterGrad: ([x, dy], attributes) => {
    const [height, width] = windows(x, attributes.kernel, attributes)
    assert(
      dy[0] === x[0] && dy[2] === height && dy[3] === width,
      `${renderShape(dy)} is an output of ${renderShape(x)}`,
    )
    return [[dy[1], x[1], ...attributes.kernel]]
  },
  MaxPool: ([x], attributes) => {
    const y = [x[0], x[1], ...windows(x, attributes.kernel, attributes)]
    return [y, y]
  },
  MaxPoolGrad: ([dy, indices], { shape }) => {
    assert(sameShape(dy, indices), `${renderShape(dy)} has an index for each element, not ${renderShape(indices)}`)
    return [shape]
  },
  Upsample: ([x], { factor }) => [[x[0], x[1], x[2] * factor, x[3] * factor]],
  SumPool: ([x], { factor }) => {
    assert(x[2] % factor === 0 && x[3] % factor === 0, `${renderShape(x)} divides into windows of ${factor}`)
    return [[x[0], x[1], x[2] / factor, x[3] / factor]]
  },
  BatchNorm: ([x, ...vectors]) => {
    sameChannels(x[1], vectors, 'BatchNorm')
    return [x, [x[1]], [x[1]]]
  },
  BatchNormGrad: ([g, x, ...vectors]) => {
    assert(sameShape(g, x), `BatchNormGrad takes equal shapes, not ${renderShape(g)} and ${renderShape(x)}`)
    sameChannels(x[1], vectors, 'BatchNormGrad')
    return [x, [x[1]], [x[1]]]
  },
  BatchNormInference: ([x, ...vectors]) => {
    sameChannels(x[1], vectors, 'BatchNormInference')
    return [x]
  },
  ChannelAffine: ([x, ...vectors]) => {
    sameChannels(x[1], vectors, 'ChannelAffine')
    return [x]
  },
  ChannelDot: ([a, b]) => {
    assert(sameShape(a, b), `ChannelDot takes equal shapes, not ${renderShape(a)} and ${renderShape(b)}`)
    return [[a[1]]]
  },
}
