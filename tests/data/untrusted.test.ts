// Whatever bytes a list or a ground truth holds: reading ends, with usable polygons or with problems, never with a crash.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeProblem, languages } from '../../src/data/problems.ts'
import { parseGroundTruth } from '../../src/data/read/ground-truth.ts'
import { readListLine } from '../../src/data/read/list.ts'
import { area, isClockwise } from '../../src/geometry/points.ts'
import { selfCrossing } from '../../src/geometry/self-crossing.ts'

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
