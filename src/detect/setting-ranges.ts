// What each setting inside a model file may be: a file of another version or a hostile one must not reach the arithmetic.
import { errorDetails } from '../core/error-details.ts'
import type { Text } from '../core/errors.ts'
import { between, joined, say } from '../core/say.ts'

const texts = errorDetails['settings-invalid']

interface Range {
  holds(value: unknown): boolean
  /** What is expected, as a noun phrase. */
  readonly words: Text
}

/** Longest side of a network's input, in pixels: 4096x4096 takes about 20 GB in the network already. */
export const maxInputSide = 4096

const within = (value: unknown, min: number, max: number): boolean =>
  typeof value === 'number' && value >= min && value <= max
const numbers = (min: number, max: number): Range => ({
  holds: (value) => within(value, min, max),
  words: say(texts.expectedNumber, { min, max }),
})
const wholeNumbers = (min: number, max: number): Range => ({
  holds: (value) => Number.isInteger(value) && within(value, min, max),
  words: say(texts.expectedWhole, { min, max }),
})
const oneOf = (...words: readonly unknown[]): Range => ({
  holds: (value) => words.includes(value),
  words: joined(words.map(String), between.or),
})

/** Whether an extent of the network's input is possible: a multiple of 32. */
export function isInputSide(value: unknown): boolean {
  return typeof value === 'number' && within(value, 32, maxInputSide) && value % 32 === 0
}

const listOf = (value: unknown, count: number, holds: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length === count && value.every(holds)

/** By the names of `Preprocessing` and `PostProcessing`. */
export const settingRanges: Readonly<Record<string, Range | undefined>> = {
  channelOrder: oneOf('BGR'),
  means: { holds: (value) => listOf(value, 3, (mean) => within(mean, 0, 255)), words: say(texts.expectedMeans) },
  divisor: oneOf(255),
  resize: oneOf('fit', 'short-side'),
  size: {
    holds: (value) => listOf(value, 2, isInputSide),
    words: say(texts.expectedSize, { max: maxInputSide }),
  },
  shortSide: wholeNumbers(32, maxInputSide),
  padding: oneOf('minimal', 'full'),
  binaryThreshold: numbers(0, 1),
  boxThreshold: numbers(0, 1),
  unclipRatio: numbers(0, 10),
  polygonUnclipRatio: numbers(0, 10),
  minShortSide: numbers(0, maxInputSide),
  minFinalSide: numbers(0, maxInputSide),
  maxCandidates: wholeNumbers(1, 1_000_000),
  output: oneOf('quad', 'polygon'),
}
