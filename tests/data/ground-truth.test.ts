// Ground-truth files: polygons settled on reading, every problem with its line.
import { describe, expect, it } from 'vitest'
import { describeProblem, renderProblem } from '../../src/data/problems.ts'
import { parseGroundTruth } from '../../src/data/read/ground-truth.ts'
import { reported } from './told.ts'

const parse = (text: string) => parseGroundTruth(new TextEncoder().encode(text), 'train_gts/1.txt')

describe('parseGroundTruth', () => {
  it('reads an empty file as an image without text', () => {
    expect(parse('\n \r\n')).toMatchObject({ texts: [], problems: [] })
  })

  it('keeps the line and marks ### as do not care', () => {
    const { texts } = parse('\n0,0,9,0,9,9,0,9,a\r\n0,0,9,0,9,9,0,9,"###"\r\n')
    expect(texts.map(({ line, ignore, transcript }) => [line, ignore, transcript])).toEqual([
      [2, false, 'a'],
      [3, true, '###'],
    ])
  })

  it('turns counter-clockwise corners round and keeps the first one first', () => {
    const { texts, problems } = parse('0,0,0,9,9,9,9,0,a')
    expect(texts[0].polygon).toEqual([
      [0, 0],
      [9, 0],
      [9, 9],
      [0, 9],
    ])
    expect(problems.map(({ code, severity, line }) => [code, severity, line])).toEqual([
      ['counter-clockwise', 'info', 1],
    ])
  })

  it('leaves out a legible text whose outline crosses itself, with an error', () => {
    const { texts, problems } = parse('0,0,9,9,9,0,0,9,a')
    expect(texts).toEqual([])
    expect(problems.map((problem) => renderProblem(problem))).toEqual([
      [
        'error train_gts/1.txt:1 Invalid box format in 1.txt: its outline crosses itself',
        '  found: edge 1-2 crosses edge 3-4',
        '  next: put the corners in the order in which they lie around the text, clockwise',
      ].join('\n'),
    ])
  })

  it('ignores the bounding rectangle of a crossing ### region', () => {
    const { texts, problems } = parse('0,1,9,8,9,1,0,8,###')
    expect(texts[0].polygon).toEqual([
      [0, 1],
      [9, 1],
      [9, 8],
      [0, 8],
    ])
    expect(problems.map(({ code }) => code)).toEqual(['self-crossing-ignored'])
  })

  it('leaves out boxes without area: an error when legible, a word when not', () => {
    const { texts, problems } = parse('5,5,9,5,9,5,5,5,a\n5,5,5,5,5,5,5,5,###')
    expect(texts).toEqual([])
    expect(problems.map(({ code, severity, line, facts }) => [code, severity, line, facts])).toEqual([
      ['zero-area', 'error', 1, { area: 0 }],
      ['zero-area-ignored', 'info', 2, { area: 0 }],
    ])
  })

  it('accepts a triangle drawn as four corners', () => {
    expect(parse('0,0,9,0,9,9,9,9,a').problems).toEqual([])
  })

  it('collects every problem of a file', () => {
    const { texts, problems } = parse('1,2,3,word\n0,0,9,0,9,9,0,9,fine\n1,2,x,4,5,6,7,8,word\n0,0,9,9,9,0,0,9,a')
    expect(texts.map(({ transcript }) => transcript)).toEqual(['fine'])
    expect(
      problems.map((problem) => describeProblem(problem)).map(({ code, line, message }) => [code, line, message]),
    ).toEqual([
      ['coordinate-count', 1, 'Invalid box format in 1.txt: wrong number of coordinates'],
      ['coordinate-not-a-number', 3, 'Invalid box format in 1.txt: not a number'],
      ['self-crossing', 4, 'Invalid box format in 1.txt: its outline crosses itself'],
    ])
  })

  it('reads the boxes of a file that is not UTF-8, with a warning', () => {
    const line = Uint8Array.of(...new TextEncoder().encode('0,0,9,0,9,9,0,9,'), 0xd6, 0xd0)
    const { texts, problems } = parseGroundTruth(line, 'g.txt')
    expect(texts[0].transcript).toBe('中')
    expect([problems[0].severity, reported(problems)]).toEqual([
      'warning',
      ['not-utf8 | g.txt | read as GBK (GB18030)'],
    ])
  })

  it('says once that an image is no ground truth', () => {
    const { problems } = parseGroundTruth(Uint8Array.of(0xff, 0xd8, 0, 0x10, 0x0a, 0x31), 'g.txt')
    expect(problems.map(({ code }) => code)).toEqual(['not-text'])
  })
})
