// The words of a line lie where they are written: what is cut out there reads as the word.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFound } from '../../src/recognize/found.ts'
import { openRecognizer } from '../../src/recognize/open.ts'
import type { Recognizer } from '../../src/recognize/recognizer.ts'
import { wordsIn } from '../../src/recognize/words-in.ts'
import { boxAt, pageWith } from './page.ts'

let ppocr: Recognizer
beforeAll(async () => {
  ppocr = await openRecognizer()
})
afterAll(() => ppocr.release())

describe('the words of a line', () => {
  it.each([
    [0, 0],
    [12, 0],
    [90, 0],
    [180, 0],
    // A detector begins at the corner that is leftmost, wherever one begins to read.
    [180, 2],
    [270, 1],
  ])('are where they are written: turned by %i degrees, from corner %i', async (turn, first) => {
    const { image, boxes } = pageWith(['TOTAL AMOUNT DUE'], turn)
    const polygon = [...boxes[0].slice(first), ...boxes[0].slice(0, first)]
    const [read] = await readFound(ppocr, image, { texts: [{ polygon }] })
    const words = wordsIn(polygon, read)
    expect(words.map(({ text }) => text)).toEqual(['TOTAL', 'AMOUNT', 'DUE'])
    const alone = await ppocr.read(
      image,
      words.map((word) => word.polygon),
    )
    expect(alone.map(({ text }) => text)).toEqual(['TOTAL', 'AMOUNT', 'DUE'])
  })

  it('of a line that is read in parts are where they are written', async () => {
    const line = Array.from({ length: 24 }, (_, index) => `W${index + 10}X`)
    const { image, boxes } = pageWith([line.join(' ')])
    const [read] = await readFound(ppocr, image, { texts: [{ polygon: boxes[0] }] })
    const words = wordsIn(boxes[0], read)
    const starts = words.map(({ polygon }) => polygon[0][0])
    expect(starts).toEqual(starts.toSorted((a, b) => a - b))
    const last = words.slice(-2)
    const alone = await ppocr.read(
      image,
      last.map(({ polygon }) => polygon),
    )
    expect(alone.map(({ text }) => text)).toEqual(['W32X', 'W33X'])
  })

  it('are the line as it is where nobody tells the gaps, or not all of them', () => {
    const polygon = boxAt(0, 0, 100, 20)
    const whole = [{ text: 'two words', polygon }]
    expect(wordsIn(polygon, { text: 'two words', score: 1 })).toEqual(whole)
    expect(wordsIn(polygon, { text: 'two words', score: 1, gaps: [] })).toEqual(whole)
  })

  it('keep a quarter of each gap', () => {
    const read = { text: 'two words', score: 1, gaps: [{ from: 0.4, to: 0.48 }] }
    const [two, words] = wordsIn(boxAt(0, 0, 100, 20), read)
    expect(two.polygon[1][0]).toBeCloseTo(42)
    expect(words.polygon[0][0]).toBeCloseTo(46)
  })
})
