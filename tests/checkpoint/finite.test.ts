// Weights with NaN or infinite numbers are refused by every reader, with the tensor's name.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCheckpoint } from '../../src/checkpoint/read.ts'
import { encodeCheckpoint } from '../../src/checkpoint/write.ts'
import { checkFinite } from '../../src/core/finite.ts'
import type { TensorMap } from '../../src/core/tensor.ts'
import { defaultDetectorSettings } from '../../src/detect/settings.ts'
import { exportOnnx } from '../../src/export/onnx.ts'
import { openOnnx } from '../../src/export/open.ts'
import { firstNotFinite, floatTensor, onnxTensor } from '../../src/formats/onnx/model.ts'
import { initialParameters } from '../../src/model/init.ts'
import { temporaryFolder } from '../tasks/training.ts'

const whole = initialParameters(1)

/** Initial values with the first number of one tensor replaced. */
function parametersWith(name: string, value: number): TensorMap {
  const { shape, data } = whole.get(name)!
  return new Map([...whole, [name, { shape, data: Float32Array.from(data, (old, at) => (at === 0 ? value : old)) }]])
}

function save(bytes: Uint8Array, name: string): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, bytes)
  return path
}

function checkpointPath(parameters: TensorMap, momentum: TensorMap = new Map()): string {
  const optimizer = { step: 1, slots: new Map([['momentum_buffer', momentum]]) }
  const training = { seed: 1, optimizerName: 'SGD', optimizer, best: undefined } as const
  const [settings, position] = [defaultDetectorSettings, { epoch: 1, iteration: 0 }]
  const bytes = encodeCheckpoint({ parameters, settings, position, fScore: undefined, training, config: {} })
  return save(bytes, 'last_model.pth')
}

const CONV = 'backbone.layer1.0.conv1.weight'

describe('checkFinite', () => {
  it.each([NaN, Infinity, -Infinity])('refuses %s, and names tensor, element and file', (bad) => {
    const check = (): void => checkFinite(Float32Array.of(0, 3.4e38, bad), 'decoder.in5.weight', 'a.pth')
    expect(check).toThrow('The weights hold numbers that are not finite (tensor decoder.in5.weight)')
    expect(check).toThrow(expect.objectContaining({ found: `${bad} at element 2 of 3`, where: 'a.pth' }))
  })
})

describe('readCheckpoint', () => {
  it('refuses weights that are not finite, and names the tensor', async () => {
    const path = checkpointPath(parametersWith(CONV, NaN))
    const message = expect.stringContaining(CONV)
    await expect(readCheckpoint(path)).rejects.toMatchObject({ code: 'weights-not-finite', message, where: path })
  })

  it('refuses optimizer buffers that are not finite', async () => {
    const path = checkpointPath(whole, new Map([[CONV, parametersWith(CONV, NaN).get(CONV)!]]))
    await expect(readCheckpoint(path)).rejects.toThrow(`optimizer.momentum_buffer.${CONV}`)
  })
})

describe('openOnnx', () => {
  it('refuses an exported file whose weights are not finite, and names the tensor', async () => {
    const [settings, provenance] = [defaultDetectorSettings, { source: 'exp_1' }]
    const values = parametersWith('decoder.binarize.6.bias', NaN)
    const path = save(exportOnnx({ values, settings, size: [320, 320], dynamic: false, provenance }), 'model.onnx')
    await expect(openOnnx(path)).rejects.toMatchObject({
      code: 'weights-not-finite',
      message: expect.stringContaining('decoder.binarize.6.bias'),
      where: path,
    })
  })
})

describe('firstNotFinite', () => {
  it('finds the first number that is not finite in every float type, and none among the largest finite ones', () => {
    const half = (bits: number[]) => onnxTensor('w', 'float16', [bits.length], Uint16Array.from(bits))
    const double = (values: number[]) => onnxTensor('w', 'float64', [values.length], Float64Array.from(values))
    const single = (values: number[]) => floatTensor('w', [values.length], Float32Array.from(values))
    expect([half([0x7bff, 0xfbff]), double([1e308, -1e308]), single([3.4e38, -3.4e38])].map(firstNotFinite)).toEqual([
      -1, -1, -1,
    ])
    expect([half([0, 0x7c00]), double([0, 0, NaN]), single([0, -Infinity])].map(firstNotFinite)).toEqual([1, 2, 1])
    expect(firstNotFinite(onnxTensor('w', 'int64', [1], BigInt64Array.of(-1n)))).toBe(-1)
  })
})
