// A convolution in ONNX, and its gradient by what it is applied to. Figures behind each choice: docs/log.md.
import { intAttribute, intsAttribute, type OnnxAttribute } from '../../formats/onnx/model.ts'
import type { Shape } from '../../core/tensor.ts'
import type { Emitter } from './emitter.ts'
import type { Node } from '../graph.ts'
import { names, windowed } from './rule.ts'

/** Share of idle cores from which on copying the images costs less than it brings. */
const tooIdle = 0.2

/**
 * A Conv. The runtime gives each image to one core, so where those would be too few, each image is convolved by itself, by all cores;
 * filters that are constants are its own business, as it then has another convolution.
 */
function convolve(
  { inputs: [x, w] }: Node<'Conv' | 'ConvTranspose'>,
  e: Emitter,
  { inputs, attributes }: { readonly inputs: readonly string[]; readonly attributes: Record<string, OnnxAttribute> },
): string {
  const images = x.shape[0]
  const apart = e.target === 'cpu' && !e.savesMemory && images > 1 && w.node.op !== 'Constant'
  if (!apart || e.idleShare(images) < tooIdle) return e.add('Conv', inputs, attributes)
  const [name, ...others] = inputs
  const results = e.imagesOf(name, images).map((image) => e.add('Conv', [image, ...others], attributes))
  return e.add('Concat', results, { axis: intAttribute(0) })
}

export function emitConv(node: Node<'Conv'>, e: Emitter): void {
  const [, w] = node.inputs
  const attributes = windowed({ ...node.attributes, kernel: [w.shape[2], w.shape[3]] })
  e.define(node.outputs[0], convolve(node, e, { inputs: names(node, e), attributes }))
}

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
  e.define(node.outputs[0], convolve(node, e, { inputs: [x, turned, ...bias], attributes }))
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
