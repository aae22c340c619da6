// The metadata of an ONNX file without its graph, and one entry set in place.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMetadata, withMetadata } from '../../src/formats/onnx/metadata.ts'
import { decodeModel } from '../../src/formats/onnx/read.ts'
import { encodeModel } from '../../src/formats/onnx/write.ts'
import type { OnnxModel } from '../../src/formats/onnx/model.ts'
import { temporaryFolder } from '../tasks/training.ts'

const model: OnnxModel = {
  irVersion: 8,
  opsets: { '': 17 },
  producerName: 'ocrdet',
  producerVersion: '1',
  graphName: 'net',
  nodes: [],
  inputs: [],
  outputs: [],
  initializers: [{ name: 'weight', type: 'float32', shape: [4_000], data: new Uint8Array(16_000).fill(14 * 8 + 2) }],
  metadata: { 'ocrdet.source': 'exp_20260105_143022', 'ocrdet.settings': '{"阈值":0.4}' },
}

function fileOf(bytes: Uint8Array): string {
  const path = join(temporaryFolder(), 'model.onnx')
  writeFileSync(path, bytes)
  return path
}

describe('the metadata of an ONNX file', () => {
  it('is read past a graph whose bytes look like metadata', () => {
    expect(readMetadata(fileOf(encodeModel(model)))).toEqual(model.metadata)
  })

  it('has an entry set and set again, and everything else stays as it is', () => {
    const once = withMetadata(encodeModel(model), 'ocrdet.proof', '{"passed":false}')
    const twice = withMetadata(once, 'ocrdet.proof', '{"passed":true}')
    expect(readMetadata(fileOf(twice))).toEqual({ ...model.metadata, 'ocrdet.proof': '{"passed":true}' })
    const { metadata, ...rest } = decodeModel(twice, 'model.onnx')
    const { metadata: _before, ...restBefore } = decodeModel(encodeModel(model), 'model.onnx')
    expect(rest).toEqual(restBefore)
    expect(Object.keys(metadata)).toHaveLength(3)
    expect(twice.length - once.length).toBe(-1)
  })

  it('is unknown for bytes that are no model, and for a file that ends too early', () => {
    expect(readMetadata(fileOf(Buffer.from('this is no model at all')))).toBeUndefined()
    const bytes = encodeModel(model)
    expect(readMetadata(fileOf(bytes.subarray(0, bytes.length - 20)))).toBeUndefined()
  })
})
