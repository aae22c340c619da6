// The scores of reading: what they are for all texts, and the convention for lines that are missed or false.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  commonLength,
  editDistance,
  isComparable,
  normalized,
  type ReadLine,
  scoreReading,
} from '../../src/recognize/reading-scores.ts'

const list = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 })
const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const transcript = text.filter(isComparable)
const line: fc.Arbitrary<ReadLine> = fc.record({ transcript, read: fc.option(text, { nil: undefined }) })

describe('editDistance', () => {
  it('is a metric, and no more than the longer list', () => {
    fc.assert(
      fc.property(list, list, list, (a, b, c) => {
        const distance = editDistance(a, b)
        expect(distance === 0).toBe(a.join() === b.join())
        expect(distance).toBe(editDistance(b, a))
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
        expect(editDistance(a, c)).toBeLessThanOrEqual(distance + editDistance(b, c))
      }),
    )
  })

  it('without changes is what the longest common subsequence leaves over', () => {
    fc.assert(
      fc.property(list, list, (a, b) => {
        const common = commonLength(a, b)
        expect(editDistance(a, b)).toBeLessThanOrEqual(a.length + b.length - 2 * common)
        expect(common).toBeGreaterThanOrEqual(a.length - editDistance(a, b))
      }),
    )
  })

  it('counts changes, additions and what is taken away', () => {
    expect(editDistance(Array.from('kitten'), Array.from('sitting'))).toBe(3)
    expect(commonLength(Array.from('kitten'), Array.from('sitting'))).toBe(4)
  })
})

describe('scoreReading', () => {
  it('is perfect for lines that are read, whatever their width, case and spaces', () => {
    expect(normalized('Ｔｏｔａｌ  ３１．00')).toBe('total31.00')
    fc.assert(
      fc.property(transcript, (words) => {
        const read = ` ${words.normalize('NFKC').toLowerCase()} `
        const scores = scoreReading([{ transcript: words, read }])
        expect(scores).toMatchObject({ lineAccuracy: 1, wordAccuracy: 1, characterErrorRate: 0 })
      }),
    )
    expect(scoreReading([{ transcript: 'TOTAL AMOUNT', read: 'total amo unt' }])).toMatchObject({
      lineAccuracy: 1,
      characterErrorRate: 0,
      wordAccuracy: 0.5,
    })
  })

  it('adds up the counts of any two parts, with every rate in its range', () => {
    fc.assert(
      fc.property(fc.array(line), fc.array(line), fc.array(text), (a, b, inserted) => {
        const [whole, first, second] = [
          scoreReading([...a, ...b], inserted),
          scoreReading(a, inserted),
          scoreReading(b),
        ]
        for (const count of [
          'lines',
          'linesRight',
          'words',
          'wordsRight',
          'characters',
          'misread',
          'missed',
          'inserted',
        ] as const)
          expect(whole[count]).toBe(first[count] + second[count])
        for (const rate of ['lineAccuracy', 'wordAccuracy'] as const) {
          expect(whole[rate]).toBeGreaterThanOrEqual(0)
          expect(whole[rate]).toBeLessThanOrEqual(1)
        }
        expect(whole.characterErrorRate).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('counts missed lines as wrong with all their characters, and those of false boxes as inserted', () => {
    const lines = [
      { transcript: 'ABCD', read: 'abxd' },
      { transcript: '北京 大学', read: undefined },
    ]
    expect(scoreReading(lines, ['no 1', ''])).toEqual({
      lines: 2,
      linesRight: 0,
      words: 3,
      wordsRight: 0,
      characters: 8,
      misread: 1,
      missed: 4,
      inserted: 3,
      lineAccuracy: 0,
      wordAccuracy: 0,
      characterErrorRate: 1,
    })
  })

  it('counts a rare character that takes two code units once', () => {
    expect(scoreReading([{ transcript: '𠮷野家', read: '吉野家' }])).toMatchObject({ characters: 3, misread: 1 })
  })

  it('is 0 where there is nothing to compare', () => {
    expect(scoreReading([], ['text'])).toMatchObject({ lineAccuracy: 0, wordAccuracy: 0, characterErrorRate: 0 })
  })
})

it('compares nothing with a transcript without signs', () => {
  expect(['', ' \t', '\u3000'].map(isComparable)).toEqual([false, false, false])
  expect(isComparable('.')).toBe(true)
})
