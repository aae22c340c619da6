// How a data set is spread: sizes of images, heights and angles of texts, texts an image; as counts for bars.
import type { CheckedImage } from '../../data/check.ts'
import type { OpenedImage, NetworkView } from '../../data/rules/image/rule.ts'
import { networkSize } from '../../data/rules/image/network-size.ts'
import type { TextInstance } from '../../data/types.ts'

/** What is counted: the longer side of images and the short side of legible texts in pixels, their angle in degrees, texts an image. */
export const measures = ['longSide', 'textHeight', 'angle', 'textsPerImage'] as const
export type Measure = (typeof measures)[number]

/** Bars of one width: bar i counts the values from `from + i * step` up to the next; the last one everything above, too. */
export interface Distribution {
  readonly of: Measure
  readonly from: number
  readonly step: number
  readonly train: readonly number[]
  readonly test: readonly number[]
}

const valuesOf: Readonly<Record<Measure, (image: OpenedImage, view: NetworkView) => readonly number[]>> = {
  longSide: ({ header }) => [Math.max(header.width, header.height)],
  textHeight: ({ sample, header }, view) => legible(sample.texts).map((text) => networkSize(text, header, view)),
  angle: ({ sample }) => legible(sample.texts).map(angleOf),
  textsPerImage: ({ sample }) => [sample.texts.length],
}

/** Measures without any value are left out. */
export function distributionsOf(images: readonly CheckedImage[], view: NetworkView): Distribution[] {
  return measures.flatMap((of) => {
    const values = { train: [] as number[], test: [] as number[] }
    for (const { split, opened } of images) if (opened !== undefined) values[split].push(...valuesOf[of](opened, view))
    const all = [...values.train, ...values.test].sort((a, b) => a - b)
    return all.length === 0 ? [] : [{ of, ...barsOf(all, values) }]
  })
}

/** More bars are not read. */
const mostBars = 20
/** The few largest values share the last bar: they would push all others into the first. */
const shareShown = 0.99

function barsOf(sorted: readonly number[], { train, test }: Readonly<Record<'train' | 'test', readonly number[]>>) {
  const low = sorted[0]
  const high = sorted[Math.ceil((sorted.length - 1) * shareShown)]
  const step = niceStep((high - low) / mostBars)
  const from = Math.floor(low / step) * step
  const bars = Math.max(1, Math.floor((high - from) / step) + 1)
  const count = (values: readonly number[]): number[] => {
    const counts = Array.from({ length: bars }, () => 0)
    for (const value of values) counts[Math.min(bars - 1, Math.floor((value - from) / step))]++
    return counts
  }
  return { from, step, train: count(train), test: count(test) }
}

/** The next of 1, 2, 5, 10, 20, ...: values are pixels, degrees and counts, so nothing below 1 is of use. */
function niceStep(least: number): number {
  for (let power = 1; ; power *= 10) for (const factor of [1, 2, 5]) if (factor * power >= least) return factor * power
}

function legible(texts: readonly TextInstance[]): readonly TextInstance[] {
  return texts.filter(({ ignore }) => !ignore)
}

/** Of the upper edge, from -180 to 180 degrees; 0 reads from left to right, 90 downwards. */
function angleOf({ polygon }: TextInstance): number {
  const [from, to] = [polygon[0], polygon[Math.max(1, Math.floor(polygon.length / 2) - 1)]]
  return (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI
}
