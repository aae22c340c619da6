// Annotations to a ground-truth file and back: what is drawn is what is read, and what is not touched stays to the letter.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { annotationsOf, groundTruthWith, type Annotation } from '../../src/annotate/compose.ts'
import { UserError } from '../../src/core/errors.ts'
import { signedArea } from '../../src/geometry/points.ts'
import { parseGroundTruth } from '../../src/data/read/ground-truth.ts'

const bytes = (text: string): Buffer => Buffer.from(text)
const write = (texts: readonly Annotation[], before = '', dropUnread = false): string =>
  groundTruthWith({ texts, dropUnread }, bytes(before), 'train_gts/1.txt')
const square = (x: number, y: number, side = 20): Annotation['polygon'] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
]

/** Quadrilaterals, clockwise around a middle, in tenths of a pixel. */
const quad = fc
  .tuple(
    fc.integer({ min: 300, max: 9000 }),
    fc.integer({ min: 300, max: 9000 }),
    fc.integer({ min: 20, max: 250 }),
    fc.integer({ min: 20, max: 250 }),
  )
  .map(([x, y, w, h]): Annotation['polygon'] => [
    [(x - w) / 10, (y - h) / 10],
    [(x + w) / 10, (y - h + 3) / 10],
    [(x + w - 2) / 10, (y + h) / 10],
    [(x - w) / 10, (y + h) / 10],
  ])
const annotation = fc
  .record({ polygon: quad, transcript: fc.string({ unit: 'grapheme', maxLength: 12 }), ignore: fc.boolean() })
  .map((one) => ({ ...one, transcript: one.ignore ? '###' : one.transcript.replaceAll(/\s+/g, ' ').trim() }))
  .filter(({ transcript, ignore }) => ignore === (transcript === '###'))

describe('a ground truth that was written', () => {
  it('is read back as it was drawn', () => {
    fc.assert(
      fc.property(fc.array(annotation, { maxLength: 6 }), (texts) => {
        const read = parseGroundTruth(bytes(write(texts)), '1.txt').texts
        expect(read.map(({ polygon, ignore }) => ({ polygon, ignore }))).toEqual(
          texts.map(({ polygon, ignore }) => ({ polygon, ignore })),
        )
      }),
    )
  })

  it('is the same when it is written once more', () => {
    fc.assert(
      fc.property(fc.array(annotation, { maxLength: 6 }), (texts) => {
        const once = write(texts)
        expect(write(annotationsOf(bytes(once)).texts, once)).toBe(once)
      }),
    )
  })

  it('keeps corners to a tenth of a pixel', () => {
    const drawn = square(1.23456, 7.89012)
    const [{ polygon }] = annotationsOf(bytes(write([{ polygon: drawn, transcript: 'a', ignore: false }]))).texts
    polygon.forEach(([x, y], i) => {
      expect(Math.abs(x - drawn[i][0])).toBeLessThanOrEqual(0.05)
      expect(Math.abs(y - drawn[i][1])).toBeLessThanOrEqual(0.05)
    })
  })

  it('is clockwise, however it was drawn', () => {
    const [{ polygon }] = annotationsOf(
      bytes(write([{ polygon: square(0, 0).toReversed(), transcript: 'a', ignore: false }])),
    ).texts
    expect(signedArea(polygon)).toBeGreaterThan(0)
  })

  it('says ### for what is not to be cared for, and what says ### is not cared for', () => {
    const [line, other] = write([
      { polygon: square(0, 0), transcript: 'word', ignore: true },
      { polygon: square(50, 0), transcript: '###', ignore: false },
    ]).split('\n')
    expect(line.endsWith(',###')).toBe(true)
    expect(annotationsOf(bytes(other)).texts[0].ignore).toBe(true)
  })
})

describe('what stands there', () => {
  const strange = '0,0,20,0,20,20,0,20,"quoted, with a comma"\n10.50,10.0,30,10,30,30,10,30,word\n'

  it('stays to the letter where it is not touched', () => {
    expect(write(annotationsOf(bytes(strange)).texts, strange)).toBe(strange)
    const [, second] = annotationsOf(bytes(strange)).texts
    expect(write([second], strange)).toBe('10.50,10.0,30,10,30,30,10,30,word\n')
  })

  it('keeps lines that hold no text, unless they are to be dropped', () => {
    const broken = '0,0,20,0,20,20,0,20,a\nnot a line\n0,0,9,9,0,9,9,0,bow tie\n'
    const { texts, unread } = annotationsOf(bytes(broken))
    expect(unread).toEqual([
      { line: 2, text: 'not a line' },
      { line: 3, text: '0,0,9,9,0,9,9,0,bow tie' },
    ])
    expect(write(texts, broken)).toBe(broken)
    expect(write(texts, broken, true)).toBe('0,0,20,0,20,20,0,20,a\n')
  })

  it('loses the column of another data set in all lines or in none', () => {
    const columns = '0,0,20,0,20,20,0,20,Latin,one\n0,30,20,30,20,50,0,50,None,###\n'
    const { texts } = annotationsOf(bytes(columns))
    const added = write([...texts, { polygon: square(90, 90), transcript: 'two', ignore: false }], columns)
    expect(annotationsOf(bytes(added)).texts.map(({ transcript }) => transcript)).toEqual(['one', '###', 'two'])
  })

  it.each(['\uFEFF0,0,20,0,20,20,0,20,文\r\n', '0,0,20,0,20,20,0,20,文\r'])('becomes UTF-8 with LF: %j', (text) => {
    expect(write(annotationsOf(bytes(text)).texts, text)).toBe('0,0,20,0,20,20,0,20,文\n')
  })
})

describe('an outline that cannot be', () => {
  it.each([
    [
      'crosses itself',
      [
        [0, 0],
        [20, 20],
        [20, 0],
        [0, 20],
      ],
    ],
    [
      'encloses nothing',
      [
        [0, 0],
        [20, 0],
        [40, 0],
        [60, 0],
      ],
    ],
  ] as const)('is refused with its number when it %s', (_what, polygon) => {
    const texts = [
      { polygon: square(0, 0), transcript: 'good', ignore: false },
      { polygon, transcript: 'bad', ignore: false },
    ]
    expect(() => write(texts)).toThrow(UserError)
    expect(() => write(texts)).toThrow('Box 2 cannot be saved')
  })
})
