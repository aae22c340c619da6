// The editor's state without a screen: undo and redo of anything, splitting and joining, outlines that the server takes.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { handleAt, handlesOf, reachOf } from '../src/annotate/handles.ts'
import { type Change, type Editor, init, update } from '../src/annotate/editor.ts'
import { flawsOf } from '../src/annotate/findings.ts'
import { crossing, limits, signedArea, tidy } from '../src/annotate/outline.ts'
import { edgeMoved, rectangle, turned } from '../src/annotate/reshape.ts'
import { joinTexts, splitText, type Text } from '../src/annotate/split-join.ts'
import { contains } from '../src/image/boxes.ts'

const number = fc.double({ min: -3000, max: 3000, noNaN: true })
const anyNumber = fc.oneof(number, fc.constantFrom(Infinity, -Infinity, NaN, 1e300, -1e9))
const outline = fc
  .array(fc.tuple(anyNumber, anyNumber), { minLength: 3, maxLength: 9 })
  .map((corners) => corners.flat())
const transcript = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('###', 'one two', '出口 左', ''))
const text = fc.record({ box: outline, transcript, ignore: fc.boolean() })
/** As the server sends them: finite. */
const sent = text.map((one) => ({ ...one, box: tidy(one.box) }))
const id = fc.nat(12)
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ do: fc.constant('select' as const), ids: fc.array(id, { maxLength: 4 }), more: fc.boolean() }),
  fc.record({
    do: fc.constantFrom('select-all', 'delete', 'duplicate', 'split', 'join', 'ignore', 'insert-corner' as const),
  }),
  fc.record({ do: fc.constant('add' as const), texts: fc.array(text, { maxLength: 2 }) }),
  fc.record({ do: fc.constant('reshape' as const), boxes: fc.array(fc.tuple(id, outline), { maxLength: 2 }) }),
  fc.record({ do: fc.constant('nudge' as const), dx: anyNumber, dy: anyNumber }),
  fc.record({ do: fc.constant('turn' as const), degrees: number }),
  fc.record({ do: fc.constant('grow' as const), pixels: number }),
  fc.record({ do: fc.constant('remove-corner' as const), index: fc.nat(9) }),
  fc.record({ do: fc.constant('transcript' as const), id, text: transcript }),
  fc.record({ do: fc.constant('step' as const), by: fc.constantFrom(-1 as const, 1 as const) }),
  fc.record({ do: fc.constant('replace' as const), texts: fc.array(sent, { maxLength: 3 }) }),
)
const start = fc.array(sent, { maxLength: 5 })
const all = (state: Editor, changes: readonly Change[]): Editor => changes.reduce(update, state)
const repeated = (state: Editor, what: 'undo' | 'redo', times: number): Editor =>
  all(
    state,
    Array.from({ length: times }, () => ({ do: what })),
  )

describe('the editor', () => {
  it('comes back to the start by undo, and to the end by redo, whatever was done', () => {
    fc.assert(
      fc.property(start, fc.array(change, { maxLength: 30 }), (texts, changes) => {
        const begun = init(texts)
        const end = all(begun, changes)
        const steps = end.past.length
        const back = repeated(end, 'undo', steps)
        expect(back.boxes).toEqual(begun.boxes)
        expect(repeated(back, 'redo', steps).boxes).toEqual(end.boxes)
      }),
    )
  })

  it('keeps every outline finite, within what the server takes, and every text with a number of its own', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const { boxes } = all(
          init([]),
          changes.filter((one) => one.do !== 'replace'),
        )
        expect(new Set(boxes.map((one) => one.id)).size).toBe(boxes.length)
        for (const { box, transcript: words } of boxes) {
          expect(box.length).toBeGreaterThanOrEqual(6)
          expect(box.length / 2).toBeLessThanOrEqual(limits.corners)
          expect(words.length).toBeLessThanOrEqual(limits.transcript)
          for (const value of box) expect(Math.abs(value)).toBeLessThanOrEqual(limits.coordinate)
        }
      }),
    )
  })

  it('takes letters typed into one transcript back at once, and those of another by themselves', () => {
    const typed = all(init([square(0), square(40)]), [
      { do: 'transcript', id: 0, text: 'a' },
      { do: 'transcript', id: 0, text: 'ab' },
      { do: 'transcript', id: 1, text: 'c' },
    ])
    expect(words(typed)).toEqual(['ab', 'c'])
    expect(words(repeated(typed, 'undo', 1))).toEqual(['ab', ''])
    expect(words(repeated(typed, 'undo', 2))).toEqual(['', ''])
  })

  it('counts a change that changes nothing as none', () => {
    const begun = init([square(0)])
    const nothing: Change[] = [
      { do: 'delete' },
      { do: 'join' },
      { do: 'transcript', id: 0, text: '' },
      { do: 'add', texts: [] },
    ]
    expect(all(begun, nothing).past).toEqual([])
  })

  it('takes ### for a text that is not to be cared for, and back', () => {
    const hidden = all(init([square(0)]), [{ do: 'transcript', id: 0, text: '###' }])
    expect(hidden.boxes[0]?.ignore).toBe(true)
    const shown = all(hidden, [{ do: 'select-all' }, { do: 'ignore' }])
    expect(shown.boxes[0]).toMatchObject({ ignore: false, transcript: '' })
  })

  it('selects along the list, round and round', () => {
    const begun = init([square(0), square(40)])
    const steps = [1, 1, 1].map(
      (_, index) =>
        all(
          begun,
          Array.from({ length: index + 1 }, () => ({ do: 'step' as const, by: 1 as const })),
        ).selection,
    )
    expect(steps).toEqual([[0], [1], [0]])
  })
})

function square(left: number, words = ''): Text {
  return { box: rectangle([left, 0], [left + 30, 20]), transcript: words, ignore: false }
}
const words = ({ boxes }: Editor): string[] => boxes.map(({ transcript }) => transcript)

const size = fc.integer({ min: 30, max: 900 })
const word = fc.stringMatching(/^[a-z]{1,8}$/)
const line = fc
  .record({
    left: fc.integer({ min: 0, max: 500 }),
    top: fc.integer({ min: 0, max: 500 }),
    width: size,
    height: size,
    degrees: fc.integer({ min: -40, max: 40 }),
    words: fc.array(word, { minLength: 1, maxLength: 6 }),
  })
  .map(({ left, top, width, height, degrees, words }) => ({
    box: tidy(turned(rectangle([left, top], [left + width, top + height]), degrees)),
    transcript: words.join(' '),
    ignore: false,
  }))

describe('splitting and joining', () => {
  it('keeps the text, and covers the box', () => {
    fc.assert(
      fc.property(line, (text) => {
        const parts = splitText(text)
        expect(parts.length).toBe(Math.max(2, text.transcript.split(' ').length))
        const joined = joinTexts(parts)
        expect(joined?.transcript).toBe(text.transcript)
        expect(signedArea(joined!.box)).toBeGreaterThan(signedArea(text.box) * 0.97 - 40)
        const [cx, cy] = [mean(text.box, 0), mean(text.box, 1)]
        for (let at = 0; at < text.box.length; at += 2)
          expect(contains(joined!.box, cx + (text.box[at]! - cx) * 0.97, cy + (text.box[at + 1]! - cy) * 0.97)).toBe(
            true,
          )
      }),
    )
  })

  it('cuts along the longer side, by the widths of the words', () => {
    const row = splitText({ box: rectangle([0, 0], [120, 20]), transcript: 'abcd efg hijk', ignore: false })
    expect(row.map(({ box, transcript }) => [transcript, box[0], box[2]])).toEqual([
      ['abcd', 0, 36.9],
      ['efg', 46.2, 73.8],
      ['hijk', 83.1, 120],
    ])
    const column = splitText({ box: rectangle([0, 0], [20, 100]), transcript: '出口左转', ignore: false })
    expect(column).toEqual([
      { box: [0, 0, 20, 0, 20, 50, 0, 50], transcript: '出口', ignore: false },
      { box: [0, 50, 20, 50, 20, 100, 0, 100], transcript: '左转', ignore: false },
    ])
    expect(joinTexts(column)).toMatchObject({ transcript: '出口左转', box: [0, 0, 20, 0, 20, 100, 0, 100] })
  })

  it('joins in the order of the line, not of the list', () => {
    expect(joinTexts([square(80, 'c'), square(0, 'a'), square(40, 'b')])?.transcript).toBe('a b c')
  })
})

const mean = (box: readonly number[], part: 0 | 1): number => {
  const values = box.filter((_, at) => at % 2 === part)
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

describe('outlines', () => {
  it('are turned clockwise and rounded to a tenth of a pixel, unless they cross themselves', () => {
    expect(tidy([0, 0, 0, 10.04, 10, 10, 10, 0])).toEqual([0, 0, 10, 0, 10, 10, 0, 10])
    expect(tidy([0, 0, 10, 10, 10, 0, 0, 10])).toEqual([0, 0, 10, 10, 10, 0, 0, 10])
  })

  it('are said to cross where edges meet that are no neighbours', () => {
    expect(crossing([0, 0, 10, 10, 10, 0, 0, 10])).toEqual([0, 2])
    expect(crossing([0, 0, 10, 0, 10, 10, 0, 10])).toBeUndefined()
  })

  it('move an edge along its normal only', () => {
    expect(edgeMoved([0, 0, 10, 0, 10, 10, 0, 10], 1, [5, 70])).toEqual([0, 0, 15, 0, 15, 10, 0, 10])
  })

  it('are judged while they are drawn', () => {
    const texts: Text[] = [
      square(0, 'fine'),
      { ...square(0, 'x'), box: [0, 0, 10, 10, 10, 0, 0, 12] },
      square(90, 'out'),
      { ...square(0, 'low'), box: rectangle([0, 0], [30, 2]) },
      { ...square(0, 'none'), box: [0, 0, 5, 0, 10, 0] },
      square(0),
    ]
    expect(flawsOf(texts, { width: 100, height: 50 }).map(({ index, kind }) => [index, kind])).toEqual([
      [1, 'crosses'],
      [2, 'outside'],
      [3, 'small'],
      [4, 'no-area'],
      [5, 'no-transcript'],
    ])
  })
})

describe('the reach of a pointer', () => {
  it('gives a finger 24 pixels for a corner, and room beside it to move the text by', () => {
    expect(2 * reachOf('touch', true)).toBeGreaterThanOrEqual(24)
    expect(2 * reachOf('touch', false)).toBeGreaterThanOrEqual(24)
    const handles = handlesOf([100, 100, 300, 100, 300, 200, 100, 200], { scale: 1, left: 0, top: 0 })
    expect(handleAt(handles, [111, 104], reachOf('touch', true))).toMatchObject({ is: 'corner', index: 0 })
    expect(handleAt(handles, [150, 150], reachOf('touch', true))).toBeUndefined()
    expect(handleAt(handles, [111, 104], reachOf('mouse', true))).toBeUndefined()
  })
})
