// Found texts as numbered boxes. Pure.
import type { Detection } from '../../../../src/server/api.ts'
import type { ShownBox } from '../../image/boxes.ts'

/** In reading order, numbered from 1, with the score, and with what was read once it is there. */
export function shownBoxes(
  texts: Detection['texts'],
  read: readonly { readonly text: string }[] | undefined,
): ShownBox[] {
  return texts.map(({ box, score }, index) => {
    const text = read?.[index]?.text
    const shown = { box, kind: 'found', label: String(index + 1), detail: score.toFixed(3) } as const
    return text === undefined ? shown : { ...shown, text }
  })
}

/** The texts with what was read of them, as labels. */
export function labelled(texts: Detection['texts'], read: readonly { readonly text: string }[] | undefined) {
  return texts.map(({ box, score }, index) => ({ box: [...box], score, transcript: read?.[index]?.text ?? '' }))
}

/** A line for each text in which something could be read. */
export function readLines(read: readonly { readonly text: string }[]): string {
  return read.flatMap(({ text }) => (text === '' ? [] : [text])).join('\n')
}

/** One line a box, as in a ground-truth file without the transcript. */
export function coordinateLines(texts: Detection['texts']): string {
  return texts.map(({ box }) => box.map((value) => Math.round(value * 10) / 10).join(',')).join('\n')
}

/** The boxes of one model left of the slider, and those of another one right of it. */
export function besides(before: readonly ShownBox[], after: Detection['texts']): ShownBox[] {
  const named = (boxes: readonly ShownBox[], side: 'before' | 'after', letter: string): ShownBox[] =>
    boxes.map((shown) => ({ ...shown, side, label: `${letter}${shown.label}` }))
  return [...named(before, 'before', 'A'), ...named(shownBoxes(after, undefined), 'after', 'B')]
}
