// Spaces between words: PP-OCR's recognisers leave most of them out, but the strip shows them as gaps without ink.
import type { RgbImage } from '../data/types.ts'
import { medianOf } from '../core/median.ts'
import type { Gap } from './recognizer.ts'

/** A character with the middle of its place on the strip, in pixels. */
export interface PlacedCharacter {
  readonly text: string
  readonly x: number
}

/** Columns whose brightness varies less than this share of what it varies where ink is are empty. */
const inkShare = 0.3

/** The share of the columns that vary less than a typical column with ink. */
const inkQuantile = 0.8

/** A gap between words is at least so much of the strip's height wide, and so many times as wide as the usual one between letters. */
const leastGap = 0.16
const timesUsual = 2

/** Narrow letters of a fixed pitch have wide gaps beside them, but no further way to the next letter: that is so many times the usual. */
const timesAdvance = 1.4

/** Words of these scripts are written without spaces. */
const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u

/** The text of the characters, with a space in each gap that is wide enough for one, and these gaps in pixels of the strip. */
export function withSpaces(
  strip: RgbImage,
  characters: readonly PlacedCharacter[],
): { readonly text: string; readonly gaps: readonly Gap[] } {
  const isEmpty = emptyColumns(strip)
  const runs = characters.slice(1).map(({ x }, index) => longestRun(isEmpty, characters[index].x, x))
  const gaps = runs.map(({ from, to }) => to - from)
  const advances = characters.slice(1).map(({ x }, index) => x - characters[index].x)
  const leastEmpty = Math.max(leastGap * strip.height, timesUsual * (medianOf(gaps) ?? 0))
  const leastAdvance = timesAdvance * (medianOf(advances) ?? 0)
  const isSpace = (index: number): boolean => gaps[index] >= leastEmpty && advances[index] >= leastAdvance
  const divided: Gap[] = []
  const words = characters.map(({ text, x }, index) => {
    const before = characters[index - 1]?.text ?? ' '
    const canFollow = index > 0 && ![before, text].some((one) => one === ' ' || spaceless.test(one))
    const isNew = canFollow && isSpace(index - 1)
    if (isNew) divided.push(runs[index - 1])
    if (text === ' ') divided.push(longestRun(isEmpty, characters[index - 1]?.x ?? 0, characters[index + 1]?.x ?? x))
    return isNew ? ` ${text}` : text
  })
  return { text: words.join(''), gaps: divided }
}

/** For each column, whether nothing is written there. */
function emptyColumns({ width, height, data }: RgbImage): boolean[] {
  const ranges = Array.from({ length: width }, (_, column) => {
    let [low, high] = [255, 0]
    for (let row = 0; row < height; row++) {
      const value = data[3 * (row * width + column) + 1]
      if (value < low) low = value
      if (value > high) high = value
    }
    return high - low
  })
  const typical = ranges.toSorted((a, b) => a - b)[Math.floor(inkQuantile * (width - 1))]
  return ranges.map((range) => range < inkShare * typical)
}

/** The longest run of empty columns between two places; one of no length in their middle where there is none. */
function longestRun(isEmpty: readonly boolean[], from: number, to: number): Gap {
  const middle = (from + to) / 2
  let [run, longest]: [number, Gap] = [0, { from: middle, to: middle }]
  for (let column = Math.floor(from); column < Math.min(to, isEmpty.length); column++) {
    run = isEmpty[column] ? run + 1 : 0
    if (run > longest.to - longest.from) longest = { from: column + 1 - run, to: column + 1 }
  }
  return longest
}
