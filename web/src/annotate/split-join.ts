// A line into its words and words into their line. Pure.
import {
  between,
  centreOf,
  cornersOf,
  crossing,
  distance,
  limits,
  type Outline,
  outlineOf,
  type Point,
  tidy,
} from './outline.ts'
import { directionsOf, rectangleAlong } from './reshape.ts'

/** A text on an image. */
export interface Text {
  readonly box: Outline
  readonly transcript: string
  /** Do not care: neither trained on nor counted. */
  readonly ignore: boolean
}

/** Letters that are as wide as high. */
const wide = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff01-\uff60]/u
const lettersOf = (text: string): string[] => Array.from(text)
const widthOf = (text: string): number => lettersOf(text).reduce((sum, letter) => sum + (wide.test(letter) ? 2 : 1), 0)

interface Share {
  readonly transcript: string
  /** Where it begins and ends along the line, 0 to 1. */
  readonly from: number
  readonly to: number
}

/** A line as its words, by the spaces of its transcript; in two where there is none. They lie along the longer side. */
export function splitText({ box, transcript, ignore }: Text): readonly Text[] {
  const slice = slicer(box)
  return sharesOf(ignore ? '' : transcript).map(({ transcript: word, from, to }) => ({
    box: tidy(slice(from, to)),
    transcript: ignore ? transcript : word,
    ignore,
  }))
}

function sharesOf(transcript: string): Share[] {
  const words = transcript.split(/\s+/u).filter(Boolean)
  if (words.length < 2) return halves(transcript.trim())
  const widths = words.map(widthOf)
  const total = widths.reduce((sum, width) => sum + width, 0) + words.length - 1
  let at = 0
  return words.map((word, index) => {
    const from = at / total
    at += widths[index]! + 1
    return { transcript: word, from, to: (at - 1) / total }
  })
}

/** Letters without spaces between words are shared out; else one half keeps the word. */
function halves(transcript: string): Share[] {
  const letters = lettersOf(transcript)
  const middle = Math.ceil(letters.length / 2)
  const [before = '', after = ''] = [letters[middle - 1], letters[middle]]
  const isShared = wide.test(before) && wide.test(after)
  const texts = isShared ? [letters.slice(0, middle).join(''), letters.slice(middle).join('')] : [transcript, '']
  return [
    { transcript: texts[0]!, from: 0, to: 0.5 },
    { transcript: texts[1]!, from: 0.5, to: 1 },
  ]
}

/** Cuts an outline across its longer direction; the shares go from 0 to 1. */
function slicer(box: Outline): (from: number, to: number) => Outline {
  const corners = cornersOf(box)
  const isUpright = corners.length === 4 && sideLength(corners, 1) > sideLength(corners, 0)
  const turnedCorners = isUpright ? [...corners.slice(1), corners[0]!] : corners
  const half = Math.ceil(turnedCorners.length / 2)
  const top = turnedCorners.slice(0, half)
  const bottom = turnedCorners.slice(half).toReversed()
  return (from, to) => {
    const cut = [...part(top, from, to), ...part(bottom, from, to).toReversed()]
    return outlineOf(isUpright ? [cut.at(-1)!, ...cut.slice(0, -1)] : cut)
  }
}

const sideLength = (corners: readonly Point[], first: number): number =>
  distance(corners[first]!, corners[first + 1]!) + distance(corners[first + 2]!, corners[(first + 3) % 4]!)

/** The part of a chain of points between two shares of its length. */
function part(chain: readonly Point[], from: number, to: number): Point[] {
  const lengths = chain.slice(1).map((point, index) => distance(chain[index]!, point))
  const total = lengths.reduce((sum, length) => sum + length, 0)
  const points: Point[] = []
  let done = 0
  for (const [index, length] of lengths.entries()) {
    const [start, end] = total === 0 ? [0, 1] : [done / total, (done + length) / total]
    done += length
    if (end < from || start > to || end === start) continue
    const at = (share: number): Point => between(chain[index]!, chain[index + 1]!, (share - start) / (end - start))
    if (points.length === 0) points.push(at(Math.max(from, start)))
    points.push(at(Math.min(to, end)))
    if (end >= to) break
  }
  return points.length > 0 ? points : [chain[0]!, chain[0]!]
}

/** Words as one line, in the order in which they stand; undefined for fewer than two. */
export function joinTexts(texts: readonly Text[]): Text | undefined {
  const [first] = texts
  if (first === undefined || texts.length < 2) return undefined
  const ordered = inOrder(texts)
  const ignore = texts.every((text) => text.ignore)
  const words = ordered.filter((text) => ignore || !text.ignore).map(({ transcript }) => transcript.trim())
  const line = words.reduce(glued, '').slice(0, limits.transcript)
  return { box: tidy(around(ordered)), transcript: ignore ? first.transcript : line, ignore }
}

function glued(line: string, word: string): string {
  if (line === '' || word === '') return line + word
  const isDense = wide.test(lettersOf(line).at(-1)!) && wide.test(lettersOf(word)[0]!)
  return isDense ? line + word : `${line} ${word}`
}

/** Along the line, or down a column. */
function inOrder(texts: readonly Text[]): readonly Text[] {
  const [along, across] = directionsOf(texts[0]!.box)
  const place = (axis: Point) => (text: Text) => {
    const [x, y] = centreOf(text.box)
    return x * axis[0] + y * axis[1]
  }
  const spread = (axis: Point): number => {
    const places = texts.map(place(axis))
    return Math.max(...places) - Math.min(...places)
  }
  const by = place(spread(along) >= spread(across) ? along : across)
  return texts.toSorted((a, b) => by(a) - by(b))
}

/** Four corners where all have four, else the outlines one after the other. */
function around(texts: readonly Text[]): Outline {
  const corners = texts.flatMap(({ box }) => cornersOf(box))
  const rectangle = rectangleAlong(corners, directionsOf(texts[0]!.box)[0])
  if (texts.every(({ box }) => box.length === 8)) return rectangle
  const chains = texts.map(({ box }) => {
    const points = cornersOf(box)
    const half = Math.ceil(points.length / 2)
    return { top: points.slice(0, half), bottom: points.slice(half) }
  })
  const chained = outlineOf([
    ...chains.flatMap(({ top }) => top),
    ...chains.toReversed().flatMap(({ bottom }) => bottom),
  ])
  return chained.length / 2 <= limits.corners && crossing(chained) === undefined ? chained : rectangle
}
