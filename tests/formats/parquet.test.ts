// Parquet files are read back by a reader of others, and are written while the rows are made.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ParquetColumn, parquetFile } from '../../src/formats/parquet.ts'
import { groupsOf, readParquet } from './read-parquet.ts'

interface Row {
  readonly word: string
  readonly perhaps: string | null
  readonly count: number
  readonly share: number
  readonly numbers: readonly number[]
}

const columns: readonly ParquetColumn<Row>[] = [
  { name: 'word', holds: 'string', of: ({ word }) => word },
  { name: 'perhaps', holds: 'string', isNullable: true, of: ({ perhaps }) => perhaps },
  { name: 'count', holds: 'int32', of: ({ count }) => count },
  { name: 'share', holds: 'double', of: ({ share }) => share },
  { name: 'numbers', holds: 'doubles', of: ({ numbers }) => numbers },
]

const row = fc.record({
  word: fc.string({ unit: 'binary' }),
  perhaps: fc.option(fc.string({ unit: 'grapheme' })),
  count: fc.integer(),
  share: fc.double({ noNaN: true }),
  numbers: fc.array(fc.double({ noNaN: true }), { maxLength: 12 }),
})

describe('a Parquet file', () => {
  it('holds every row as it was, in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 30 }), fc.integer({ min: 1, max: 10 }), async (rows, inGroup) => {
        const file = Buffer.concat([...parquetFile(rows, columns, inGroup)])
        expect(await readParquet(file)).toEqual(rows)
      }),
      { seed: 17, numRuns: 60 },
    )
  })

  it('is written a group at a time, so that no more rows are in memory', () => {
    let asked = 0
    const one = { word: 'a', perhaps: null, count: 1, share: 0.5, numbers: [1, 2] }
    function* rows(): Generator<Row> {
      for (; asked < 100; asked++) yield one
    }
    const pieces: Uint8Array[] = []
    for (const piece of parquetFile(rows(), columns, 8)) {
      pieces.push(piece)
      expect(asked).toBeLessThanOrEqual(8 * pieces.length)
    }
    expect(groupsOf(Buffer.concat(pieces))).toEqual([...Array<number>(12).fill(8), 4])
  })
})
