// The ONNX writer against onnxruntime, the reader against the writer and against hand-written bytes.
import { describe, expect, it } from 'vitest'
import * as onnx from '../../src/formats/onnx/model.ts'
import type { OnnxModel } from '../../src/formats/onnx/model.ts'
import { decodeModel } from '../../src/formats/onnx/read.ts'
import { encodeModel } from '../../src/formats/onnx/write.ts'
import { WireWriter } from '../../src/formats/protobuf/write.ts'
import { Session } from '../../src/graph/session.ts'
import { codeOf, codesForDamaged } from './faults.ts'

/** relu(conv(x, w)) + b, with w a 2x2 kernel of ones. */
const convModel: OnnxModel = {
  irVersion: 8,
  opsets: { '': 17 },
  producerName: 'ocrdet',
  producerVersion: '0.1.0',
  graphName: 'conv',
  nodes: [
    {
      op: 'Conv',
      name: 'conv',
      inputs: ['x', 'w'],
      outputs: ['y'],
      attributes: { strides: onnx.intsAttribute([1, 1]), group: onnx.intAttribute(1) },
    },
    { op: 'Add', name: 'add', inputs: ['y', 'b'], outputs: ['z'], attributes: {} },
    { op: 'LeakyRelu', name: 'relu', inputs: ['z'], outputs: ['out'], attributes: { alpha: onnx.floatAttribute(0.5) } },
    {
      op: 'Reshape',
      name: 'flat',
      inputs: ['out', 'shape'],
      outputs: ['flat'],
      attributes: {},
    },
  ],
  inputs: [{ name: 'x', type: 'float32', shape: ['N', 1, 3, 3] }],
  outputs: [
    { name: 'out', type: 'float32', shape: ['N', 1, 2, 2] },
    { name: 'flat', type: 'float32', shape: [4] },
  ],
  initializers: [
    onnx.floatTensor('w', [1, 1, 2, 2], new Float32Array(4).fill(1)),
    onnx.floatTensor('b', [], Float32Array.of(-20)),
    onnx.int64Tensor('shape', [1], [-1]),
  ],
  metadata: { 中文: '键值', mean: '[122.67891434, 116.66876762, 104.00698793]' },
}

const allAttributes: OnnxModel = {
  ...convModel,
  opsets: { '': 17, 'com.example': 1 },
  nodes: [
    {
      op: 'Strange',
      name: '',
      domain: 'com.example',
      inputs: ['', 'x'],
      outputs: ['', 'y'],
      attributes: {
        int: onnx.intAttribute(-(2 ** 53) + 1),
        largest: onnx.intAttribute(2 ** 63),
        float: onnx.floatAttribute(-0.25),
        string: onnx.stringAttribute('reflect'),
        ints: onnx.intsAttribute([0, -1, 2 ** 31, -(2 ** 31), 2 ** 53 - 1]),
        floats: onnx.floatsAttribute([1.5, Infinity]),
        strings: onnx.stringsAttribute(['a', '']),
        tensor: onnx.tensorAttribute(onnx.onnxTensor('t', 'bool', [3], Uint8Array.of(1, 0, 1))),
        none: onnx.intsAttribute([]),
        ['__proto__']: onnx.intAttribute(7),
      },
    },
  ],
}

describe('encodeModel', () => {
  it('writes a model that onnxruntime runs', async () => {
    const session = await Session.load(encodeModel(convModel))
    const results = await session.run({ x: { shape: [1, 1, 3, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) } })
    // window sums 12, 16, 24, 28; minus 20: -8, -4, 4, 8; leaky 0.5: -4, -2, 4, 8
    expect([...results['out'].data]).toEqual([-4, -2, 4, 8])
    expect(results['flat'].shape).toEqual([4])
    await session.release()
  })

  it('writes 50 MB of weights at once, and reads them without a copy', () => {
    const weights = onnx.floatTensor('w', [12_500_000], new Float32Array(12_500_000))
    const started = performance.now()
    const bytes = encodeModel({ ...convModel, initializers: [weights] })
    expect(performance.now() - started).toBeLessThan(5000)
    expect(decodeModel(bytes, 'm.onnx').initializers[0].data.buffer).toBe(bytes.buffer)
  })
})

describe('decodeModel', () => {
  it.each([convModel, allAttributes])('gives back what was written', (model) => {
    expect(decodeModel(encodeModel(model), 'm.onnx')).toEqual(model)
  })

  it('reads typed data fields, packed or not', () => {
    const out = new WireWriter()
    const packed = new WireWriter()
    packed.float(1, 1.5).float(1, -2) // tag bytes are cut out below
    const floats = Uint8Array.of(...packed.finish().subarray(1, 5), ...packed.finish().subarray(6, 10))
    out.int(1, 8)
    out.message(7, (graph) => {
      graph.message(5, (t) => t.int(1, 2).int(2, 1).string(8, 'float_data').bytes(4, floats))
      graph.message(5, (t) =>
        t
          .int(1, 2)
          .int(2, 7)
          .string(8, 'int64_data')
          .int(7, -5)
          .int(7, 2 ** 40),
      )
      graph.message(5, (t) =>
        t
          .int(1, 2)
          .int(2, 3)
          .string(8, 'int32_data')
          .bytes(5, Uint8Array.of(127, 128, 1)),
      )
    })
    const [float, int64, int8] = decodeModel(out.finish(), 'm.onnx').initializers
    expect(float.data).toEqual(new Uint8Array(Float32Array.of(1.5, -2).buffer))
    expect(int64.data).toEqual(new Uint8Array(BigInt64Array.of(-5n, 2n ** 40n).buffer))
    expect(int8.data).toEqual(Uint8Array.of(127, 128))
  })

  it('says onnx-invalid for bytes that are no model', () => {
    expect(codeOf(() => decodeModel(new Uint8Array(0), 'm.onnx'))).toBe('onnx-invalid')
    expect(codeOf(() => decodeModel(Buffer.from('<html>not found</html>'), 'm.onnx'))).toBe('onnx-invalid')
  })

  it('says onnx-invalid for a file of empty messages that would fill the memory', () => {
    const bytes = new Uint8Array(8_000_000)
    for (let at = 0; at < bytes.length; at += 2) bytes[at] = 0x1a // field 3, no bytes
    expect(codeOf(() => decodeModel(bytes, 'm.onnx'))).toBe('onnx-invalid')
  })

  it('throws nothing but a UserError for damaged bytes', () => {
    const codes = codesForDamaged(encodeModel(allAttributes), (bytes) => decodeModel(bytes, 'm.onnx'), 'onnx')
    expect([...codes].sort()).toEqual(['no error', 'onnx-invalid', 'onnx-unsupported'])
  })
})
