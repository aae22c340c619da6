// The list of models, and which one is chosen.
import { describe, expect, it } from 'vitest'
import type { Model } from '../../src/server/api.ts'
import { chosenOf, modelLabel } from '../src/model/model-choice.ts'
import { catalogue } from '../src/words/catalogue.ts'
import type { Say } from '../src/words/language-context.tsx'

const model = (kind: Model['kind'], reference: string, fScore?: number): Model => ({
  kind,
  reference,
  label: reference,
  modified: '2026-01-05T14:30:22Z',
  bytes: 1,
  ...(fScore !== undefined && { fScore }),
})
const starter: Model = { ...model('starter', 'starter'), label: 'starter v1' }
const own = model('run', 'exp_20260105_143022', 0.7)

describe('the chosen model', () => {
  it('is the run with the best F-score, the newer of equals, and never one that finds nothing', () => {
    const better = model('run', 'exp_20260104_080000', 0.8)
    const nothing = model('run', 'exp_20260107_090000', 0)
    expect(chosenOf([starter, nothing, own, better], '')).toBe(better)
    expect(chosenOf([starter, model('run', 'exp_20260108_100000', 0.7), own], '')?.reference).toBe(
      'exp_20260108_100000',
    )
    expect(chosenOf([starter, nothing], '')).toBe(starter)
  })

  it('is the one that is asked for, where it is there', () => {
    expect(chosenOf([starter, own], '')).toBe(own)
    expect(chosenOf([starter, own], 'starter')).toBe(starter)
    expect(chosenOf([starter, own], 'gone')).toBe(own)
  })

  it('is the starter model where no run was scored, whatever files there are', () => {
    expect(chosenOf([starter, model('run', 'exp_20260106_100000')], '')).toBe(starter)
    expect(chosenOf([starter, model('pth', 'mine.pth'), model('onnx', 'model_800x800.onnx')], '')).toBe(starter)
    expect(chosenOf([starter], '')).toBe(starter)
    expect(chosenOf([], '')).toBeUndefined()
  })

  it('is called by its words when it is the starter model, else by its label', () => {
    const say: Say = (key) => catalogue[key].zh
    expect(modelLabel(starter, say)).toBe('入门模型 (starter v1)')
    expect(modelLabel(own, say)).toBe('exp_20260105_143022 · F 0.700')
  })
})
