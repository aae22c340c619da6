// One image of the last evaluation, as eval_results/ tells it and as the rules need it.
import type { ErrorKind } from '../geometry/error-kinds.ts'

/** Boxes as `x1,y1,...,xn,yn` in pixels of the image. */
export interface EvaluatedImage {
  readonly image: string
  /** Width and height of the image in pixels, where they are known. */
  readonly size?: readonly [width: number, height: number]
  readonly predictions: readonly {
    readonly box: readonly number[]
    readonly score: number
    readonly state: 'matched' | 'false' | 'ignored'
    /** What was read there, where anything was. */
    readonly text?: string
    /** What kind of error a false one is; null for all others. */
    readonly error: ErrorKind | null
  }[]
  readonly groundTruths: readonly {
    readonly box: readonly number[]
    readonly state: 'matched' | 'missed' | 'ignored'
    /** What kind of error a missed one is; null for all others. */
    readonly error: ErrorKind | null
    /** What is written there, where the file tells. */
    readonly text?: string
    /** What was read there, where texts were read; it may be empty. */
    readonly read?: string
  }[]
}
