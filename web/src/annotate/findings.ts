// What is wrong with a text that is drawn, said while it is drawn. Pure.
import { boundsOf, type Size } from '../image/view.ts'
import { cornersOf, crossing, distance, minArea, signedArea } from './outline.ts'
import type { Text } from './split-join.ts'

/** What can be wrong; the first two hold back the saving. */
export type FlawKind = 'crosses' | 'no-area' | 'outside' | 'small' | 'no-transcript'
export interface Flaw {
  /** Of the text, from 0. */
  readonly index: number
  readonly kind: FlawKind
}

/** Texts that are lower are hardly ever found, in pixels. */
const lowest = 4

export const isHolding = (kind: FlawKind): boolean => kind === 'crosses' || kind === 'no-area'

export function flawsOf(texts: readonly Text[], image: Size): Flaw[] {
  return texts.flatMap((text, index) => {
    const kind = flawOf(text, image)
    return kind === undefined ? [] : [{ index, kind }]
  })
}

function flawOf({ box, transcript, ignore }: Text, { width, height }: Size): FlawKind | undefined {
  if (crossing(box) !== undefined) return 'crosses'
  if (Math.abs(signedArea(box)) < minArea) return 'no-area'
  const [left, top, right, bottom] = boundsOf(box)
  if (left < -0.5 || top < -0.5 || right > width + 0.5 || bottom > height + 0.5) return 'outside'
  if (ignore) return undefined
  if (shortSide(box) < lowest) return 'small'
  return transcript.trim() === '' ? 'no-transcript' : undefined
}

function shortSide(box: Text['box']): number {
  const corners = cornersOf(box)
  if (corners.length !== 4) {
    const [left, top, right, bottom] = boundsOf(box)
    return Math.min(right - left, bottom - top)
  }
  return Math.min(...corners.map((corner, index) => distance(corner, corners[(index + 1) % 4]!)))
}
