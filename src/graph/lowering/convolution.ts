// The two gradients of a convolution in ONNX, which has no operator for them. Figures behind each choice: docs/log.md.
import { intAttribute, intsAttribute } from '../../formats/onnx/model.ts'
import type { Shape } from '../../core/tensor.ts'
import type { Emitter } from './emitter.ts'
import type { Node } from '../graph.ts'

/**
 * Stride 1: a Conv with the filters turned by 180 degrees and their channels exchanged (faster than ConvTranspose, which
 * scatters columns). Other strides, and files for any reader: ConvTranspose itself.
 */
export function emitConvTranspose(node: Node<'ConvTranspose'>, e: Emitter): void {
  const [x, w, ...bias] = node.inputs.map((input) => e.nameOf(input))
  const { strides, pads, outputPadding } = node.attributes
  const [outputs, channels, kh, kw] = node.inputs[1].shape
  const stride1 = strides[0] === 1 && strides[1] === 1
  if (!stride1 || e.target === 'portable') {
    const attributes = {
      kernel_shape: intsAttribute([kh, kw]),
      strides: intsAttribute(strides),
      pads: intsAttribute(pads),
      output_padding: intsAttribute(outputPadding),
    }
    return e.define(node.outputs[0], e.add('ConvTranspose', [x, w, ...bias], attributes))
  }
  const exchanged = e.add('Transpose', [w], { perm: intsAttribute([1, 0, 2, 3]) })
  const turned = kh * kw === 1 ? exchanged : turn(e, exchanged, [channels, outputs, kh, kw])
  const [top, left, bottom, right] = pads
  const [extraHeight, extraWidth] = outputPadding
  const turnedPads = [kh - 1 - top, kw - 1 - left, kh - 1 - bottom + extraHeight, kw - 1 - right + extraWidth]
  const attributes = { strides: intsAttribute([1, 1]), pads: intsAttribute(turnedPads) }
  e.define(node.outputs[0], e.add('Conv', [x, turned, ...bias], attributes))
}

/** Filters (O, C, kh, kw) turned by 180 degrees: a Slice backwards, or, three times as fast on a CPU, a product with a permutation. */
function turn(e: Emitter, w: string, [o, c, kh, kw]: Shape): string {
  if (e.target !== 'cpu')
    return e.add('Slice', [w, e.ints([-1, -1]), e.ints([-1e9, -1e9]), e.ints([2, 3]), e.ints([-1, -1])])
  const places = kh * kw
  const backwards = Float32Array.from({ length: places ** 2 }, (_, index) => (index % (places - 1) === 0 ? 1 : 0))
  backwards[0] = backwards[places ** 2 - 1] = 0
  const rows = e.add('Reshape', [w, e.ints([o * c, places])])
  const turned = e.add('MatMul', [rows, e.floats(`backwards[${places}]`, [places, places], backwards)])
  return e.add('Reshape', [turned, e.ints([o, c, kh, kw])])
}

/** x (N, C, H, W), dy (N, O, H', W') -> (O, C, kh, kw). */
export function emitFilterGrad(node: Node<'ConvFilterGrad'>, e: Emitter): void {
  const { kernel, strides } = node.attributes
  const stride1 = strides[0] === 1 && strides[1] === 1
  const name = stride1 && kernel[0] > 1 ? byCrossedShifts(node, e) : byShifts(node, e)
  e.define(node.outputs[0], name)
}

/** a (N, M, P) times the transpose of b (N, K, P), summed over N: (M, K). */
function sumOfProducts(e: Emitter, a: string, b: string): string {
  const products =
    e.target === 'cpu'
      ? e.add('FusedMatMul', [a, b], { transB: intAttribute(1) }, 'com.microsoft')
      : e.add('MatMul', [a, e.add('Transpose', [b], { perm: intsAttribute([0, 2, 1]) })])
  return e.add('ReduceSum', [products, e.ints([0])], { keepdims: intAttribute(0) })
}

/** dw[o, c, i, j] = sum over n, h, w of dy[n, o, h, w] x[n, c, h s + i, w s + j]: one product for each i, of all j side by side. */
function byShifts(node: Node<'ConvFilterGrad'>, e: Emitter): string {
  const [x, dy] = node.inputs.map((input) => e.nameOf(input))
  const [n, channels] = node.inputs[0].shape
  const [, outputs, height, width] = node.inputs[1].shape
  const [kh, kw] = node.attributes.kernel
  const rows = e.add('Reshape', [dy, e.extents([n, outputs, height * width])])
  const shift = shiftsOf(node, x, e)
  const products = Array.from({ length: kh }, (_row, i) => {
    const shifts = Array.from({ length: kw }, (_column, j) => shift(i, j))
    const side = shifts.length === 1 ? shifts[0] : e.add('Concat', shifts, { axis: intAttribute(1) })
    return sumOfProducts(e, rows, e.add('Reshape', [side, e.extents([n, kw * channels, height * width])]))
  })
  // Not by two Reshapes in a row: the runtime would make a new node of them, which it then puts first of all leaves (emit.ts).
  if (kh * kw === 1) return e.add('Reshape', [products[0], e.ints([outputs, channels, 1, 1])])
  const blocks = products.map((product) => e.add('Reshape', [product, e.ints([outputs, 1, kw, channels])]))
  const stacked = e.add('Concat', blocks, { axis: intAttribute(1) })
  return e.add('Transpose', [stacked], { perm: intsAttribute([0, 3, 1, 2]) })
}

/** What is multiplied with dy for place (i, j) of the filters: x[n, c, h s + i, w s + j], (N, C, H', W'). */
function shiftsOf(node: Node<'ConvFilterGrad'>, x: string, e: Emitter): (i: number, j: number) => string {
  const [, channels, xHeight, xWidth] = node.inputs[0].shape
  const [, , height, width] = node.inputs[1].shape
  const { kernel, strides, pads } = node.attributes
  const [top, left, bottom, right] = pads
  const [s] = strides
  if (kernel[0] * kernel[1] > 1 && s > 1 && strides[1] === s) {
    // Rows and columns h s + i of x become rows and columns next to each other, which are copied much faster.
    const toWhole = (extent: number) => (s - (extent % s)) % s
    const wholePads = [top, left, bottom + toWhole(xHeight + top + bottom), right + toWhole(xWidth + left + right)]
    const phases = e.add('SpaceToDepth', [padPlane(e, x, wholePads)], { blocksize: intAttribute(s) })
    return (i, j) => {
      const start = [channels * (s * (i % s) + (j % s)), Math.floor(i / s), Math.floor(j / s)]
      const end = [start[0] + channels, start[1] + height, start[2] + width]
      return e.add('Slice', [phases, e.ints(start), e.ints(end), e.ints([1, 2, 3])])
    }
  }
  const padded = padPlane(e, x, pads)
  if (kernel[0] * kernel[1] * strides[0] * strides[1] === 1) return () => padded
  return (i, j) => {
    const ends = [i + strides[0] * (height - 1) + 1, j + strides[1] * (width - 1) + 1]
    return e.add('Slice', [padded, e.ints([i, j]), e.ints(ends), e.ints([2, 3]), e.ints(strides)])
  }
}

/**
 * Stride 1, k x k: x is shifted along the width only (k copies) and dy along the height only (k copies), and k large products
 * hold all k x k filter gradients. With x padded to (H + 2p, W) and dy to the same height:
 * dw[o, c, i, j] = sum over n, r, w of dy[n, o, r - i, w] x[n, c, r, w + j].
 * Where the gradients are larger than the planes, as in deep layers, images are laid side by side and summed by the product itself.
 */
function byCrossedShifts(node: Node<'ConvFilterGrad'>, e: Emitter): string {
  const [x, dy] = node.inputs.map((input) => e.nameOf(input))
  const [n, channels] = node.inputs[0].shape
  const [, outputs, height, width] = node.inputs[1].shape
  const {
    kernel: [kh, kw],
    pads: [top, left, bottom, right],
  } = node.attributes
  const isDeep = kh * kw * outputs * channels > (outputs + channels) * height * width
  const laid = (name: string) => (isDeep ? e.add('Transpose', [name], { perm: intsAttribute([1, 0, 2, 3]) }) : name)
  const rowsOf = (name: string, count: number) => {
    const shape = isDeep ? e.ints([1, count, -1]) : e.extents([n, count, (height + kh - 1) * width])
    return e.add('Reshape', [name, shape])
  }
  // Its zeros between copies cost 25 MB at the peak of a training that saves memory.
  const stack = isDeep || e.savesMemory ? stackOfPads(node, laid(dy), { e, isDeep }) : stackBetweenZeros(node, dy, e)
  const dyStack = rowsOf(stack, outputs * kh)
  const wide = laid(x)
  const columns = Array.from({ length: kw }, (_, j) => {
    const shift = padPlane(e, wide, [top, left - j, bottom, right - (kw - 1 - j)])
    const product = sumOfProducts(e, dyStack, rowsOf(shift, channels))
    return e.add('Reshape', [product, e.ints([outputs, kh, 1, channels])])
  })
  const stacked = e.add('Concat', columns, { axis: intAttribute(2) })
  return e.add('Transpose', [stacked], { perm: intsAttribute([0, 3, 1, 2]) })
}

/**
 * kh copies of each plane of dy (N, O, H', W'), each shifted down by one row more, in one go: dy, zeros, dy, zeros, dy, with as many
 * zeros between two copies as follow the one and lead the other. (N, O, kh (H' + kh - 1) W').
 */
function stackBetweenZeros({ inputs, attributes }: Node<'ConvFilterGrad'>, dy: string, e: Emitter): string {
  const [n, outputs, height, width] = inputs[1].shape
  const [kh] = attributes.kernel
  const plane = e.add('Reshape', [dy, e.extents([n, outputs, height * width])])
  const zeros = e.add('Expand', [e.scalar(0), e.extents([n, outputs, kh * width])])
  const pieces = Array.from({ length: 2 * kh - 1 }, (_, index) => (index % 2 === 0 ? plane : zeros))
  return e.add('Concat', pieces, { axis: intAttribute(2) })
}

/** The same copy by copy; for dy laid out as (O, N, H', W') where it is deep: (O, kh, N (H' + kh - 1) W'). */
function stackOfPads(
  { inputs, attributes }: Node<'ConvFilterGrad'>,
  dy: string,
  { e, isDeep }: { readonly e: Emitter; readonly isDeep: boolean },
): string {
  const [n, outputs, height, width] = inputs[1].shape
  const [kh] = attributes.kernel
  const shape = isDeep ? e.ints([outputs, 1, -1]) : e.extents([n, outputs, (height + kh - 1) * width])
  const shifts = Array.from({ length: kh }, (_, i) => e.add('Reshape', [padPlane(e, dy, [i, 0, kh - 1 - i, 0]), shape]))
  return e.add('Concat', shifts, { axis: intAttribute(isDeep ? 1 : 2) })
}

/** Zeros around the planes of (N, C, H, W); negative amounts cut instead. */
function padPlane(e: Emitter, x: string, [top, left, bottom, right]: readonly number[]): string {
  if (top === 0 && left === 0 && bottom === 0 && right === 0) return x
  return e.add('Pad', [x, e.ints([0, 0, top, left, 0, 0, bottom, right])])
}
