// Forty runs as numbers: columns, conditions half typed, groups, CSV, and places and colours of plots.
import { describe, expect, it } from 'vitest'
import type { RunRow } from '../../src/server/api.ts'
import { coloringOf, scaleOf } from '../src/charts/scale.ts'
import { suggestions } from '../src/features/runs/list/complete.ts'
import { runsCsv } from '../src/features/runs/list/csv.ts'
import { chosenFields, differing, fieldsOf } from '../src/features/runs/list/fields.ts'
import { groupsOf, spreadOf } from '../src/features/runs/list/groups.ts'

interface Made {
  readonly fScore?: number
  readonly config?: Record<string, unknown>
  readonly note?: string
}

function run(id: string, { fScore, config = {}, note = '' }: Made = {}): RunRow {
  return {
    id,
    folder: `/w/${id}`,
    names: [],
    startedAt: '2026-01-05T14:30:22.000Z',
    state: { name: 'finished', reason: '' },
    epochsDone: 1,
    epochs: 1,
    ...(fScore !== undefined && { best: { epoch: 1, fScore, precision: fScore, recall: fScore } }),
    bytes: 1000,
    trend: { of: 'f_score', values: [] },
    errors: 0,
    warnings: 0,
    note,
    tags: [],
    config,
  } as unknown as RunRow
}

const settings = [
  { name: 'batch_size', control: { control: 'number' } },
  { name: 'optimizer', control: { control: 'choice', values: [] } },
  { name: 'device', control: { control: 'choice', values: [] } },
] as unknown as Parameters<typeof fieldsOf>[0]
const fields = fieldsOf(settings, (key) => key)
const rows = [
  run('a', { fScore: 0.5, config: { batch_size: 4, optimizer: 'SGD' } }),
  run('b', { fScore: 0.7, config: { batch_size: 8, optimizer: 'SGD' } }),
  run('c', { fScore: 0.6, config: { batch_size: 8, optimizer: 'Adam' }, note: '=1+1, "x"' }),
  run('d', { config: {} }),
]
const field = (name: string) => fields.find((one) => one.name === name)!

describe('columns', () => {
  it('are the chosen ones in their order, or the usual ones', () => {
    expect(chosenFields(fields, 'optimizer,f_score,nonsense').map(({ name }) => name)).toEqual(['optimizer', 'f_score'])
    expect(chosenFields(fields, '')[0]?.name).toBe('state')
  })

  it('name a setting apart that shares its name with a result', () => {
    expect(fields.filter(({ label }) => label === 'device').map(({ name }) => name)).toEqual(['config.device'])
  })

  it('are worth a plot where they differ, and an untold value is no difference', () => {
    expect(differing(fields, rows).map(({ name }) => name)).toEqual([
      'id',
      'f_score',
      'precision',
      'recall',
      'note',
      'batch_size',
      'optimizer',
    ])
  })

  it('go into a CSV in which nothing is computed', () => {
    expect(runsCsv([field('id'), field('trend'), field('f_score'), field('note')], rows.slice(2))).toBe(
      `\uFEFFid,f_score,note\r\nc,0.6,"'=1+1, ""x"""\r\nd,,\r\n`,
    )
  })
})

describe('a half-typed condition', () => {
  const offered = (text: string) => suggestions(text, fields, rows).map(({ shown }) => shown)

  it.each([
    ['f_s', ['f_score', 'last_f_score']],
    ['f_score ', ['>', '>=', '<', '<=', '=', '!=']],
    ['optimizer ', ['=', '!=', 'like']],
    ['optimizer = ', ['SGD', 'Adam']],
    ['optimizer = A', ['Adam']],
    ['batch_size = 8 ', ['and', 'or']],
    ['batch_size = 8 and opt', ['optimizer']],
  ])('"%s" can go on with %j', (text, expected) => {
    expect(offered(text)).toEqual(expected)
  })

  it('keeps what stands before', () => {
    expect(suggestions('batch_size = 8 and opt', fields, rows)[0]?.text).toBe('batch_size = 8 and optimizer ')
  })
})

describe('groups', () => {
  it('have the mean and the sample deviation, the best first, runs without the value apart', () => {
    const groups = groupsOf(rows, field('batch_size'))
    expect(groups.map(({ value, rows: of, fScore }) => [value, of.length, fScore?.mean.toFixed(3)])).toEqual([
      ['8', 2, '0.650'],
      ['4', 1, '0.500'],
      ['', 1, undefined],
    ])
    expect(groups[0]?.fScore?.deviation?.toFixed(4)).toBe('0.0707')
    expect(spreadOf([0.5])).toEqual({ mean: 0.5, deviation: undefined, low: 0.5, high: 0.5 })
  })
})

describe('a plot of runs', () => {
  it('places many numbers along an axis, and a few or texts in equal steps', () => {
    const many = scaleOf(Array.from({ length: 20 }, (_, at) => at))
    expect([0, 19, undefined, Number.NaN].map((value) => many.placeOf(value))).toEqual([0, 1, undefined, undefined])
    const few = scaleOf([4, 16, 8, 8])
    expect(few.ticks.map(({ text }) => text)).toEqual(['4', '8', '16'])
    expect(few.placeOf(8)).toBe(0.5)
    expect(scaleOf(['SGD', 'Adam', undefined]).ticks.map(({ text }) => text)).toEqual(['Adam', 'SGD'])
  })

  it('colours values apart, and many numbers by ranges', () => {
    const { colorOf, legend } = coloringOf(['b', 'a', undefined])
    expect(['a', 'b', undefined].map((value) => colorOf(value))).toEqual([0, 1, undefined])
    expect(legend.map(({ text }) => text)).toEqual(['a', 'b'])
    const ranges = coloringOf(Array.from({ length: 60 }, (_, at) => at))
    expect(ranges.legend).toHaveLength(6)
    expect([0, 9, 10, 59].map((value) => ranges.colorOf(value))).toEqual([0, 0, 1, 5])
  })
})
