// Where jobs lead to, and the form of a training that a tab keeps.
import { describe, expect, it } from 'vitest'
import type { Job } from '../../src/server/api.ts'
import { jobAddress } from '../src/app/job-address.ts'
import { atAddress, dropDraft, emptyDraft, fromRun, keepDraft, readDraft } from '../src/features/train/draft.ts'
import { starter } from '../src/features/train/initial.ts'

const job = (kind: Job['kind'], result?: Job['result']): Job => ({
  id: 'a1',
  kind,
  subject: '/data/my set',
  state: result === undefined ? 'running' : 'done',
  done: 0,
  total: 0,
  createdAt: '2026-01-05T14:30:22Z',
  skipped: [],
  ...(result !== undefined && { result }),
})

describe('a job', () => {
  it('leads to where it is followed while it goes on', () => {
    expect(jobAddress(job('check'))).toBe('/data/view?data=%2Fdata%2Fmy+set&tab=check&job=a1')
    expect(jobAddress(job('import'))).toBe('/data/view?data=%2Fdata%2Fmy+set&tab=check&import=a1')
    expect(jobAddress(job('detect'))).toBe('/batch?job=a1')
    expect(jobAddress(job('evaluate'))).toBeUndefined()
  })

  it('leads to what it made once it is done', () => {
    const detected = { kind: 'detect', output: 'outputs_20260105143022', images: 2, failed: 0, texts: 5 } as const
    expect(jobAddress(job('detect', detected))).toBe('/batch/outputs_20260105143022')
    expect(jobAddress(job('demo-data', { kind: 'demo-data', root: '/data/demo' }))).toBe(
      '/data/view?data=%2Fdata%2Fdemo&tab=check',
    )
  })
})

describe('the half-filled form of a training', () => {
  function storage() {
    const kept = new Map<string, string>()
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    }
  }
  const draft = { data: '/data', initial: starter, changes: { batch_size: 3, input_size: [64, 96] }, from: '' }

  it('comes back as it was kept, until the training starts', () => {
    const place = storage()
    expect(readDraft(place)).toBeUndefined()
    keepDraft(place, draft)
    expect(readDraft(place)).toEqual(draft)
    dropDraft(place)
    expect(readDraft(place)).toBeUndefined()
  })

  it('keeps its data set at an address that names none, and takes the one that is named', () => {
    expect(atAddress(draft, '')).toBe(draft)
    expect(atAddress(draft, '/other')).toEqual({ ...draft, data: '/other' })
    expect(atAddress(emptyDraft, '/other').data).toBe('/other')
  })

  it('takes everything from a run, and its own data set only where the run names none', () => {
    const config = { train_data_dir: '/of the run', init: 'none', num_epochs: 5 }
    expect(fromRun(draft, 'exp_1', config)).toEqual({
      data: '/of the run',
      initial: { kind: 'scratch', reference: '' },
      changes: { num_epochs: 5 },
      from: 'exp_1',
    })
    expect(fromRun(draft, 'exp_1', {}).data).toBe('/data')
  })

  it('is forgotten when it is not one of ours, and lost quietly where nothing can be kept', () => {
    const place = storage()
    keepDraft(place, { ...draft, initial: { kind: 'magic' as 'run', reference: '' } })
    expect(readDraft(place)).toBeUndefined()
    const full = {
      setItem: () => {
        throw new Error('no room')
      },
    }
    expect(() => keepDraft(full, draft)).not.toThrow()
  })
})
