// The network's answer as everything after it takes it.
import type { Placement } from '../data/preprocess.ts'

/** The network's answer for one image, kept so that thresholds can change without running it again. */
export interface ProbabilityMap {
  /** (H, W) of the network input, or of the whole image put together from tiles; row-major, 0..1. */
  readonly data: Float32Array
  readonly width: number
  readonly height: number
  /** Where the image lies in it. */
  readonly input: Placement
  /** How many tiles it was put together from, and what each covers, in pixels of the image. */
  readonly tiles?: { readonly count: number; readonly width: number; readonly height: number }
}
