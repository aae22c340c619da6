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
  const turned = turn(e, w, [outputs, channels, kh, kw])
  const [top, left, bottom, right] = pads
  const [extraHeight, extraWidth] = outputPadding
  const turnedPads = [kh - 1 - top, kw - 1 - left, kh - 1 - bottom + extraHeight, kw - 1 - right + extraWidth]
  const attributes = { strides: intsAttribute([1, 1]), pads: intsAttribute(turnedPads) }
  e.define(node.outputs[0], convolve(node, e, { inputs: [x, turned, ...bias], attributes }))
}

/**
 * Filters (O, C, kh, kw) turned by 180 degrees and with their channels exchanged, (C, O, kh, kw). On a CPU a product with a permutation of
 * the places, which reads the channels exchanged: all cores compute it, where Transpose and Slice have one.
 */
function turn(e: Emitter, w: string, [o, c, kh, kw]: Shape): string {
  const places = kh * kw
  if (places === 1 || e.target !== 'cpu') {
    const exchanged = e.add('Transpose', [w], { perm: intsAttribute([1, 0, 2, 3]) })
    if (places === 1) return exchanged
    return e.add('Slice', [exchanged, e.ints([-1, -1]), e.ints([-1e9, -1e9]), e.ints([2, 3]), e.ints([-1, -1])])
  }
  const backwards = new Float32Array(places ** 2)
  for (let place = 0; place < places; place++) backwards[place * places + places - 1 - place] = 1
  const rows = e.add('Reshape', [w, e.ints([o, c, places])])
  const turned = e.add(
    'FusedMatMul',
    [rows, e.floats(`backwards[${places}]`, [1, places, places], backwards)],
    { transBatchA: intAttribute(1) },
    'com.microsoft',
  )
  return e.add('Reshape', [turned, e.ints([c, o, kh, kw])])
}
