// The extra fields after the fixed part of [TRAIN] and [VAL] lines, and how numbers read in the log.

/** How a number is written: `loss` 1.876, `rate` 0.007000, `tenth` 9.8, `percent` 2.4, `whole` 812. */
export type NumberStyle = 'loss' | 'rate' | 'tenth' | 'percent' | 'whole'

/** One known extra field. */
interface FieldSpec {
  /** As the log shows it: `Images/s`. */
  readonly key: string
  readonly style: NumberStyle
  /** Follows the number after a space: `ms`. */
  readonly unit?: string
}

/** Extra numbers of a [TRAIN] line, in the order in which they are written. */
export const trainFields = {
  lossBinary: { key: 'Binary loss', style: 'loss' },
  lossThresh: { key: 'Thresh loss', style: 'loss' },
  lossDice: { key: 'Dice loss', style: 'loss' },
  gradNorm: { key: 'Grad norm', style: 'loss' },
  dataMs: { key: 'Data', style: 'whole', unit: 'ms' },
  computeMs: { key: 'Compute', style: 'whole', unit: 'ms' },
  imagesPerSecond: { key: 'Images/s', style: 'tenth' },
  memoryGb: { key: 'Memory', style: 'tenth', unit: 'GB' },
  elapsedSeconds: { key: 'Elapsed', style: 'tenth', unit: 's' },
  /** In float16: what the loss was multiplied by before the reverse pass. */
  lossScale: { key: 'Loss scale', style: 'whole' },
  /** Of the time from batch to batch: what the network waited for images. */
  dataShare: { key: 'Data share', style: 'percent', unit: '%' },
  /** Likewise: the optimiser, and the making of a batch with its label maps, which is shared among all cores. */
  overheadShare: { key: 'Overhead share', style: 'percent', unit: '%' },
} as const satisfies Record<string, FieldSpec>

/** Extra numbers of a [VAL] line, in the order in which they are written. */
export const valFields = {
  valLoss: { key: 'Val loss', style: 'loss' },
  matched: { key: 'Matched', style: 'whole' },
  detections: { key: 'Detections', style: 'whole' },
  groundTruths: { key: 'Ground truths', style: 'whole' },
  imagesPerSecond: { key: 'Images/s', style: 'tenth' },
  /** The binary threshold of the evaluation. */
  binaryThreshold: { key: 'Binary threshold', style: 'loss' },
  elapsedSeconds: { key: 'Elapsed', style: 'tenth', unit: 's' },
} as const satisfies Record<string, FieldSpec>

/** `lossBinary`, `dataMs`, ... */
export type TrainField = keyof typeof trainFields
/** `valLoss`, `matched`, ... */
export type ValField = keyof typeof valFields

/** Extra fields that this version does not know, as text by their key. */
export interface UnknownFields {
  readonly more?: Readonly<Record<string, string>>
}

/** A table of fields ready for writing and parsing, in the order of writing. */
export type FieldTable = readonly PreparedField[]

interface PreparedField {
  readonly name: string
  /** `Data: ` */
  readonly label: string
  /** ` ms`, or nothing. */
  readonly suffix: string
  readonly style: NumberStyle
}

/** Prepares a table of fields for `renderFields` and `parseFields`. */
export function fieldTable(fields: Readonly<Record<string, FieldSpec>>): FieldTable {
  return Object.entries(fields).map(([name, { key, style, unit }]) => ({
    name,
    label: `${key}: `,
    suffix: unit === undefined ? '' : ` ${unit}`,
    style,
  }))
}

/** `, Binary loss: 0.512, Data: 3 ms`, or nothing when no field is set. */
export function renderFields(table: FieldTable, line: object): string {
  const values = line as Readonly<Record<string, unknown>> & UnknownFields
  let text = ''
  for (const { name, label, suffix, style } of table) {
    const value = values[name]
    if (typeof value === 'number') text += `, ${label}${formatNumber(value, style)}${suffix}`
  }
  for (const [key, value] of Object.entries(values.more ?? {})) text += `, ${key}: ${value}`
  return text
}

/**
 * Reads `, Key: value, Key: value` from index `start` on into `line`; what does not look like a field is skipped.
 * Fields mostly come in the table's order, so labels and numbers are compared in place, without cutting texts out:
 * this more than halves the time for a log of a million lines.
 */
export function parseFields(table: FieldTable, { text, start }: { text: string; start: number }, line: object): void {
  let next = 0
  let from = start
  while (text.startsWith(', ', from)) {
    from += 2
    const comma = text.indexOf(', ', from)
    const to = comma === -1 ? text.length : comma
    const index = fieldAt(table, { text, from, next })
    const value = index === -1 ? undefined : fieldValue(table[index], text, { from, to })
    if (value === undefined) keepUnknown(text.slice(from, to), line)
    else (line as Record<string, unknown>)[table[index].name] = value
    next = index + 1
    from = to
  }
}

/** The index of the field whose label stands at `from`, looked for from `next` on and around; -1 for none. */
function fieldAt(table: FieldTable, { text, from, next }: { text: string; from: number; next: number }): number {
  for (let tried = 0; tried < table.length; tried++) {
    const index = (next + tried) % table.length
    if (text.startsWith(table[index].label, from)) return index
  }
  return -1
}

function fieldValue(
  { label, suffix }: PreparedField,
  text: string,
  { from, to }: { from: number; to: number },
): number | undefined {
  const valueTo = to - suffix.length
  if (suffix !== '' && !text.startsWith(suffix, valueTo)) return undefined
  return parseNumber(text, from + label.length, valueTo)
}

function keepUnknown(field: string, line: object): void {
  const colon = field.indexOf(': ')
  if (colon === -1) return
  const values = line as { more?: Record<string, string> }
  values.more ??= {}
  const [key, value] = [field.slice(0, colon), field.slice(colon + 2)]
  Object.defineProperty(values.more, key, { value, enumerable: true, writable: true, configurable: true })
}

/** Python's spelling of the numbers that are none, and JavaScript's, which other logs may hold. */
const notFinite: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  '-nan': Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
  '-infinity': Number.NEGATIVE_INFINITY,
}

/** A number as logs write it (`1.876`, `1e-5`, `nan`, `-inf`) between two indices of a text; undefined for anything else. */
export function parseNumber(text: string, from = 0, to = text.length): number | undefined {
  const plain = plainNumber(text, from, to)
  if (plain !== undefined) return plain
  const word = text.slice(from, to)
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(word)) return Number(word)
  const lower = word.toLowerCase()
  return Object.hasOwn(notFinite, lower) ? notFinite[lower] : undefined
}

/**
 * Digits with at most one point, read in place; undefined for anything longer or other.
 * Exact: up to 15 digits a whole number and a power of ten are exact doubles, so one division rounds correctly.
 */
function plainNumber(text: string, from: number, to: number): number | undefined {
  if (to - from > 15 || to <= from) return undefined
  let digits = 0
  let scale = 0
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index)
    if (code >= 48 && code <= 57) {
      digits = digits * 10 + (code - 48)
      scale *= 10
    } else if (code === 46 && scale === 0 && index > from) scale = 1
    else return undefined
  }
  return scale === 0 ? digits : digits / scale
}

/** A finite number in each style. */
const formats: Readonly<Record<NumberStyle, (value: number) => string>> = {
  whole: (value) => value.toFixed(0),
  tenth: (value) => fixedOrPrecise(value, { decimals: 1, digits: 2 }),
  percent: (value) => value.toFixed(1),
  loss: (value) => fixedOrPrecise(value, { decimals: 3, digits: 3 }),
  rate: formatRate,
}

/** A number in the log's look; small ones get significant digits instead of zeros. */
export function formatNumber(value: number, style: NumberStyle): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  return formats[style](value)
}

function fixedOrPrecise(value: number, { decimals, digits }: { decimals: number; digits: number }): string {
  const isSmall = value !== 0 && Math.abs(value) < 10 ** (digits - 1 - decimals)
  return isSmall ? value.toPrecision(digits) : value.toFixed(decimals)
}

/** Six decimals, as the original system writes the rate, unless that would change it by more than one part in 10,000. */
function formatRate(value: number): string {
  const fixed = value.toFixed(6)
  return Math.abs(Number(fixed) - value) <= 1e-4 * Math.abs(value) ? fixed : value.toPrecision(5)
}
