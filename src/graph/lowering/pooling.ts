// Max-pooling and its gradient in ONNX: by the indices of MaxPool, or, where a provider gives none, by comparing.
import { elementCount } from '../../core/tensor.ts'
import { intAttribute, intsAttribute, stringAttribute } from '../../formats/onnx/model.ts'
import type { Emitter } from './emitter.ts'
import type { Node } from '../graph.ts'

/** ONNX `TensorProto.DataType` FLOAT. */
const FLOAT = 1
/** Below every value: what lies around the image never wins. */
const LOWEST = -3.4e38

/** Outputs y, and where each maximum was: flat indices (int64), or on WebGPU its place in the window (float), row by row. */
export function emitMaxPool(node: Node<'MaxPool'>, e: Emitter): void {
  const [x] = node.inputs.map((input) => e.nameOf(input))
  const [y, where] = node.outputs
  const { kernel, strides, pads } = node.attributes
  const attributes = {
    kernel_shape: intsAttribute(kernel),
    strides: intsAttribute(strides),
    pads: intsAttribute(pads),
  }
  const outputs = e.isUsed(where) && e.target !== 'webgpu' ? 2 : 1
  const [name, indices] = e.addAll('MaxPool', [x], { attributes, outputs })
  e.define(y, name)
  if (e.isUsed(where)) e.define(where, e.target === 'webgpu' ? firstPlaces(node, { x, y: name }, e) : indices)
}

/** The place of the first element of each window that equals its maximum, as PyTorch and ONNX count ties. */
function firstPlaces(
  { attributes: { kernel, strides, pads }, outputs: [{ shape }] }: Node<'MaxPool'>,
  { x, y }: { readonly x: string; readonly y: string },
  e: Emitter,
): string {
  const [top, left, bottom, right] = pads
  const padded = e.add('Pad', [x, e.ints([0, 0, top, left, 0, 0, bottom, right]), e.scalar(LOWEST)])
  const [, , height, width] = shape
  let first = e.scalar(kernel[0] * kernel[1])
  // From the last place to the first, so that the first one stays.
  for (const { index, i, j } of placesOf(kernel).toReversed()) {
    const ends = [i + strides[0] * (height - 1) + 1, j + strides[1] * (width - 1) + 1]
    const shifted = e.add('Slice', [padded, e.ints([i, j]), e.ints(ends), e.ints([2, 3]), e.ints(strides)])
    first = e.add('Where', [e.add('Equal', [shifted, y]), e.scalar(index), first])
  }
  return first
}

/** Adds each dy where its maximum was. */
export function emitMaxPoolGrad(node: Node<'MaxPoolGrad'>, e: Emitter): void {
  const [dy, where] = node.inputs.map((input) => e.nameOf(input))
  e.define(
    node.outputs[0],
    e.target === 'webgpu' ? spread(node, { dy, places: where }, e) : scatter(node, dy, where, e),
  )
}

function scatter({ attributes: { shape } }: Node<'MaxPoolGrad'>, dy: string, indices: string, e: Emitter): string {
  const zeros = e.add('Expand', [e.scalar(0), e.ints([elementCount(shape)])])
  const [flatIndices, flatDy] = [indices, dy].map((name) => e.add('Reshape', [name, e.ints([-1])]))
  const sums = e.add('ScatterElements', [zeros, flatIndices, flatDy], { reduction: stringAttribute('add') })
  return e.add('Reshape', [sums, e.extents(shape)])
}

/**
 * Window (a, b) has its place (i, j) at row s a + i - p, so the rows r of one phase (r mod s) are a map as small as dy, shifted:
 * all phases are summed on their own and then laid into each other.
 */
function spread(
  { attributes: { shape, kernel, strides, pads }, inputs }: Node<'MaxPoolGrad'>,
  { dy, places }: { readonly dy: string; readonly places: string },
  e: Emitter,
): string {
  const [n, channels, height, width] = shape
  const [, , rows, columns] = inputs[0].shape
  const blocks = [Math.ceil(height / strides[0]), Math.ceil(width / strides[1])]
  const phases = new Map<number, string>()
  for (const { index, i, j } of placesOf(kernel)) {
    const [down, across] = [i - pads[0], j - pads[1]]
    const shift = [Math.floor(down / strides[0]), Math.floor(across / strides[1])]
    const hit = e.add('Cast', [e.add('Equal', [places, e.scalar(index)])], { to: intAttribute(FLOAT) })
    const after = [blocks[0] - rows - shift[0], blocks[1] - columns - shift[1]]
    const amounts = e.ints([0, 0, ...shift, 0, 0, ...after])
    const part = e.add('Pad', [e.add('Mul', [dy, hit]), amounts])
    const phase = (down - strides[0] * shift[0]) * strides[1] + (across - strides[1] * shift[1])
    const sum = phases.get(phase)
    phases.set(phase, sum === undefined ? part : e.add('Add', [sum, part]))
  }
  const count = strides[0] * strides[1]
  const nothing = (): string => e.add('Expand', [e.scalar(0), e.ints([n, channels, ...blocks])])
  const ordered = Array.from({ length: count }, (_, phase) => phases.get(phase) ?? nothing())
  // (N, s s, C, B, B') -> (N, C, B, s, B', s)
  const stacked = e.add('Concat', ordered, { axis: intAttribute(1) })
  const apart = e.add('Reshape', [stacked, e.ints([n, ...strides, channels, ...blocks])])
  const woven = e.add('Transpose', [apart], { perm: intsAttribute([0, 3, 4, 1, 5, 2]) })
  const whole = [blocks[0] * strides[0], blocks[1] * strides[1]]
  const joined = e.add('Reshape', [woven, e.ints([n, channels, ...whole])])
  if (whole[0] === height && whole[1] === width) return joined
  return e.add('Slice', [joined, e.ints([0, 0]), e.ints([height, width]), e.ints([2, 3])])
}

/** The places of a window, row by row. */
function placesOf([height, width]: readonly [number, number]): { index: number; i: number; j: number }[] {
  return Array.from({ length: height * width }, (_, index) => ({
    index,
    i: Math.floor(index / width),
    j: index % width,
  }))
}
