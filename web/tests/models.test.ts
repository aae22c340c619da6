// The list of models, and how far the starter model is.
import { describe, expect, it } from 'vitest'
import type { Model, RunRow } from '../../src/server/api.ts'
import { chosenOf, modelLabel } from '../src/model/model-choice.ts'
import { starterStage } from '../src/model/starter-stage.ts'
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
const starter = model('starter', 'starter', 0.9)
const own = model('run', 'exp_20260105_143022', 0.7)

describe('the chosen model', () => {
  it('is the newest of the person, unless another one is asked for', () => {
    expect(chosenOf([starter, own], '')).toBe(own)
    expect(chosenOf([starter, own], 'starter')).toBe(starter)
    expect(chosenOf([starter, own], 'gone')).toBe(own)
  })

  it('is the starter model where there is no other, or only runs that ended before they were scored', () => {
    expect(chosenOf([starter, model('run', 'exp_20260106_100000')], '')).toBe(starter)
    expect(chosenOf([starter, model('pth', 'mine.pth')], '')).toMatchObject({ kind: 'pth' })
    expect(chosenOf([starter], '')).toBe(starter)
    expect(chosenOf([], '')).toBeUndefined()
  })

  it('is called by its words when it is the starter model, else by its label', () => {
    const say: Say = (key) => catalogue[key].zh
    expect(modelLabel(starter, say)).toBe('入门模型 · F 0.900')
    expect(modelLabel(own, say)).toBe('exp_20260105_143022 · F 0.700')
  })
})

describe('the starter model', () => {
  const row = (name: RunRow['state']['name'], names: readonly string[]) =>
    ({ id: 'exp_1', names, state: { name, reason: '' } }) as unknown as RunRow // nothing else of it is looked at

  it('is told by the run of its name alone', () => {
    expect(starterStage([row('finished', []), row('finished', ['starters'])])).toEqual({ stage: 'missing' })
    expect(starterStage([row('running', ['starter'])])).toMatchObject({ stage: 'making', run: { id: 'exp_1' } })
    expect(starterStage([row('finished', ['mine', 'starter'])])).toMatchObject({ stage: 'ready' })
  })

  it.each(['stopped', 'failed', 'dead'] as const)('can be made again when the last attempt %s', (state) => {
    expect(starterStage([row(state, ['starter'])])).toMatchObject({ stage: 'missing', run: { id: 'exp_1' } })
  })
})
