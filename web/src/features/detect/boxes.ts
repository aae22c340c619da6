// Found texts as numbered boxes. Pure.
import type { Detection } from '../../../../src/server/api.ts'
import type { ShownBox } from '../../image/boxes.ts'

/** In reading order, numbered from 1, with the score. */
export function shownBoxes(texts: Detection['texts']): ShownBox[] {
  return texts.map(({ box, score }, index) => ({
    box,
    kind: 'found',
    label: String(index + 1),
    detail: score.toFixed(3),
  }))
}

/** One line a box, as in a ground-truth file without the transcript. */
export function coordinateLines(texts: Detection['texts']): string {
  return texts.map(({ box }) => box.map((value) => Math.round(value * 10) / 10).join(',')).join('\n')
}
