// How far a run is, its curves as a file, and the legend's presses.
import { describe, expect, it } from 'vitest'
import type { RunRow } from '../../src/server/api.ts'
import { dashOf, toggled } from '../src/charts/line-look.ts'
import type { Line } from '../src/charts/line.ts'
import { curvesCsv } from '../src/run/curves-csv.ts'
import { isGoingOn } from '../src/api/running.ts'
import { standOf } from '../src/run/stand.ts'

const row = (name: RunRow['state']['name'], epochsDone: number) => ({
  state: { name, reason: '' },
  epochs: 2,
  epochsDone,
  ...(epochsDone > 0 && { progress: epochsDone / 2 }),
})

describe('a run', () => {
  it('that is finished says 48 of 48, whichever step its log told last', () => {
    for (const step of [47, 40, undefined])
      expect(standOf(row('finished', 2), { iterations: 48, step })).toEqual({ epoch: 2, iteration: 48, share: 1 })
  })

  it('that trains counts the iterations that are done', () => {
    expect(standOf(row('running', 0), { iterations: 24, step: 0 })).toEqual({ epoch: 1, iteration: 1, share: 1 / 48 })
    expect(standOf(row('running', 0), { iterations: 24, step: 23 })).toEqual({ epoch: 1, iteration: 24, share: 0.5 })
    expect(standOf(row('stopped', 1), { iterations: 24, step: 24 })).toMatchObject({ epoch: 2, iteration: 1 })
  })

  it('that waits in the queue of a cluster goes on as one that trains does', () => {
    const names = ['queued', 'running', 'finished', 'stopped', 'failed', 'dead'] as const
    expect(names.filter((name) => isGoingOn(row(name, 1)))).toEqual(['queued', 'running'])
  })

  it('that has not begun has no share of the whole', () => {
    expect(standOf(row('running', 0), { iterations: 0, step: undefined })).toEqual({
      epoch: 0,
      iteration: undefined,
      share: undefined,
    })
  })
})

describe('the curves as CSV', () => {
  it('have a row a step, with every value where it belongs', () => {
    const curves = {
      series: {
        loss: { step: [0, 1, 2], value: [2, null, 1], seconds: [0, 1.5, 3] },
        fScore: { step: [0, 2], value: [0.5, 0.75], seconds: [null, 3] },
      },
      epochs: 1,
      iterations: 2,
      points: 3,
      thinned: false,
      position: '',
    }
    expect(curvesCsv(curves)).toBe('step,epoch,seconds,loss,fScore\n0,0,0,2,0.5\n1,0.5,1.5,NaN,\n2,1,3,1,0.75\n')
  })
})

describe('the legend', () => {
  const none = new Float64Array()
  const lines: Line[] = ['a', 'b'].map((label, color) => ({ label, color, x: none, y: none }))

  it('hides and shows a line, and shows all when nothing would be left', () => {
    const one = toggled(new Set(), 'a', lines)
    expect([...one]).toEqual(['a'])
    expect([...toggled(one, 'a', lines)]).toEqual([])
    expect([...toggled(one, 'b', lines)]).toEqual([])
  })

  it('dashes the ninth line, which has the colour of the first', () => {
    expect(dashOf({ color: 0 })).toEqual([])
    expect(dashOf({ color: 8 })).toEqual([7, 4])
    expect(dashOf({ color: 0, dashed: true })).toEqual([4, 4])
  })
})
