// What the form of a training knows without a screen: initial weights and presets.
import { describe, expect, it } from 'vitest'
import type { Preset, RunPage, SettingForm } from '../../src/server/api.ts'
import { initialOf, initOf, starter } from '../src/features/train/initial.ts'
import { presetOf, withPreset } from '../src/form/presets.ts'
import { initialWeightsOf } from '../src/run/initial-weights.ts'

describe('initial weights', () => {
  it('are the starter unless something else is chosen, and nothing while the choice is not complete', () => {
    expect(initOf(starter)).toBe('starter')
    expect(initOf({ kind: 'scratch', reference: '' })).toBe('none')
    expect(initOf({ kind: 'run', reference: 'exp_1' })).toBe('exp_1')
    expect(initOf({ kind: 'file', reference: ' ' })).toBeUndefined()
  })

  it.each([
    ['starter', 'starter', ''],
    ['none', 'scratch', ''],
    ['', 'scratch', ''],
    ['/w/exp_1/checkpoints/best_model.pth', 'file', '/w/exp_1/checkpoints/best_model.pth'],
    ['exp_1', 'run', 'exp_1'],
  ])('come back from the setting init %j as %s', (init, kind, reference) => {
    expect(initialOf(init)).toEqual({ kind, reference })
  })

  it('of a run are told by its configuration, and not at all where that does not say', () => {
    const page = (init: string, facts = {}): Pick<RunPage, 'config' | 'configText' | 'facts'> => ({
      config: { init },
      configText: `batch_size: 8\ninit: ${init}\n`,
      facts,
    })
    expect(initialWeightsOf(page('starter', { initial_weights: { starter: 1 } }))).toEqual({
      kind: 'starter',
      name: 'v1',
    })
    expect(initialWeightsOf(page('/w/exp_1/checkpoints/best_model.pth'))).toEqual({ kind: 'run', name: 'exp_1' })
    expect(initialWeightsOf(page('/home/weights.pth'))).toEqual({ kind: 'file', name: 'weights.pth' })
    expect(initialWeightsOf(page('none'))).toEqual({ kind: 'scratch' })
    expect(initialWeightsOf({ ...page('starter'), configText: 'batch_size: 8\n' })).toBeUndefined()
  })
})

describe('presets', () => {
  const form = (name: string, preset: unknown): SettingForm => ({
    name,
    group: 'main',
    sentence: { en: '', zh: '' },
    expected: '',
    advanced: false,
    default: preset,
    control: { control: 'text' },
  })
  const preset = (name: string, settings: Preset['settings']): Preset => {
    return { name, title: { en: name, zh: name }, sentence: { en: '', zh: '' }, settings }
  }
  const forms = [form('num_epochs', 5), form('input_size', [800, 800]), form('seed', 0)]
  const quick = preset('quick', { num_epochs: 2, input_size: [640, 640] })
  const standard = preset('standard', {})
  const presets = [quick, standard]

  it('set what they name, put back what another one set, and leave everything else', () => {
    const changes = withPreset({ seed: 7 }, quick, { presets, forms })
    expect(changes).toEqual({ seed: 7, num_epochs: 2, input_size: [640, 640] })
    expect(withPreset(changes, standard, { presets, forms })).toEqual({ seed: 7 })
  })

  it('are told from the settings, until one of theirs is changed', () => {
    const of = (changes: Record<string, unknown>) => presetOf(changes, { presets, forms })?.name
    expect([of({}), of({ seed: 7 }), of({ num_epochs: 2, input_size: [640, 640] }), of({ num_epochs: 3 })]).toEqual([
      'standard',
      'standard',
      'quick',
      undefined,
    ])
  })
})
