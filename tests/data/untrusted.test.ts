// Whatever bytes a list or a ground truth holds: reading ends, with usable polygons or with problems, never with a crash.
import { languages } from '../../src/core/language.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDataset } from '../../src/data/dataset.ts'
import { respell } from '../../src/prepare/repair/respell.ts'
import { describeProblem } from '../../src/data/problems.ts'
import { parseGroundTruth } from '../../src/data/read/ground-truth.ts'
import { readListLine } from '../../src/data/read/list.ts'
import { area, isClockwise } from '../../src/geometry/points.ts'
import { selfCrossing } from '../../src/geometry/self-crossing.ts'
import { makeFolder } from './folder.ts'

/** Lines that are nearly right: numbers, commas and what people mistype. */
const nearlyLine = fc
  .array(
    fc.oneof(
      fc.integer({ min: -50, max: 2000 }).map(String),
      fc.constantFrom('', ' ', '1.5', '-0', '007', '1e400', 'x', '"', '###', '，', 'é', '\r', '\n'),
    ),
    {
      minLength: 1,
      maxLength: 20,
    },
  )
  .map((fields) => fields.join(','))

function holds(bytes: Uint8Array): void {
  const { texts, problems } = parseGroundTruth(bytes, 'g.txt')
  for (const { polygon, transcript, ignore } of texts) {
    expect(polygon.length).toBeGreaterThanOrEqual(4)
    expect(polygon.flat().every(Number.isFinite)).toBe(true)
    expect([isClockwise(polygon), selfCrossing(polygon), ignore]).toEqual([true, undefined, transcript === '###'])
    expect(area(polygon)).toBeGreaterThanOrEqual(1)
  }
  for (const problem of problems)
    for (const language of languages) {
      const { message, next } = describeProblem(problem, language)
      expect(message.length * next.length).toBeGreaterThan(0)
    }
}

/** Corners that go to and fro, each edge across all others. */
function zigzag(corners: number): string {
  return Array.from({ length: corners }, (_, index) => `${index % 2 === 0 ? 0 : 1000},${index}`).join(',')
}

describe('bytes made to take forever', () => {
  it.each([
    ['a polygon of 100,000 corners', `${zigzag(100_000)},x`, ['too-many-corners']],
    ['a ### region of 100,000 corners', `${zigzag(100_000)},###`, ['too-many-corners']],
    ['100,000 digits and a letter', `${'1'.repeat(100_000)}x,0,0,0,0,0,0,0,a`, ['coordinate-not-a-number']],
    ['100,000 blanks in the middle', `1${' '.repeat(100_000)}2`, ['coordinate-count']],
    ['a far corner behind near ones', '0,0,9,0,9,9,8,9,7,9,6,9,0,1e300,x', ['coordinate-not-a-number']],
  ])('%s', (_name, line, codes) => {
    const { problems } = parseGroundTruth(new TextEncoder().encode(line), 'g.txt')
    expect(problems.map(({ code }) => code)).toEqual(codes)
    respell(line)
  })

  it('a line of tabs', () => {
    expect(respell('1'.concat('\t'.repeat(100)).repeat(7))).toBeUndefined()
  })

  it('a list line of 100,000 blanks', () => {
    expect(readListLine(`a${' '.repeat(100_000)}.txt`)).toEqual({ form: 'unclear' })
  })

  it('a table of 200,000 lines in the place of a ground truth', async () => {
    const root = makeFolder({
      'test_list.txt': '1.jpg',
      'test_images/1.jpg': '',
      'test_gts/1.txt': 'a,b\n'.repeat(2e5),
    })
    expect((await readDataset(root, { splits: ['test'] })).problems).toHaveLength(200_001)
  })
})

describe('reading untrusted bytes', () => {
  it('takes any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), holds), { numRuns: 500, seed: 1 })
  })

  it('takes any nearly right lines', () => {
    const bytes = fc.array(nearlyLine, { maxLength: 6 }).map((lines) => new TextEncoder().encode(lines.join('\n')))
    fc.assert(fc.property(bytes, holds), { numRuns: 2000, seed: 1 })
  })

  it('takes any list line', () => {
    const line = fc.string({
      minLength: 1,
      unit: fc.constantFrom('a', ' ', '"', "'", '.', 'txt', '.jpg', '\t', '/', '\\', '图'),
    })
    fc.assert(
      fc.property(line, (text) => {
        const trimmed = text.trim()
        if (trimmed !== '') expect(['bare', 'pair', 'unclear']).toContain(readListLine(trimmed).form)
      }),
      { numRuns: 2000, seed: 1 },
    )
  })
})
