// Addresses inside of the data set pages, and of their images.
import { address } from '../../api/client.ts'
import { queryOf } from '../../correct/address.ts'

/** What is shown of a data set. */
export interface DataPlace {
  readonly data: string
  readonly tab?: 'check' | 'images'
  readonly split?: string
  readonly image?: number
  /** Line of the ground truth. */
  readonly line?: number
}

/** `/data/view?data=...` */
export function dataAddress(place: DataPlace): string {
  return `/data/view?${queryOf(place)}`
}

export type Split = 'train' | 'test'

/** The address of an image's file; `side` is its longer side at most, in pixels. */
export function fileAddress(data: string, split: Split, index: number, side: number): string {
  return address(['datasets', 'image', index, 'file'], { data, split, side })
}
