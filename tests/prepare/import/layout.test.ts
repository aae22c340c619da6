// What is written reads back as what was meant: ground-truth lines, list lines, names.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { area, type Point, type Polygon } from '../../../src/geometry/points.ts'
import { pairLine } from '../../../src/data/write/list-line.ts'
import { groundTruthNames, uniqueNames } from '../../../src/data/write/names.ts'
import { oneLine, groundTruthLine } from '../../../src/data/write/ground-truth-line.ts'
import { parseGroundTruth } from '../../../src/data/read/ground-truth.ts'
import { readGroundTruthLine } from '../../../src/data/read/coordinates.ts'
import { readListLine } from '../../../src/data/read/list.ts'

const seed = 20260101

/** Corners around a circle: a simple outline, clockwise on the screen, of any number of corners. */
const roundPolygon = fc
  .record({
    count: fc.integer({ min: 3, max: 12 }),
    radii: fc.array(fc.double({ min: 5, max: 400, noNaN: true }), { minLength: 12, maxLength: 12 }),
    centre: fc.tuple(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 2000 })),
    whole: fc.boolean(),
  })
  .map(({ count, radii, centre: [cx, cy], whole }): Polygon =>
    Array.from({ length: count }, (_, index): Point => {
      const angle = (2 * Math.PI * index) / count
      const [x, y] = [cx + radii[index] * Math.cos(angle), cy + radii[index] * Math.sin(angle)]
      return whole ? [Math.round(x), Math.round(y)] : [x, y]
    }),
  )

const transcript = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '###',
    '1,000',
    '8,10,12 Main',
    '"',
    '""',
    '"a"',
    String.raw`\"`,
    '12',
    '-3.5,7',
    'a,1,2',
    '',
    '"1", 2',
    '.5,.5',
  ),
  fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 8 }).map(String),
)

describe('groundTruthLine', () => {
  it('is read back as the same region and the same transcript', () => {
    fc.assert(
      fc.property(roundPolygon, transcript, (polygon, words) => {
        const text = oneLine(words)
        const reading = readGroundTruthLine(groundTruthLine(polygon, text))
        expect(reading.transcript).toBe(text)
        const read = reading.polygon ?? []
        expect(area(read)).toBeCloseTo(area(polygon), 3)
        // The corners are the given ones, from whichever the line begins; others lie in the middle of edges.
        const given = new Set(polygon.map(String))
        expect(read.map(String).filter((corner) => given.has(corner))).toHaveLength(polygon.length)
      }),
      { seed, numRuns: 400 },
    )
  })

  it('keeps four corners and common transcripts as they are', () => {
    const quad: Polygon = [[1, 2], [3.25, 2], [3.25, 4], [-0, 4]] // prettier-ignore
    expect(groundTruthLine(quad, 'Joe, "the cook"')).toBe('1,2,3.25,2,3.25,4,0,4,Joe, "the cook"')
    expect(groundTruthLine(quad, '')).toBe('1,2,3.25,2,3.25,4,0,4,')
    expect(groundTruthLine(quad, '"quoted"')).toBe('1,2,3.25,2,3.25,4,0,4,"""quoted"""')
    expect(groundTruthLine(quad, '24,00')).toBe('1,2,3.25,2,3.25,4,0,4,24,00')
  })

  // The fifth corner lies farther from the first four than their longer side, so the reader would take it for a transcript.
  it('begins a pentagon where the reader does not doubt', () => {
    const pentagon: Polygon = [[0, 0], [10, 0], [12, 5], [10, 10], [-200, 5]] // prettier-ignore
    const line = groundTruthLine(pentagon, 'x')
    expect(readGroundTruthLine(line).polygon).toHaveLength(5)
    expect(line.startsWith('0,0,')).toBe(false)
  })

  it('survives the way through a file', () => {
    fc.assert(
      fc.property(fc.array(transcript, { maxLength: 5 }), (words) => {
        const quad: Polygon = [[1, 2], [30, 2], [30, 40], [1, 40]] // prettier-ignore
        const lines = words.map((text) => groundTruthLine(quad, oneLine(text)))
        const { texts, problems } = parseGroundTruth(Buffer.from(lines.join('\n')), 'x.txt')
        expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
        expect(texts.map((text) => text.transcript)).toEqual(words.map(oneLine))
      }),
      { seed, numRuns: 200 },
    )
  })
})

describe('pairLine', () => {
  it('is read back as the two paths, for every name that the import gives', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (typed) => {
        const [name] = uniqueNames([`${typed.replaceAll('/', '')}.jpg`])
        const [groundTruth] = groundTruthNames([name])
        const line = pairLine(`train_images/${name}`, `train_gts/${groundTruth}`) ?? ''
        expect(readListLine(line)).toEqual({
          form: 'pair',
          candidates: [{ image: `train_images/${name}`, groundTruth: `train_gts/${groundTruth}` }],
        })
      }),
      { seed, numRuns: 400 },
    )
  })

  it('quotes only where it must, and gives up on both kinds of quotes', () => {
    expect(pairLine('a/1.jpg', 'b/1.txt')).toBe('a/1.jpg b/1.txt')
    expect(pairLine('a/x 1.jpg', 'b/1.txt')).toBe('"a/x 1.jpg" "b/1.txt"')
    expect(pairLine('"a"/1.jpg', 'b/1.txt')).toBe(`'"a"/1.jpg' 'b/1.txt'`)
    expect(pairLine(`"a' /1.jpg`, 'b/1.txt')).toBeUndefined()
    expect(pairLine('a/1\n.jpg', 'b/1.txt')).toBeUndefined()
  })
})

describe('names', () => {
  it('are unique without regard to case, and those of the ground truths too', () => {
    const names = uniqueNames(['a/1.jpg', 'b/1.JPG', 'b_1.jpg', 'c/b_1.jpg', '1.png', 'd/.hidden.jpg'])
    expect(names).toEqual(['1.jpg', 'b_1.JPG', 'b_1_2.jpg', 'c_b_1.jpg', '1.png', '_hidden.jpg'])
    expect(groundTruthNames(['1.jpg', '1.png', '1.png.gif', '1.PNG.txt'])).toEqual([
      '1.txt',
      '1.png.txt',
      '1.png.gif.txt',
      '1.PNG.txt.txt',
    ])
  })
})
