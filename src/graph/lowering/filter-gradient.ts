// The gradient of a convolution by its filters, for which ONNX has no operator. Figures behind each choice: docs/log.md.
import { elementCount } from '../../core/tensor.ts'
import { intAttribute, intsAttribute } from '../../formats/onnx/model.ts'
import type { Node } from '../graph.ts'
import type { Pair, WindowAttributes } from '../operations.ts'
import type { Emitter } from './emitter.ts'
import { windowed } from './rule.ts'

/**
 * x (N, C, H, W), dy (N, O, H', W') -> (O, C, kh, kw): dw[o, c, i, j] = sum over n, h, w of dy[n, o, h, w] x[n, c, h s + i, w s + j], as
 * one product of two stacks of shifted copies. Where memory counts, a few shifts of x at a time.
 */
export function emitFilterGrad(node: Node<'ConvFilterGrad'>, e: Emitter): void {
  const [x, dy] = node.inputs.map((input) => e.nameOf(input))
  const { ofX, ofDy } = divisionOf(node, e)
  const [outputs, channels] = node.outputs[0].shape
  const [inX, inDy] = [count(ofX.kernel), count(ofDy.kernel)]
  const rows = rowsFor(node, e)
  const dyRows = rows(shifts(e, dy, { channels: outputs, window: ofDy, places: backwards(inDy) }), outputs * inDy)
  const atOnce = e.savesMemory ? Math.floor(Math.sqrt(inX)) : inX
  const products = inPieces(forwards(inX), atOnce).map((places) => {
    const stack = shifts(e, x, { channels, window: ofX, places })
    const product = sumOfProducts(node, e, [dyRows, rows(stack, channels * places.length)])
    return { product, places: places.length }
  })
  e.define(node.outputs[0], sorted(node, e, { products, inDy }))
}

/**
 * Products (O places of dy, C places of x), one after the other by the places of x, as (O, C, kh, kw). The last node is a Transpose or the
 * only Reshape: of two Reshapes, or of a Transpose and a Reshape, the runtime would make a new node, which it then puts first of all
 * leaves (emit.ts).
 */
function sorted(
  { outputs: [dw] }: Node<'ConvFilterGrad'>,
  e: Emitter,
  { products, inDy }: { products: readonly { readonly product: string; readonly places: number }[]; inDy: number },
): string {
  const [outputs, channels, kh, kw] = dw.shape
  const side = (places: number) => (inDy === kh * kw ? [outputs, kh, kw, channels] : [outputs, inDy, channels, places])
  const isWhole = products.length === 1
  if (isWhole && inDy === 1) return e.add('Reshape', [products[0].product, e.ints(dw.shape)])
  const parts = products.map(({ product, places }) => e.add('Reshape', [product, e.ints(side(places))]))
  const joined = isWhole ? parts[0] : e.add('Concat', parts, { axis: intAttribute(3) })
  if (inDy === 1) return e.add('Reshape', [joined, e.ints(dw.shape)])
  return e.add('Transpose', [joined], { perm: intsAttribute(inDy === kh * kw ? [0, 3, 1, 2] : [0, 2, 1, 3]) })
}

type Window = WindowAttributes & { readonly kernel: Pair }

/** Which shifts the copies of x hold, and which those of dy. */
interface Division {
  readonly ofX: Window
  readonly ofDy: Window
}

const none: Window = { kernel: [1, 1], strides: [1, 1], pads: [0, 0, 0, 0] }

/**
 * Either stack may hold the shifts of the rows, of the columns, of both or of none: the division that copies least, or, where memory
 * counts, the one with both. In deep layers copies cost less than sorting the product, which is in order where x has all shifts.
 */
function divisionOf(node: Node<'ConvFilterGrad'>, e: Emitter): Division {
  const { inputs, attributes } = node
  const { kernel, strides, pads } = attributes
  const [kh, kw] = kernel
  const [top, left, bottom, right] = pads
  const allOfX = { ofX: attributes, ofDy: none }
  const crossed = {
    ofX: { kernel: [1, kw], strides, pads },
    ofDy: { kernel: [kh, 1], strides, pads: [kh - 1, 0, kh - 1, 0] },
  } as const
  const dyPads = [kh - 1 - top, kw - 1 - left, kh - 1 - bottom, kw - 1 - right] as const
  const allOfDy = { ofX: none, ofDy: { kernel, strides, pads: dyPads } }
  if (count(strides) > 1) return allOfX
  if (e.savesMemory) return kh > 1 ? crossed : allOfX
  if (isDeep(node)) return allOfX
  const [channels, outputs] = inputs.map(({ shape }) => shape[1])
  const copies = ({ ofX, ofDy }: Division) => channels * count(ofX.kernel) + outputs * count(ofDy.kernel)
  const possible: readonly Division[] = dyPads.every((pad) => pad >= 0) ? [allOfX, crossed, allOfDy] : [allOfX, crossed]
  return possible.reduce((best, one) => (copies(one) < copies(best) ? one : best))
}

const count = ([height, width]: Pair): number => height * width
const forwards = (length: number): number[] => Array.from({ length }, (_, place) => place)
const backwards = (length: number): number[] => forwards(length).toReversed()
const inPieces = (places: readonly number[], size: number): number[][] =>
  places.flatMap((first) => (first % size === 0 ? [places.slice(first, first + size)] : []))

/**
 * What places of a window see: (N, C, H, W) -> (N, C places, H', W'), zeros where that lies outside. A convolution of each channel with
 * filters that are 1 at one place: all cores compute it, where Pad, Slice and SpaceToDepth have one.
 */
function shifts(
  e: Emitter,
  x: string,
  {
    channels,
    window,
    places,
  }: { readonly channels: number; readonly window: Window; readonly places: readonly number[] },
): string {
  const { kernel, strides } = window
  const size = count(kernel)
  if (size * count(strides) === 1 && window.pads.every((pad) => pad === 0)) return x
  // A convolution of each channel by a single constant would be given another layout, which costs two copies more.
  if (places.length === 1 && count(strides) === 1) return shifted(e, x, window, places[0])
  const filters = new Float32Array(channels * places.length * size)
  for (let row = 0; row < channels * places.length; row++) filters[row * size + places[row % places.length]] = 1
  const name = `places[${channels};${kernel.join(',')};${places.join(',')}]`
  const weights = e.floats(name, [channels * places.length, 1, ...kernel], filters)
  return e.add('Conv', [x, weights], { group: intAttribute(channels), ...windowed(window) })
}

/** One place alone, without strides: zeros around the planes, and negative amounts that cut. */
function shifted(e: Emitter, x: string, { kernel: [kh, kw], pads }: Window, place: number): string {
  const [top, left, bottom, right] = pads
  const [i, j] = [Math.floor(place / kw), place % kw]
  return e.add('Pad', [x, e.ints([0, 0, top - i, left - j, 0, 0, bottom - (kh - 1 - i), right - (kw - 1 - j)])])
}

/** Whether the gradient is larger than the planes that it is computed from. */
function isDeep({ inputs: [x, dy], outputs: [dw] }: Node<'ConvFilterGrad'>): boolean {
  const [, outputs, height, width] = dy.shape
  return elementCount(dw.shape) > (outputs + x.shape[1]) * height * width
}

/**
 * Stacks (N, M, H, W) as rows of a product: (N, M, H W). In deep layers images are laid side by side and summed by the product itself:
 * (1, M, N H W).
 */
function rowsFor(node: Node<'ConvFilterGrad'>, e: Emitter) {
  const [n] = node.inputs[0].shape
  return (name: string, rows: number): string => {
    if (!isDeep(node)) return e.add('Reshape', [name, e.extents([n, rows, -1])])
    const laid = e.add('Transpose', [name], { perm: intsAttribute([1, 0, 2, 3]) })
    return e.add('Reshape', [laid, e.ints([1, rows, -1])])
  }
}

/** a (N, M, P) times the transpose of b (N, K, P), summed over N: (M, K); in deep layers, where N is 1, (1, M, K). */
function sumOfProducts(node: Node<'ConvFilterGrad'>, e: Emitter, [a, b]: readonly [string, string]): string {
  const products =
    e.target === 'cpu'
      ? e.add('FusedMatMul', [a, b], { transB: intAttribute(1) }, 'com.microsoft')
      : e.add('MatMul', [a, e.add('Transpose', [b], { perm: intsAttribute([0, 2, 1]) })])
  return isDeep(node) ? products : e.add('ReduceSum', [products, e.ints([0])], { keepdims: intAttribute(0) })
}
