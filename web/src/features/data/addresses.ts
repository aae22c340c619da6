// Addresses inside of the data set pages, and of their pictures.
import { address } from '../../api/client.ts'

/** What is shown of a data set. */
export interface DataPlace {
  readonly data: string
  readonly tab?: 'check' | 'pictures'
  readonly split?: string
  readonly picture?: number
  /** Line of the ground truth. */
  readonly line?: number
}

/** `/data/view?data=...` */
export function dataAddress(place: DataPlace): string {
  const entries = Object.entries(place).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  )
  return `/data/view?${new URLSearchParams(Object.fromEntries(entries))}`
}

export type Split = 'train' | 'test'

/** The address of a picture's file; `side` is its longer side at most, in pixels. */
export function fileAddress(data: string, split: Split, index: number, side: number): string {
  return address(['datasets', 'picture', index, 'file'], { data, split, side })
}
