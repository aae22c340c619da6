// Tables that fit.
import { describe, expect, it } from 'vitest'
import { renderFacts, renderTable } from '../../src/cli/text/table.ts'
import { plain } from './look.ts'

const columns = [{ title: 'image' }, { title: 'F', align: 'right' }, { title: 'missed', align: 'right' }] as const
const rows = [
  ['数据/1.jpg', '0.500', '12'],
  ['a/very/long/name/of/a/image.jpg', '0.750', '3'],
]

describe('renderTable', () => {
  it('lines up columns, wide letters counted twice', () => {
    expect(renderTable(columns, rows, plain())).toBe(
      [
        'image                                F  missed',
        '数据/1.jpg                       0.500      12',
        'a/very/long/name/of/a/image.jpg  0.750       3',
      ].join('\n'),
    )
  })

  it('cuts the first column where it is too wide', () => {
    expect(renderTable(columns, rows, plain(40))).toBe(
      [
        'image                          F  missed',
        '数据/1.jpg                 0.500      12',
        'a/very/long...a/image.jpg  0.750       3', // 25 columns: 11 of each end and 3 dots
      ].join('\n'),
    )
  })

  it('leaves out the last columns where even that is not enough', () => {
    expect(renderTable(columns, rows, plain(20))).toBe(
      ['image              F', '数据/1.jpg     0.500', 'a/ver...e.jpg  0.750'].join('\n'),
    )
  })
})

describe('renderFacts', () => {
  it('puts names and values under each other', () => {
    const facts = [
      ['Run', 'workdirs/exp'],
      ['Best model', 'best.pth'],
    ] as const
    expect(renderFacts(facts, plain())).toBe('Run         workdirs/exp\nBest model  best.pth')
  })
})
