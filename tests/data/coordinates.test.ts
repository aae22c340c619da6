// Ground-truth lines: where the coordinates end and the transcript begins.
import { describe, expect, it } from 'vitest'
import { must } from '../../src/core/assert.ts'
import { problem } from '../../src/data/problems.ts'
import { readGroundTruthLine } from '../../src/data/read/coordinates.ts'
import { reported } from './told.ts'

const quad = '300,60,340,60,340,80,300,80'
const quadPoints = [
  [300, 60],
  [340, 60],
  [340, 80],
  [300, 80],
]
/** Seven corners along the top of a curved word, seven back along its foot. */
const curve = [100, 90, 110, 80, 120, 75, 130, 73, 140, 75, 150, 80, 160, 90]
const curved = [
  ...curve,
  ...[...curve.keys()].filter((at) => at % 2 === 0).flatMap((at) => [curve[12 - at], curve[13 - at] + 20]),
]

/** The number of corners and the transcript, for short expectations. */
function read(line: string): [corners: number | undefined, transcript: string, code?: string] {
  const { polygon, transcript, finding } = readGroundTruthLine(line)
  return finding === undefined ? [polygon?.length, transcript] : [polygon?.length, transcript, finding.code]
}

describe('readGroundTruthLine', () => {
  it('reads whole and fractional coordinates, signs, exponents and spaces', () => {
    expect(readGroundTruthLine('-1.5, 2 ,+3,.5,1e1,10.,0,1E1,word').polygon).toEqual([
      [-1.5, 2],
      [3, 0.5],
      [10, 10],
      [0, 10],
    ])
  })

  it.each([
    ['plain', 'Genaxis Theatre', 'Genaxis Theatre'],
    ['with commas', 'NO.53 55,57 & 59, JALAN SAGU 18,', 'NO.53 55,57 & 59, JALAN SAGU 18,'],
    ['empty', '', ''],
    ['a number', '2024', '2024'],
    ['a price', '1,888', '1,888'],
    ['millions', '36,000,000', '36,000,000'],
    ['a post code first', '53200, KUALA LUMPUR', '53200, KUALA LUMPUR'],
    ['do not care', '###', '###'],
    ['quoted', '"a, b"', 'a, b'],
    ['quoted with doubled quotes', '"say ""hi"""', 'say "hi"'],
    ['quoted with escapes', '"a \\"b\\" \\\\"', 'a "b" \\'],
    ['one quote', '"', '"'],
    ['Chinese', '薄利汽配', '薄利汽配'],
  ])('takes a transcript that is %s', (_name, written, transcript) => {
    expect(readGroundTruthLine(`${quad},${written}`)).toEqual({ polygon: quadPoints, transcript })
  })

  it('reads polygons of more than four corners', () => {
    // Four of the five corners would make no box.
    expect(read('300,60,320,52,340,60,340,80,300,80,word')).toEqual([5, 'word'])
    expect(read(`${curved.join(',')},word`)).toEqual([14, 'word'])
    expect(read(`${curved.join(',')},###`)).toEqual([14, '###'])
  })

  it('keeps a number as the transcript of a polygon', () => {
    expect(read(`${curved.join(',')},2011`)).toEqual([14, '2011'])
    expect(read('300,60,320,52,340,60,340,80,300,80,2011')).toEqual([5, '2011'])
  })

  it('takes numbers after a box for its transcript when there is nothing else, and says so', () => {
    for (const price of ['120,70,2011', '12,34', '10,20,30,40'])
      expect(read(`0,20,150,20,150,60,0,60,${price}`)).toEqual([4, price, 'transcript-of-numbers'])
    expect(read('20,70,120,70,120,100,20,100,12,34')).toEqual([4, '12,34', 'transcript-of-numbers'])
  })

  it('says so when numbers after a box are read as corners because a word follows', () => {
    expect(read(`${quad},290,70,word`)).toEqual([5, 'word', 'corners-after-a-box'])
  })

  it('leaves numbers to the transcript when they cannot be corners, and says so', () => {
    // (8, 10) lies 290 px from a box 40 px wide.
    expect(read(`${quad},8,10,12 Main Street`)).toEqual([4, '8,10,12 Main Street', 'transcript-of-numbers'])
    // (320, 70) lies near, a notch in the left side: it is a corner.
    expect(read(`${quad},320,70,word`)).toEqual([5, 'word', 'corners-after-a-box'])
    // (320, 50) lies near too, but the way there from (300, 80) crosses the top side at (313, 60).
    expect(read(`${quad},320,50,word`)).toEqual([4, '320,50,word', 'transcript-of-numbers'])
  })

  it('accepts a line without a transcript, and says so', () => {
    expect(read(quad)).toEqual([4, '', 'transcript-missing'])
    expect(read(curved.join(','))).toEqual([14, '', 'transcript-missing'])
  })

  it.each([
    ['10,20,30,40,50,60,70,word', 'coordinate-count', '7 numbers'],
    ['10,20,30,40,"Tiredness"', 'coordinate-count', '4 numbers'],
    ['10,20,30,40,50,60,70,some, words', 'coordinate-count', '7 numbers'],
    ['1', 'coordinate-count', '1 number'],
    ['hello world', 'coordinate-count', '0 numbers'],
    ['10,20,3o,40,50,60,70,80,word', 'coordinate-not-a-number', '"3o" as coordinate 3'],
    ['10,20,30,40,50,60,70,8O,word', 'coordinate-not-a-number', '"8O" as coordinate 8'],
    ['10,20,30,,50,60,70,80,word', 'coordinate-not-a-number', '"" as coordinate 4'],
    ['nan,20,30,40,50,60,70,80,word', 'coordinate-not-a-number', '"nan" as coordinate 1'],
    ['1e300,20,30,40,50,60,70,80,word', 'coordinate-not-a-number', '1e+300 of pixels'],
    ['10，20，30，40，50，60，70，80，word', 'wrong-separator', 'full-width commas'],
    ['10 20 30 40 50 60 70 80 word', 'wrong-separator', 'spaces'],
    ['10\t20\t30\t40\t50\t60\t70\t80\tword', 'wrong-separator', 'tabs'],
    ['10;20;30;40;50;60;70;80;word', 'wrong-separator', 'semicolons'],
  ])('refuses %s', (line, code, found) => {
    const { polygon, transcript, finding } = readGroundTruthLine(line)
    expect([polygon, transcript]).toEqual([undefined, ''])
    expect(reported([problem(must(finding, 'a refused line has a finding'), 'a.txt', 1)])).toEqual([
      `${code} | a.txt:1 | ${found}`,
    ])
  })
})
