// Settings that travel with weights into a training.
import { describe, expect, it } from 'vitest'
import { defaultDetectorSettings, type DetectorSettings } from '../../../src/detect/settings.ts'
import { parseConfig } from '../../../src/run/config.ts'
import { carrySettings } from '../../../src/tasks/train/carry-settings.ts'
import { freezesNorm, resumedSettings } from '../../../src/tasks/train/settings.ts'

const { preprocessing, postProcessing } = defaultDetectorSettings
const weights: DetectorSettings = {
  preprocessing: { ...preprocessing, size: [640, 640] },
  postProcessing: { ...postProcessing, binaryThreshold: 0.4 },
}
const config = parseConfig({ train_data_dir: 'data', input_size: [640, 640] })

describe('carrySettings', () => {
  it('takes over what nobody chose', () => {
    const { config: carried, taken, differing } = carrySettings(config, weights, new Set(['input_size']))
    expect(carried.binary_threshold).toBe(0.4)
    expect(taken).toEqual(['binary_threshold 0.4'])
    expect(differing).toEqual([])
  })

  it('leaves what a person chose, and says what differs', () => {
    const given = new Set(['binary_threshold', 'input_size'])
    const asked = { ...config, binary_threshold: 0.3, input_size: [800, 800] as const }
    const { config: carried, differing } = carrySettings(asked, weights, given)
    expect(carried).toMatchObject({ binary_threshold: 0.3, tune_threshold: false })
    expect(differing).toEqual([
      'binary_threshold is 0.3 here and 0.4 in the initial weights',
      'input_size is 800x800 here and 640x640 in the initial weights',
    ])
  })

  it('changes nothing for random weights', () => {
    expect(carrySettings(config, undefined, new Set())).toEqual({ config, taken: [], differing: [] })
  })
})

describe('resumedSettings', () => {
  it('keeps the threshold that was chosen last, unless none is chosen', () => {
    expect(resumedSettings(config, weights).postProcessing.binaryThreshold).toBe(0.4)
    const fixed = { ...config, tune_threshold: false }
    expect(resumedSettings(fixed, weights).postProcessing.binaryThreshold).toBe(0.2)
  })
})

describe('freezesNorm', () => {
  it('keeps running statistics when fine-tuning in small steps, by default', () => {
    const when = (values: object) => freezesNorm({ ...config, ...values })
    expect(when({})).toBe(true)
    expect(when({ init: 'none' })).toBe(false)
    expect(when({ learning_rate: 0.007 })).toBe(false)
    expect(when({ learning_rate: 0.007, freeze_norm: 'always' })).toBe(true)
    expect(when({ freeze_norm: 'never' })).toBe(false)
  })
})
