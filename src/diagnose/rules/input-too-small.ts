// Hint: at this input size half of the texts are smaller than what the network learns.
import { learntNothing } from '../consequences.ts'
import { medianOf } from '../../core/median.ts'
import type { EvaluatedImage } from '../evaluated.ts'
import { type Rule, skipped } from '../rule.ts'

const fewestTexts = 5
const multipleOf = 32

export const inputTooSmall: Rule<'input-too-small'> = {
  code: 'input-too-small',
  consequences: [...learntNothing, 'labels-not-learnt', 'loss-stuck', 'still-improving', 'over-fitted'],
  check: ({ config, evaluated }) => {
    if (config === undefined) return skipped('no-config')
    if (evaluated === undefined) return skipped('no-eval-results')
    if (config.resize !== 'fit') return skipped('not-needed')
    const heights = evaluated.flatMap((image) => networkHeights(image, config.input_size))
    if (heights.length < fewestTexts) return skipped('no-eval-results', { texts: heights.length, needed: fewestTexts })
    const height = medianOf(heights) ?? Number.NaN
    const smallest = Math.max(1, config.min_text_size)
    if (height >= smallest) return []
    const wanted = Math.ceil((Math.max(...config.input_size) * smallest) / height / multipleOf) * multipleOf
    return [
      {
        code: 'input-too-small',
        evidence: [
          { kind: 'setting', name: 'input_size', value: config.input_size.join('x') },
          { kind: 'setting', name: 'min_text_size', value: String(config.min_text_size) },
        ],
        facts: { height: Number(height.toFixed(1)), smallest, wanted },
        thresholds: { smallest, texts: fewestTexts },
      },
    ]
  },
}

/**
 * The short sides of an image's texts in network pixels. Where the image's size is not known it is taken from the outermost box,
 * which makes the texts seem larger than they are, never smaller.
 */
function networkHeights({ groundTruths, size }: EvaluatedImage, [height, width]: readonly [number, number]): number[] {
  const counted = groundTruths.filter(({ state, box }) => state !== 'ignored' && box.length >= 8)
  const extent = (axis: 0 | 1): number =>
    Math.max(1, ...counted.flatMap(({ box }) => box.filter((_, index) => index % 2 === axis)))
  const [w, h] = size ?? [extent(0), extent(1)]
  const scale = Math.min(width / w, height / h)
  return counted.map(({ box }) => scale * shortSide(box))
}

/** Twice the area over half the outline comes to the height for long, thin shapes; a quad's own sides are exact. */
function shortSide(box: readonly number[]): number {
  const side = (a: number, b: number): number => Math.hypot(box[2 * a] - box[2 * b], box[2 * a + 1] - box[2 * b + 1])
  const corners = box.length / 2
  if (corners === 4) return Math.min((side(0, 1) + side(2, 3)) / 2, (side(1, 2) + side(3, 0)) / 2)
  const outline = Array.from({ length: corners }, (_, index) => side(index, (index + 1) % corners)).reduce(
    (sum, one) => sum + one,
    0,
  )
  return (2 * area(box)) / outline
}

/** The shoelace formula. */
function area(box: readonly number[]): number {
  const corners = box.length / 2
  const terms = Array.from({ length: corners }, (_, index) => {
    const next = (index + 1) % corners
    return box[2 * index] * box[2 * next + 1] - box[2 * next] * box[2 * index + 1]
  })
  return Math.abs(terms.reduce((sum, one) => sum + one, 0)) / 2
}
