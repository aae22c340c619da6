// What the rules over one picture and its boxes look at.
import type { PictureHeader } from '../../picture.ts'
import type { InputSize } from '../../problem-kinds.ts'
import type { Problem } from '../../problems.ts'
import type { Split } from '../../read/list.ts'
import type { Sample } from '../../types.ts'

/** A picture whose header could be read, and its sample. `picture` and `truth` are the files' names as problems spell them. */
export interface OpenedPicture {
  readonly split: Split
  readonly sample: Sample
  readonly header: PictureHeader
  readonly picture: string
  readonly truth: string
}

/** What a check needs to know of the training that shall follow. */
export interface NetworkView {
  /** Size of the network's input. */
  readonly input: InputSize
  /** Texts with a shorter side, in network pixels, are not learnt. */
  readonly minTextSize: number
}

export type PictureRule = (opened: OpenedPicture, view: NetworkView) => readonly Problem[]
