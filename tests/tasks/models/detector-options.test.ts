// What a person may choose of a model's settings: which rule follows from a choice, and what is refused.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { onNotice } from '../../../src/core/notices.ts'
import { inputSizes } from '../../../src/core/input-size.ts'
import { defaultDetectorSettings } from '../../../src/detect/settings.ts'
import { exportOnnx } from '../../../src/export/onnx.ts'
import { initialParameters } from '../../../src/model/init.ts'
import { parseConfig } from '../../../src/run/config.ts'
import { settings } from '../../../src/run/settings/table.ts'
import { adjustSettings, checkOptions, type DetectorOptions } from '../../../src/tasks/models/detector-options.ts'
import { openDetector } from '../../../src/tasks/models/models.ts'
import { detectorSettings } from '../../../src/tasks/train/settings.ts'
import { temporaryFolder } from '../training.ts'

const own = defaultDetectorSettings
const shortSide = { ...own, preprocessing: { ...own.preprocessing, resize: 'short-side' as const } }

function exported(dynamic: boolean): string {
  const path = join(temporaryFolder(), 'model.onnx')
  const values = initialParameters(3)
  writeFileSync(path, exportOnnx({ values, settings: own, size: [64, 96], dynamic, provenance: { source: 'exp_1' } }))
  return path
}

describe('adjustSettings', () => {
  it('leaves what is not chosen as the model has it', () => {
    expect(adjustSettings(shortSide, {})).toEqual(shortSide)
    const { postProcessing } = adjustSettings(own, { binary_threshold: 0.35, max_candidates: 5000 })
    expect(postProcessing).toEqual({ ...own.postProcessing, binaryThreshold: 0.35, maxCandidates: 5000 })
  })

  it.each([
    [{ input_size: [640, 960] }, { resize: 'fit', size: [640, 960] }],
    [{ short_side: 640 }, { resize: 'short-side', shortSide: 640 }],
    [{ resize: 'fit' }, { resize: 'fit', size: [800, 800] }],
  ] as const)('of a model with short-side, %j chooses %j', (options, expected) => {
    expect(adjustSettings(shortSide, options).preprocessing).toMatchObject(expected)
  })

  it('grows polygons by the ratio that was chosen too', () => {
    const { postProcessing } = adjustSettings(own, { box_type: 'polygon', unclip_ratio: 1.8 })
    expect(postProcessing).toMatchObject({ output: 'polygon', unclipRatio: 1.5, polygonUnclipRatio: 1.8 })
    const config = parseConfig({ train_data_dir: 'd', box_type: 'polygon' }, (key) => key)
    expect(detectorSettings(config).postProcessing.polygonUnclipRatio).toBe(2)
    expect(detectorSettings({ ...config, unclip_ratio: 1.8 }).postProcessing.polygonUnclipRatio).toBe(1.8)
  })
})

describe('checkOptions', () => {
  it.each<[DetectorOptions, string]>([
    [{ resize: 'short-side', input_size: [640, 640] }, '--input-size'],
    [{ resize: 'fit', short_side: 640 }, '--short-side'],
    [{ input_size: [640, 640], short_side: 640 }, '--short-side'],
    [{ short_side: 640, padding: 'minimal' }, '--padding'],
  ])('refuses %j, of which %s would have no effect', (options, where) => {
    expect(() => checkOptions(options)).toThrow(expect.objectContaining({ code: 'bad-flag', where }))
  })
})

describe('openDetector', { timeout: 120_000 }, () => {
  const workdirs = temporaryFolder()

  it('takes other thresholds for a file with a fixed input, but no other size', async () => {
    const path = exported(false)
    const { detector } = await openDetector(path, { workdirs, options: { box_threshold: 0.5 } })
    expect(detector.settings.postProcessing.boxThreshold).toBe(0.5)
    for (const options of [{ input_size: [96, 96] }, { resize: 'short-side' }] as const)
      await expect(openDetector(path, { workdirs, options })).rejects.toMatchObject({
        code: 'model-size-fixed',
        expected: '64x96 (height x width), resized by the rule fit',
      })
  })

  it('takes any size for a dynamic file', async () => {
    const { detector } = await openDetector(exported(true), { workdirs, options: { input_size: [96, 96] } })
    expect(detector.settings.preprocessing.size).toEqual([96, 96])
  })
})

describe('the settings table', () => {
  it('allows for training exactly the sizes that can be exported', () => {
    expect(settings.input_size.kind.control).toEqual({ control: 'size', ...inputSizes })
    expect(settings.short_side.kind.type().safeParse(700).success).toBe(false)
  })
})

it('an exported file in whose weights a bit is another is told, and one that is as it was exported is not', async () => {
  const told: string[] = []
  onNotice((text) => told.push(text))
  const [whole, changed] = [exported(false), exported(false)]
  const bytes = readFileSync(changed)
  bytes[Math.floor(bytes.length / 2)] ^= 1
  writeFileSync(changed, bytes)
  for (const path of [whole, changed]) await (await openDetector(path, { workdirs: '.' })).detector.release()
  expect(told).toEqual([expect.stringContaining(`The weights in ${changed} are not those that were exported`)])
})
