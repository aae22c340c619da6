// A model file is checked whole when it is opened: shapes, element types, settings, and whose file it is.
import { describe, expect, it } from 'vitest'
import { defaultDetectorSettings, SETTINGS_KEY, settingsFromText, settingsToText } from '../../src/detect/settings.ts'
import { inputSize } from '../../src/export/model-shape.ts'
import type { OnnxModel, OnnxValueInfo } from '../../src/formats/onnx/model.ts'

const input: OnnxValueInfo = { name: 'images', type: 'float32', shape: [1, 3, 320, 352] }
const output: OnnxValueInfo = { name: 'pred', type: 'float32', shape: [1, 1, 320, 352] }

function model(into: Partial<OnnxValueInfo>, out: Partial<OnnxValueInfo>, more: Partial<OnnxModel> = {}): OnnxModel {
  const [inputs, outputs] = [[{ ...input, ...into }], [{ ...output, ...out }]]
  const empty = { opsets: {}, nodes: [], initializers: [], metadata: {}, producerVersion: '', graphName: '' }
  return { irVersion: 8, producerName: '', inputs, outputs, ...empty, ...more }
}

describe('inputSize', () => {
  it('takes a detector of fixed or free size', () => {
    expect(inputSize(model({}, {}), 'm.onnx')).toEqual([320, 352])
    const free = [1, 3, 'height', 'width']
    expect(inputSize(model({ shape: free }, { shape: [1, 1, 'height', 'width'] }), 'm.onnx')).toBeUndefined()
  })

  it.each([
    [
      'sides that are no multiples of 32',
      model({ shape: [1, 3, 33, 33] }, { shape: [1, 1, 33, 33] }),
      'multiples of 32',
    ],
    ['a huge input', model({ shape: [1, 3, 65536, 32] }, { shape: [1, 1, 65536, 32] }), 'multiples of 32'],
    ['a smaller output', model({}, { shape: [1, 1, 80, 88] }), 'an output (1, 1, height, width)'],
    ['another element type', model({}, { type: 'float16' }), 'float32 in and out'],
    ['four channels', model({ shape: [1, 4, 320, 352] }, {}), 'an input (1, 3, height, width)'],
  ])('refuses %s', (_what, broken, expected) => {
    const refusal = { code: 'model-not-a-detector', expected: expect.stringContaining(expected) }
    expect(() => inputSize(broken, 'm.onnx')).toThrow(expect.objectContaining(refusal))
  })

  it.each([
    ['PaddleOCR', model({ name: 'x' }, { name: 'sigmoid_0.tmp_0' }, { producerName: 'paddle2onnx' })],
    ['docTR', model({ name: 'input' }, { name: 'logits' })],
  ])('refuses a file of %s, and says that it wants another preprocessing', (maker, foreign) => {
    const found = `a model of ${maker}, which wants another preprocessing`
    expect(() => inputSize(foreign, 'm.onnx')).toThrow(expect.objectContaining({ code: 'model-not-a-detector', found }))
  })

  it('takes a file of other names that says how images go in', () => {
    const metadata = { [SETTINGS_KEY]: settingsToText(defaultDetectorSettings) }
    expect(inputSize(model({ name: 'in' }, {}, { metadata }), 'm.onnx')).toEqual([320, 352])
  })
})

describe('settingsFromText', () => {
  it.each([
    ['preprocessing', { shortSide: 1e9 }],
    ['preprocessing', { size: [33, 33] }],
    ['preprocessing', { means: [1, 2] }],
    ['postProcessing', { binaryThreshold: 7 }],
    ['postProcessing', { maxCandidates: 0 }],
    ['postProcessing', { output: 'star' }],
  ])('refuses %s of %j', (part, values) => {
    const text = JSON.stringify({ [part]: values })
    expect(() => settingsFromText(text, 'm.onnx')).toThrow(expect.objectContaining({ code: 'settings-invalid' }))
  })

  it('reads what it wrote', () => {
    expect(settingsFromText(settingsToText(defaultDetectorSettings), 'm.onnx')).toEqual(defaultDetectorSettings)
  })
})
