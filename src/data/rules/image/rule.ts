// What the rules over one image and its boxes look at.
import type { ImageHeader } from '../../image.ts'
import type { InputSize } from '../../problem-kinds.ts'
import type { Problem } from '../../problems.ts'
import type { Split } from '../../read/list.ts'
import type { Sample } from '../../types.ts'

/** An image whose header could be read, and its sample. `image` and `groundTruth` are the files' names as problems spell them. */
export interface OpenedImage {
  readonly split: Split
  readonly sample: Sample
  readonly header: ImageHeader
  readonly image: string
  readonly groundTruth: string
}

/** What a check needs to know of the training that shall follow. */
export interface NetworkView {
  /** Size of the network's input. */
  readonly input: InputSize
  /** Texts with a shorter side, in network pixels, are not learnt. */
  readonly minTextSize: number
}

export type ImageRule = (opened: OpenedImage, view: NetworkView) => readonly Problem[]
