// Convolutions and their gradients on WebGPU, channels last. What each choice is for: docs/decisions.
import { intAttribute, intsAttribute } from '../../../formats/onnx/model.ts'
import type { Node } from '../../graph.ts'
import type { Pair } from '../../operations.ts'
import type { Emitter } from '../emitter.ts'
import { windowed } from '../rule.ts'
import { addLast, roomFor } from './channels-last.ts'
import { divisorsOf, sumOfFirst, ADDED_IN_PLACE } from './sums.ts'

/** Planes of one size, channels last: their name, and (N, H, W, C). */
interface Planes {
  readonly name: string
  readonly shape: readonly [number, number, number, number]
}

type Sides = readonly [number, number, number, number]

export function emitConv(node: Node<'Conv'>, e: Emitter): void {
  const [x, w, ...bias] = node.inputs
  const inputs = [e.lastOf(x), ...[w, ...bias].map((value) => e.nameOf(value))]
  const attributes = windowed({ ...node.attributes, kernel: [w.shape[2], w.shape[3]] })
  e.defineLast(node.outputs[0], addLast(e, 'Conv', { inputs, attributes }))
}

/** Stride 1: a product where the kernel is one place, else a Conv with the filters turned; other strides: ConvTranspose itself. */
export function emitConvTranspose(node: Node<'ConvTranspose'>, e: Emitter): void {
  const [x, weights, ...rest] = node.inputs
  const [from, w, ...bias] = [e.lastOf(x), ...[weights, ...rest].map((value) => e.nameOf(value))]
  const { strides, pads, outputPadding } = node.attributes
  const [outputs, channels, kh, kw] = weights.shape
  const [top, left, bottom, right] = pads
  const isPlain = strides[0] * strides[1] === 1
  const name = (() => {
    if (!isPlain) {
      const attributes = {
        ...windowed({ strides, pads, kernel: [kh, kw] }),
        output_padding: intsAttribute(outputPadding),
      }
      return addLast(e, 'ConvTranspose', { inputs: [from, w, ...bias], attributes })
    }
    const isOnePlace = kh * kw === 1 && [...pads, ...outputPadding].every((amount) => amount === 0)
    if (isOnePlace && bias.length === 0)
      return e.add('MatMul', [from, e.add('Reshape', [w, e.ints([outputs, channels])])])
    const exchanged = e.add('Transpose', [w], { perm: intsAttribute([1, 0, 2, 3]) })
    const backwards = [e.ints([-1, -1]), e.ints([-1e9, -1e9]), e.ints([2, 3]), e.ints([-1, -1])]
    const turned = kh * kw === 1 ? exchanged : e.add('Slice', [exchanged, ...backwards])
    const turnedPads: Sides = [
      kh - 1 - top,
      kw - 1 - left,
      kh - 1 - bottom + outputPadding[0],
      kw - 1 - right + outputPadding[1],
    ]
    return addLast(e, 'Conv', {
      inputs: [from, turned, ...bias],
      attributes: windowed({ strides: [1, 1], pads: turnedPads, kernel: [kh, kw] }),
    })
  })()
  e.defineLast(node.outputs[0], name)
}

/** x (N, C, H, W), dy (N, O, H', W') -> (O, C, kh, kw). */
export function emitFilterGrad(node: Node<'ConvFilterGrad'>, e: Emitter): void {
  const [x, dy] = node.inputs.map((value): Planes => {
    const [n, channels, height, width] = value.shape
    return { name: e.lastOf(value), shape: [n, height, width, channels] }
  })
  const { kernel, strides, pads } = node.attributes
  const {
    shape: [outputs, channels],
  } = node.outputs[0]
  const isPlain = strides[0] * strides[1] === 1
  const name = (() => {
    if (isPlain) return inOrder(e, crossed(e, { x, dy, kernel, pads }), [outputs, channels, ...kernel])
    if (kernel[0] * kernel[1] === 1)
      return inOrder(e, crossed(e, { x: everyStep(e, x, { dy, strides, pads }), dy, kernel, pads: [0, 0, 0, 0] }), [
        outputs,
        channels,
        1,
        1,
      ])
    return byPhases(e, { x, dy, node })
  })()
  e.define(node.outputs[0], name)
}

/** (O, kh, C, kw) -> (O, C, kh, kw). */
function inOrder(e: Emitter, name: string, [outputs, channels, kh, kw]: readonly number[]): string {
  if (kh * kw === 1) return e.add('Reshape', [name, e.ints([outputs, channels, 1, 1])])
  const apart = e.add('Reshape', [name, e.ints([outputs, kh, channels, kw])])
  return e.add('Transpose', [apart], { perm: intsAttribute([0, 2, 1, 3]) })
}

/** What a kernel of one place meets: every s-th row and column of x. */
function everyStep(
  e: Emitter,
  x: Planes,
  { dy, strides, pads }: { readonly dy: Planes; readonly strides: Pair; readonly pads: Sides },
): Planes {
  const [, height, width] = dy.shape
  const ends = [strides[0] * (height - 1) + 1, strides[1] * (width - 1) + 1]
  const name = e.add('Slice', [padded(e, x.name, pads), e.ints([0, 0]), e.ints(ends), e.ints([1, 2]), e.ints(strides)])
  return { name, shape: [x.shape[0], height, width, x.shape[3]] }
}

/**
 * Strides s > 1: the s s phases of x become channels, so that a step of dy is a step of x, and kernel place s i + a is place i of phase a.
 * Kernels that are no multiple of s have places beyond their end, which are cut off.
 */
function byPhases(
  e: Emitter,
  { x, dy, node }: { readonly x: Planes; readonly dy: Planes; readonly node: Node<'ConvFilterGrad'> },
): string {
  const {
    kernel,
    strides: [down, across],
    pads: [top, left],
  } = node.attributes
  const [n, height, width, channels] = x.shape
  const [, rows, columns, outputs] = dy.shape
  const [kh, kw] = [Math.ceil(kernel[0] / down), Math.ceil(kernel[1] / across)]
  const blocks = [rows + kh - 1, columns + kw - 1]
  const whole = padded(e, x.name, [top, left, down * blocks[0] - height - top, across * blocks[1] - width - left])
  const apart = e.add('Reshape', [whole, e.ints([n, blocks[0], down, blocks[1], across, channels])])
  const phases = e.add('Transpose', [apart], { perm: intsAttribute([0, 1, 3, 2, 4, 5]) })
  const depth = down * across * channels
  const laid = e.add('Reshape', [phases, e.ints([n, ...blocks, depth])])
  const product = crossed(e, {
    x: { name: laid, shape: [n, blocks[0], blocks[1], depth] },
    dy,
    kernel: [kh, kw],
    pads: [0, 0, 0, 0],
  })
  const places = e.add('Reshape', [product, e.ints([outputs, kh, down, across, channels, kw])])
  const ordered = e.add('Transpose', [places], { perm: intsAttribute([0, 4, 1, 2, 5, 3]) })
  const all = e.add('Reshape', [ordered, e.ints([outputs, channels, kh * down, kw * across])])
  if (kh * down === kernel[0] && kw * across === kernel[1]) return all
  return e.add('Slice', [all, e.ints([0, 0]), e.ints(kernel), e.ints([2, 3])])
}

/**
 * Stride 1: kh copies of dy, each a row further down, times kw copies of x, each a column further left:
 * dw[o, i, c, j] = sum over n, r, w of dy[n, r - i, w, o] x[n, r, w + j, c], with x padded. (O, kh, C, kw) as (O kh, C kw).
 */
function crossed(
  e: Emitter,
  {
    x,
    dy,
    kernel: [kh, kw],
    pads,
  }: { readonly x: Planes; readonly dy: Planes; readonly kernel: Pair; readonly pads: Sides },
): string {
  const [n, , , channels] = x.shape
  const [, height, width, outputs] = dy.shape
  const down = copies(e, dy, { count: kh, axis: 0, pads: [kh - 1, 0, kh - 1, 0] })
  const along = copies(e, x, { count: kw, axis: 1, pads })
  const product = sumOfProducts(e, [down, along], {
    n,
    places: (height + kh - 1) * width,
    rows: outputs * roomFor(kh),
    columns: channels * roomFor(kw),
  })
  if (roomFor(kh) === kh && roomFor(kw) === kw) return product
  const apart = e.add('Reshape', [product, e.ints([outputs, roomFor(kh), channels, roomFor(kw)])])
  return e.add('Slice', [apart, e.ints([0, 0]), e.ints([kh, kw]), e.ints([1, 3])])
}

/** `count` shifted copies of each channel next to each other, by a grouped convolution with filters of one 1 each. */
function copies(
  e: Emitter,
  { name, shape: [, , , channels] }: Planes,
  { count, axis, pads }: { readonly count: number; readonly axis: 0 | 1; readonly pads: Sides },
): string {
  if (count === 1) return padded(e, name, pads)
  const kernel: Pair = axis === 0 ? [count, 1] : [1, count]
  const filters = new Float32Array(channels * roomFor(count) * count)
  // Down means that copy i starts i rows later, along that copy j starts j columns earlier.
  for (let channel = 0; channel < channels; channel++)
    for (let copy = 0; copy < count; copy++)
      filters[(channel * roomFor(count) + copy) * count + (axis === 0 ? count - 1 - copy : copy)] = 1
  const shape = [channels * roomFor(count), 1, ...kernel]
  const w = e.floats(`${axis === 0 ? 'down' : 'along'}[${channels},${count}]`, shape, filters)
  const attributes = { ...windowed({ strides: [1, 1], pads, kernel }), group: intAttribute(channels) }
  return addLast(e, 'Conv', { inputs: [name, w], attributes })
}

/** A product's 32x32 tiles, each of which one group of threads computes: so many keep a large card busy. */
const BUSY = 1024

interface Product {
  readonly n: number
  /** The inner extent of each image. */
  readonly places: number
  readonly rows: number
  readonly columns: number
}

/** The transpose of a (N, places, rows) times b (N, places, columns), summed over N: (rows, columns), with the inner extent in parts. */
function sumOfProducts(e: Emitter, [a, b]: readonly [string, string], product: Product): string {
  const { n, places, rows, columns } = product
  const count = n * partsOf(product)
  const inner = (n * places) / count
  const left = e.add('Reshape', [a, e.ints([count, inner, rows])])
  const turned = e.add('Transpose', [left], { perm: intsAttribute([0, 2, 1]) })
  const products = e.add('MatMul', [turned, e.add('Reshape', [b, e.ints([count, inner, columns])])])
  return sumOfFirst(e, products, count, rows * columns)
}

/** Parts of the inner extent: as few as keep the card busy, and no more than are added in place. */
function partsOf({ n, places, rows, columns }: Product): number {
  const tiles = n * Math.ceil(rows / 32) * Math.ceil(columns / 32)
  const allowed = divisorsOf(places).filter((parts) => n * parts < ADDED_IN_PLACE && places / parts >= 64)
  // Four elements are read at once where they divide the extent.
  const fast = allowed.filter((parts) => (places / parts) % 4 === 0)
  const candidates = fast.length > 0 ? fast : allowed
  return candidates.find((parts) => tiles * parts >= BUSY) ?? candidates.at(-1) ?? 1
}

/** Zeros around planes with channels last; negative amounts cut instead. */
function padded(e: Emitter, name: string, [top, left, bottom, right]: Sides): string {
  if (top === 0 && left === 0 && bottom === 0 && right === 0) return name
  return e.add('Pad', [name, e.ints([0, top, left, 0, 0, bottom, right, 0])])
}
