// How every operation is written in ONNX: a table read by look-up. Most are one standard node of the same name.
import { elementCount } from '../../core/tensor.ts'
import { floatAttribute, intAttribute, intsAttribute, stringAttribute } from '../../formats/onnx/model.ts'
import { emitConv, emitConvTranspose } from './convolution.ts'
import { emitFilterGrad } from './filter-gradient.ts'
import type { Emitter } from './emitter.ts'
import type { AnyNode } from '../graph.ts'
import type { OpName } from '../operations.ts'
import { channelAffine, channelDot, emitBatchNorm, emitBatchNormGrad, emitBatchNormInference } from './normalization.ts'
import { emitMaxPool, emitMaxPoolGrad } from './pooling.ts'
import { composed, FLOAT, splitInto, standard, type EmitRule } from './rule.ts'
import { webgpuRules } from './webgpu/operations.ts'

/** ONNX `TensorProto.DataType`. */
const INT64 = 7

/** 1 where a > b, else 0. */
function isGreater(e: Emitter, a: string, b: string): string {
  return e.add('Cast', [e.add('Greater', [a, b])], { to: intAttribute(FLOAT) })
}

const emitters: { readonly [Op in OpName]: EmitRule<Op> } = {
  Input: () => {
    throw new Error('bug: inputs are declared, not emitted')
  },
  Constant: (node, emitter) => {
    const { name = `constant_${node.id}`, shape, data } = node.attributes
    emitter.define(node.outputs[0], emitter.floats(name, shape, data))
  },

  Add: standard('Add'),
  Sub: standard('Sub'),
  Mul: standard('Mul'),
  Div: standard('Div'),
  Neg: standard('Neg'),
  Abs: standard('Abs'),
  Exp: standard('Exp'),
  Log: standard('Log'),
  Sqrt: standard('Sqrt'),
  Sigmoid: standard('Sigmoid'),
  Relu: standard('Relu'),
  ReluGrad: composed((e, [g, y]) => {
    // min(max(3e38 y, 0), 1) is the sign of all y >= 0 but denormal ones, and the runtime computes it on all cores.
    const steep = { alpha: floatAttribute(3e38), beta: floatAttribute(0) }
    return e.add('Mul', [g, e.target === 'cpu' ? e.add('HardSigmoid', [y], steep) : e.add('Sign', [y])])
  }),
  Sign: standard('Sign'),
  Clip: composed((e, [x], { attributes: { min, max } }) => e.add('Clip', [x, e.scalar(min), e.scalar(max)])),
  ClipGrad: composed((e, [g, x], { attributes: { min, max } }) => {
    const sides = [isGreater(e, x, e.scalar(min)), isGreater(e, e.add('Neg', [x]), e.scalar(-max))]
    return e.add('Mul', [g, e.add('Mul', sides)])
  }),
  Greater: composed((e, [a, b]) => isGreater(e, a, b)),
  TopKMask: composed((e, [x, k], { inputs }) => {
    const flat = e.add('Reshape', [x, e.ints([-1])])
    const k64 = e.add('Reshape', [e.add('Cast', [k], { to: intAttribute(INT64) }), e.ints([1])])
    const attributes = { sorted: intAttribute(0) }
    const [, indices] = e.addAll('TopK', [flat, k64], { attributes, outputs: 2 })
    const ones = e.add('Expand', [e.scalar(1), e.add('Shape', [indices])])
    const zeros = e.add('Expand', [e.scalar(0), e.shapeOf(flat, [elementCount(inputs[0].shape)])])
    const mask = e.add('ScatterElements', [zeros, indices, ones])
    return e.add('Reshape', [mask, e.shapeOf(x, inputs[0].shape)])
  }),

  ReduceSum: composed((e, [x], { attributes: { axes, keepdims } }) =>
    e.add('ReduceSum', [x, e.ints(axes)], { keepdims: intAttribute(keepdims ? 1 : 0) }),
  ),
  Expand: composed((e, [x], { attributes }) => e.add('Expand', [x, e.extents(attributes.shape)])),
  Reshape: composed((e, [x], { attributes }) => e.add('Reshape', [x, e.extents(attributes.shape)])),
  Transpose: standard('Transpose', ({ perm }) => ({ perm: intsAttribute(perm) })),
  Concat: standard('Concat', ({ axis }) => ({ axis: intAttribute(axis) })),
  Slice: composed((e, [x], { attributes: { axis, start, end } }) =>
    e.add('Slice', [x, e.ints([start]), e.ints([end]), e.ints([axis])]),
  ),
  Split: (node, e) => {
    const { axis, sizes } = node.attributes
    splitInto(e, e.nameOf(node.inputs[0]), { axis, sizes }).forEach((name, index) =>
      e.define(node.outputs[index], name),
    )
  },
  Pad: composed((e, [x], { inputs, attributes: { axis, before, after } }) => {
    const around = (amount: number) => inputs[0].shape.map((_, index) => (index === axis ? amount : 0))
    return e.add('Pad', [x, e.ints([...around(before), ...around(after)])])
  }),
  MatMul: standard('MatMul'),

  Conv: emitConv,
  ConvTranspose: emitConvTranspose,
  ConvFilterGrad: emitFilterGrad,
  MaxPool: emitMaxPool,
  MaxPoolGrad: emitMaxPoolGrad,
  Upsample: composed((e, [x], { attributes: { factor } }) => {
    const scales = e.floats(`scales[${factor}]`, [4], Float32Array.of(1, 1, factor, factor))
    return e.add('Resize', [x, '', scales], {
      mode: stringAttribute('nearest'),
      coordinate_transformation_mode: stringAttribute('asymmetric'),
      nearest_mode: stringAttribute('floor'),
    })
  }),
  SumPool: composed((e, [x], { attributes: { factor } }) => {
    const size = [factor, factor]
    const mean = e.add('AveragePool', [x], { kernel_shape: intsAttribute(size), strides: intsAttribute(size) })
    return e.add('Mul', [mean, e.scalar(factor * factor)])
  }),

  BatchNorm: emitBatchNorm,
  BatchNormGrad: emitBatchNormGrad,
  BatchNormInference: emitBatchNormInference,
  ChannelAffine: composed((e, [x, a, b], { inputs }) => channelAffine(e, [x, a, b], inputs[0].shape)),
  ChannelDot: composed((e, [a, b], { inputs }) => channelDot(e, [a, b], inputs[0].shape)),
}

/** Writes one node; its inputs have been written before. */
export function emitNode(node: AnyNode, emitter: Emitter): void {
  emitter.operation = node.op
  const own = emitter.target === 'webgpu' ? webgpuRules[node.op] : undefined
  const rule = (own ?? emitters[node.op]) as EmitRule<OpName>
  rule(node, emitter)
}
