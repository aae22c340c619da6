// A file in 8 bits: what is folded computes the same, the rounded network finds the same texts, and what is refused.
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { defaultDetectorSettings } from '../../src/detect/settings.ts'
import { foldedNetwork } from '../../src/export/int8/fold.ts'
import { pixelsTogether } from '../../src/export/int8/pixels-together.ts'
import { affineOf } from '../../src/export/int8/quantize.ts'
import { exportedModel, exportOnnx, METADATA } from '../../src/export/onnx.ts'
import { decodeModel } from '../../src/formats/onnx/read.ts'
import { encodeModel } from '../../src/formats/onnx/write.ts'
import { readRegularAsync } from '../../src/core/read-file.ts'
import { Session } from '../../src/graph/session.ts'
import { synthesize } from '../../src/prepare/synth/synthesize.ts'
import { exportModel } from '../../src/tasks/models/export.ts'
import { openDetector } from '../../src/tasks/models/models.ts'
import { verifyModel } from '../../src/tasks/models/verify.ts'
import { randomParameters } from '../model/batch.ts'
import { smallModel } from '../tasks/small-model.ts'
import { temporaryFolder } from '../tasks/training.ts'

describe('foldedNetwork', () => {
  it('computes what the network computes, without normalisations and transposed convolutions', async () => {
    const values = randomParameters(4)
    const settings = defaultDetectorSettings
    const model = exportedModel({ values, settings, size: [64, 96], dynamic: false, provenance: { source: 'exp_1' } })
    const folded = foldedNetwork(model)
    const random = new Random(3, 'fold')
    const images = { shape: [1, 3, 64, 96], data: Float32Array.from({ length: 3 * 64 * 96 }, () => random.normal()) }
    const [expected, found] = await Promise.all(
      [model, folded].map(async (one) => (await (await Session.load(encodeModel(one))).run({ images })).pred.data),
    )
    const ops = new Set(folded.nodes.map(({ op }) => op))
    expect([ops.has('BatchNormalization'), ops.has('ConvTranspose'), ops.has('DepthToSpace')]).toEqual([
      false,
      false,
      true,
    ])
    const differences = expected.map((probability, at) => Math.abs(probability - found[at]))
    expect(Math.max(...differences)).toBeLessThan(1e-4)
    expect(Math.max(...expected) - Math.min(...expected)).toBeGreaterThan(0.1)
  })
})

describe('affineOf', () => {
  it('has zero among its numbers and spans the range', () => {
    for (const range of [
      { min: -1, max: 3 },
      { min: 0, max: 5 },
      { min: 2, max: 4 },
      { min: -2, max: -1 },
      { min: 0, max: 0 },
    ]) {
      const { scale, zeroPoint } = affineOf(range)
      expect(zeroPoint).toBe(Math.round(Math.max(0, Math.min(255, zeroPoint))))
      expect((255 - zeroPoint) * scale).toBeGreaterThanOrEqual(Math.max(0, range.max) - scale)
      expect(-zeroPoint * scale).toBeLessThanOrEqual(Math.min(0, range.min) + scale)
    }
  })
})

describe('export --int8', { timeout: 240_000 }, () => {
  const workdirs = temporaryFolder()
  const out = join(workdirs, 'outputs')

  async function set(): Promise<string> {
    const data = join(temporaryFolder(), 'data')
    await synthesize(data, { train: 3, test: 2, seed: 2, size: [64, 160] })
    return data
  }

  it('finds what its weights find, in a quarter of the bytes', async () => {
    const [source, calibration] = [await smallModel({ size: [160, 160] }), await set()]
    const task = { source, dynamic: true, int8: true, calibration, out, workdirs }
    const seen: string[] = []
    const { path, bytes, int8 } = await exportModel(task, (done, total) => seen.push(`${done}/${total}`))
    expect(path).toBe(join(out, 'model_dynamic_int8.onnx'))
    expect(int8).toMatchObject({ images: 3, convolutions: 31 })
    expect(int8?.quantized).toBeGreaterThan(24)
    expect(seen.at(-1)).toBe('5/5')
    const float = await exportModel({ ...task, int8: false })
    expect(bytes).toBeLessThan(0.27 * float.bytes)
    const report = await verifyModel({ onnxModel: path, testDir: calibration, workdirs, run: source })
    expect(report).toMatchObject({ passed: true, int8 })
    expect(report.exportedScores.fScore).toBeGreaterThan(0.2)
    expect(report.largestProbabilityDifference).toBeGreaterThan(0.001)
    const { detector } = await openDetector(path, { workdirs })
    expect(detector.settings.preprocessing.padding).toBe('minimal')
    const { ops, opsets } = opsOf(await readRegularAsync(path))
    expect(opsets).toEqual({ '': 17 })
    expect([ops.has('QuantizeLinear'), ops.has('DequantizeLinear'), ops.has('BatchNormalization')]).toEqual([
      true,
      true,
      false,
    ])
    const session = await Session.load(path)
    const random = new Random(5, 'two images')
    const two = Float32Array.from({ length: 2 * 3 * 64 * 96 }, () => random.uniform(-0.5, 0.5))
    const run = async (data: Float32Array) =>
      (await session.run({ images: { shape: [data.length / (3 * 64 * 96), 3, 64, 96], data } })).pred.data
    const apart = await Promise.all([two.slice(0, 3 * 64 * 96), two.slice(3 * 64 * 96)].map(run))
    const together = await run(two)
    const alone = Float32Array.of(...apart[0], ...apart[1])
    expect(together.length).toBe(alone.length)
    expect(Math.max(...alone.map((probability, at) => Math.abs(probability - together[at])))).toBeLessThan(0.01)
    const written = decodeModel(await readRegularAsync(path), path)
    // Nodes that are all called alike take no name from each other.
    const alike = pixelsTogether({ ...written, nodes: written.nodes.map((node) => ({ ...node, name: 'n' })) })
    const made = [...alike.initializers.map(({ name }) => name), ...alike.nodes.flatMap(({ outputs }) => outputs)]
    expect(new Set(made).size).toBe(made.length)
    const rewritten = pixelsTogether(written)
    const count = (op: string) => rewritten.nodes.filter((node) => node.op === op).length
    expect([count('Resize'), count('MatMul')]).toEqual([0, 1])
    const { pred } = await (
      await Session.load(encodeModel(rewritten))
    ).run({ images: { shape: [2, 3, 64, 96], data: two } })
    expect(Math.max(...together.map((probability, at) => Math.abs(probability - pred.data[at])))).toBeLessThan(1e-4)
  })

  it('is not proven when its scores are not those of its weights', async () => {
    const [source, onnxModel, testDir] = [
      await smallModel({ size: [160, 160] }),
      join(workdirs, 'other.onnx'),
      await set(),
    ]
    const other = { values: randomParameters(4), settings: defaultDetectorSettings, provenance: { source: 'exp_1' } }
    const model = decodeModel(exportOnnx({ ...other, size: [160, 160], dynamic: true }), onnxModel)
    const metadata = { ...model.metadata, [METADATA.int8]: '{"images":1,"quantized":1,"convolutions":1}' }
    writeFileSync(onnxModel, encodeModel({ ...model, metadata }))
    const { passed, failures } = await verifyModel({ onnxModel, testDir, workdirs, run: source })
    expect(passed).toBe(false)
    expect(failures.join()).toMatch(/in 8 bits differs from the checkpoint's .* by more than 0\.01/)
  })

  it('is refused where nothing tells the training images, before anything is written', async () => {
    const source = await smallModel({ size: [64, 64] })
    const elsewhere = join(temporaryFolder(), 'outputs')
    const task = { source, dynamic: false, int8: true, out: elsewhere, workdirs }
    await expect(exportModel(task)).rejects.toMatchObject({ code: 'data-unknown' })
    const data = await set()
    writeFileSync(join(data, 'train_list.txt'), '')
    await expect(exportModel({ ...task, calibration: data })).rejects.toMatchObject({ code: 'dataset-broken' })
    expect(existsSync(elsewhere) ? readdirSync(elsewhere) : []).toEqual([])
  })

  it('of a file that is exported already is refused', async () => {
    const source = await smallModel({ size: [64, 64] })
    const { path } = await exportModel({ source, dynamic: false, out, workdirs })
    expect(statSync(path).size).toBeGreaterThan(1000)
    await expect(exportModel({ source: path, dynamic: false, int8: true, out, workdirs })).rejects.toMatchObject({
      code: 'run-not-one',
    })
  })
})

function opsOf(bytes: Uint8Array) {
  const { nodes, opsets } = decodeModel(bytes, 'test')
  return { ops: new Set(nodes.map(({ op }) => op)), opsets }
}
