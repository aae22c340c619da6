// Convolutions and their input gradients on WebGPU, channels last. What each choice is for: docs/decisions.
import { intAttribute, intsAttribute, stringAttribute } from '../../../formats/onnx/model.ts'
import type { Node } from '../../graph.ts'
import type { Emitter } from '../emitter.ts'
import { windowed } from '../rule.ts'
import { addLast, everyStep, planesOf, type Sides } from './channels-last.ts'

/** A kernel of one place is a product that reads the filters as they lie; the runtime's own turns them first, unless they are constants. */
export function emitConv(node: Node<'Conv'>, e: Emitter): void {
  const [x, w, ...bias] = node.inputs
  const [outputs, channels, kh, kw] = w.shape
  if (kh * kw === 1 && bias.length === 0 && w.node.op !== 'Constant') {
    const { name, shape } = everyStep(e, planesOf(e, x), { to: node.outputs[0].shape, ...node.attributes })
    const [n, height, width] = shape
    const rows = e.add('Reshape', [name, e.ints([n * height * width, channels])])
    const filters = e.add('Reshape', [e.nameOf(w), e.ints([outputs, channels])])
    const product = e.add('Gemm', [rows, filters], { transB: intAttribute(1) })
    return e.defineLast(node.outputs[0], e.add('Reshape', [product, e.ints([n, height, width, outputs])]))
  }
  const inputs = [e.lastOf(x), ...[w, ...bias].map((value) => e.nameOf(value))]
  const attributes = windowed({ ...node.attributes, kernel: [kh, kw] })
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
    const turned = turnedFilters(e, w, weights.shape)
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

/** Filters (O, C, kh, kw) turned by 180 degrees, with their channels exchanged: a product with a permutation of the places. */
function turnedFilters(e: Emitter, w: string, [outputs, channels, kh, kw]: readonly number[]): string {
  const places = kh * kw
  const backwards = Float32Array.from({ length: places ** 2 }, (_, index) =>
    Math.floor(index / places) + (index % places) === places - 1 ? 1 : 0,
  )
  const rows = e.add('Reshape', [w, e.ints([outputs, channels, places])])
  const turned = e.add('Einsum', [rows, e.floats(`backwards[${places}]`, [places, places], backwards)], {
    equation: stringAttribute('ocp,pq->coq'),
  })
  return e.add('Reshape', [turned, e.ints([channels, outputs, kh, kw])])
}
