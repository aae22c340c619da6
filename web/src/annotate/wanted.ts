// Which texts an address points to: by the line of the ground truth, or by a box that was seen elsewhere. Pure.
import { boundsOf } from '../image/view.ts'
import type { TextBox } from './editor.ts'
import type { Outline } from './outline.ts'

export interface Wanted {
  /** Selected from the start. */
  readonly ids: readonly number[]
  /** Put into the middle. */
  readonly outline: Outline
  /** No text is outlined like that: it may be missing, or outlined otherwise. */
  readonly isMissing: boolean
}

/** Corners that lie nearer to each other are the same, in pixels. */
const nearness = 1
/** A text that shares less of its bounds with the box has nothing to do with it. */
const leastShare = 0.1

/** @param box from another page @param line of the ground truth, from 1 */
export function wantedIn(
  texts: readonly (TextBox & { readonly line?: number })[],
  { box, line }: { readonly box?: Outline | undefined; readonly line?: number | undefined },
): Wanted | undefined {
  const listed = line === undefined ? undefined : texts.find((text) => text.line === line)
  if (listed !== undefined) return { ids: [listed.id], outline: listed.box, isMissing: false }
  if (box === undefined) return undefined
  const same = texts.find((text) => isSame(text.box, box))
  if (same !== undefined) return { ids: [same.id], outline: same.box, isMissing: false }
  const shares = texts.map(({ id, box: other }) => ({ id, share: share(other, box) }))
  const [nearest] = shares.toSorted((a, b) => b.share - a.share)
  const ids = nearest !== undefined && nearest.share >= leastShare ? [nearest.id] : []
  return { ids, outline: box, isMissing: true }
}

/** The same corners, from whichever they begin. */
function isSame(one: Outline, other: Outline): boolean {
  if (one.length !== other.length) return false
  const corners = one.length / 2
  const isFrom = (start: number): boolean =>
    one.every((value, at) => Math.abs(value - other[(at + 2 * start) % other.length]!) < nearness)
  return Array.from({ length: corners }, (_, start) => start).some(isFrom)
}

/** Of the bounds of both: what they share over what they cover, 0 to 1. */
function share(one: Outline, other: Outline): number {
  const [[l, t, r, b], [l2, t2, r2, b2]] = [boundsOf(one), boundsOf(other)]
  const both = Math.max(0, Math.min(r, r2) - Math.max(l, l2)) * Math.max(0, Math.min(b, b2) - Math.max(t, t2))
  const all = (r - l) * (b - t) + (r2 - l2) * (b2 - t2) - both
  return all > 0 ? both / all : 0
}
