// Addresses of the editor: a set, one of its images, and the box there that is to be looked at. Pure.

/** Where texts are corrected. */
export interface EditPlace {
  readonly data: string
  readonly split?: string
  readonly image?: number
  /** A line of the ground truth: its text is selected and in the middle. */
  readonly line?: number
  /** A box, `x1,y1,...,xn,yn` in pixels of the image: the same with the text that it is; shown where there is none. */
  readonly box?: readonly number[]
  /** The order of the walk. */
  readonly order?: 'helps-most' | 'disagrees'
  /** A model with which the set is labelled again, when the person says so. */
  readonly again?: string
}

/** `/data/edit?data=...` */
export function editAddress(place: EditPlace): string {
  return `/data/edit?${queryOf(place)}`
}

/** What has a value, as the query of an address. */
export function queryOf(values: object): URLSearchParams {
  const entries = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  )
  return new URLSearchParams(Object.fromEntries(entries))
}

/** The box of an address; undefined where there is none. */
export function boxIn(text: string): readonly number[] | undefined {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const isBox = numbers.length >= 6 && numbers.length % 2 === 0 && numbers.every((number) => Number.isFinite(number))
  return isBox ? numbers : undefined
}
