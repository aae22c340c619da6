// From values to places and colours of a plot of runs: numbers along an axis, texts as equal steps. Pure.

export type PlotValue = number | string | undefined

export interface Scale {
  /** 0 to 1; undefined where there is no value. */
  readonly placeOf: (value: PlotValue) => number | undefined
  readonly ticks: readonly { readonly at: number; readonly text: string }[]
}

function isKnown(value: PlotValue): value is number | string {
  return value !== undefined && !Number.isNaN(value)
}

/** Texts stand in equal steps, as numbers do that are only a few: 4, 8, 16 must not lie on each other. */
const mostSteps = 8

export function scaleOf(values: readonly PlotValue[]): Scale {
  const known = values.filter(isKnown)
  const numbers = known.filter((value) => typeof value === 'number')
  if (numbers.length === known.length && new Set(numbers).size > mostSteps) return numberScale(numbers)
  const steps = [...new Set(known)].sort(inOrder)
  const at = (index: number): number => (index + 0.5) / Math.max(1, steps.length)
  return {
    placeOf: (value) => (value === undefined || !steps.includes(value) ? undefined : at(steps.indexOf(value))),
    ticks: steps.map((step, index) => ({ at: at(index), text: shortText(step) })),
  }
}

function inOrder(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a).localeCompare(String(b), 'en', { numeric: true })
}

function numberScale(numbers: readonly number[]): Scale {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  const placeOf = (value: PlotValue): number | undefined =>
    typeof value === 'number' && !Number.isNaN(value) ? (value - low) / (high - low) : undefined
  return { placeOf, ticks: [0, 0.5, 1].map((at) => ({ at, text: shortText(low + at * (high - low)) })) }
}

/** Three digits that count; the end of a long text. */
export function shortText(value: number | string): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(3)))
  return value.length > 14 ? `…${value.slice(-13)}` : value
}

export interface Coloring {
  /** Index of the colour; undefined where there is no value. */
  readonly colorOf: (value: PlotValue) => number | undefined
  readonly legend: readonly { readonly color: number; readonly text: string }[]
}

/** Colours at most; more values share them by ranges of equally many. */
const mostColors = 6

export function coloringOf(values: readonly PlotValue[]): Coloring {
  const known = [...new Set(values.filter(isKnown))]
  if (known.every((value) => typeof value === 'number') && known.length > mostColors) {
    const sorted = known.toSorted((a, b) => a - b)
    const edges = Array.from(
      { length: mostColors },
      (_, color) => sorted[Math.floor((color * sorted.length) / mostColors)] ?? 0,
    )
    const colorOf = (value: PlotValue): number | undefined =>
      typeof value === 'number'
        ? Math.max(
            0,
            edges.findLastIndex((edge) => value >= edge),
          )
        : undefined
    return { colorOf, legend: edges.map((edge, color) => ({ color, text: `≥ ${shortText(edge)}` })) }
  }
  const texts = known.toSorted(inOrder).map(String)
  const colorOf = (value: PlotValue): number | undefined =>
    value === undefined ? undefined : Math.min(mostColors, texts.indexOf(String(value)))
  const named = texts.slice(0, mostColors).map((text, color) => ({ color, text: shortText(text) }))
  return { colorOf, legend: texts.length > mostColors ? [...named, { color: mostColors, text: '…' }] : named }
}
