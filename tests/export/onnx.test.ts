// The exported file: what it says of itself, that it computes what the weights compute, and which sizes it refuses.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { Detector } from '../../src/detect/detector.ts'
import { defaultDetectorSettings } from '../../src/detect/settings.ts'
import { toNetworkInput } from '../../src/data/preprocess.ts'
import { exportOnnx } from '../../src/export/onnx.ts'
import { openOnnx } from '../../src/export/open.ts'
import { decodeModel } from '../../src/formats/onnx/read.ts'
import { Session } from '../../src/graph/session.ts'
import { initialParameters } from '../../src/model/init.ts'
import { temporaryFolder } from '../tasks/training.ts'

const values = initialParameters(7)
const settings = {
  ...defaultDetectorSettings,
  postProcessing: { ...defaultDetectorSettings.postProcessing, binaryThreshold: 0.35 },
}
const options = {
  values,
  settings,
  size: [320, 352],
  dynamic: false,
  provenance: { source: 'exp_1', fScore: 0.5 },
} as const

function save(bytes: Uint8Array): string {
  const path = join(temporaryFolder(), 'model.onnx')
  writeFileSync(path, bytes)
  return path
}

function noise(width: number, height: number) {
  const random = new Random(1, 'noise')
  return { width, height, data: Uint8Array.from({ length: width * height * 3 }, () => random.int(256)) }
}

describe('exportOnnx', () => {
  it('writes standard operators, one input and one output of fixed size', () => {
    const model = decodeModel(exportOnnx(options), 'test')
    expect(model.inputs).toEqual([{ name: 'images', type: 'float32', shape: [1, 3, 320, 352] }])
    expect(model.outputs).toEqual([{ name: 'pred', type: 'float32', shape: [1, 1, 320, 352] }])
    expect(model.opsets).toEqual({ '': 17 })
    expect(new Set(model.nodes.map(({ domain }) => domain ?? ''))).toEqual(new Set(['']))
  })

  it('computes what the weights compute, and carries settings and origin', async () => {
    const opened = await openOnnx(save(exportOnnx(options)))
    const { detector, provenance, intact, size } = opened
    expect({ provenance, intact, size }).toEqual({
      provenance: { source: 'exp_1', fScore: 0.5 },
      intact: true,
      size: [320, 352],
    })
    expect(detector.settings.postProcessing.binaryThreshold).toBe(0.35)
    const image = noise(200, 100)
    const original = await Detector.fromParameters(values, detector.settings)
    const [a, b] = [await detector.probability(image), await original.probability(image)]
    const largest = a.data.reduce((max, p, index) => Math.max(max, Math.abs(p - b.data[index])), 0)
    expect(largest).toBeLessThan(1e-4)
  })

  it('takes images of any size when it is dynamic', async () => {
    const { detector, size } = await openOnnx(save(exportOnnx({ ...options, dynamic: true })))
    expect(size).toBeUndefined()
    const { width, height } = await detector
      .withSettings({
        ...detector.settings,
        preprocessing: { ...detector.settings.preprocessing, size: [96, 64] },
      })
      .probability(noise(50, 50))
    expect([height, width]).toEqual([96, 64])
  })

  it('computes two images at once as one by one when it is dynamic', async () => {
    const inputs = [noise(60, 90), noise(64, 96)].map(
      (image) => toNetworkInput(image, { ...settings.preprocessing, size: [96, 64] }).data,
    )
    const session = await Session.load(exportOnnx({ ...options, dynamic: true }))
    const run = async (data: Float32Array) =>
      (await session.run({ images: { shape: [data.length / (3 * 96 * 64), 3, 96, 64], data } }))['pred']
    const both = await run(Float32Array.of(...inputs[0], ...inputs[1]))
    const [first, second] = [await run(inputs[0]), await run(inputs[1])]
    await session.release()
    expect(both.shape).toEqual([2, 1, 96, 64])
    const apart = [...first.data, ...second.data]
    const largest = apart.reduce((max, p, index) => Math.max(max, Math.abs(p - both.data[index])), 0)
    expect(largest).toBeLessThan(1e-5)
    expect(Math.max(...first.data.map((p, index) => Math.abs(p - second.data[index])))).toBeGreaterThan(1e-3)
  })

  it('notices that a weight was changed', async () => {
    const bytes = exportOnnx(options)
    bytes[Math.floor(bytes.length / 2)] ^= 1
    expect((await openOnnx(save(bytes))).intact).toBe(false)
  })

  it.each([
    [[300, 320], '288x320'],
    [[0, 320], '32x320'],
    [[2080, 800], '2048x800'],
    [[800.5, 800], '800x800'],
  ] as const)('refuses %o and suggests %s', (size, suggestion) => {
    expect(() => exportOnnx({ ...options, size })).toThrow(
      expect.objectContaining({ code: 'export-size', next: `use --size ${suggestion}` }),
    )
  })
})
