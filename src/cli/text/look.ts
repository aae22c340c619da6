// How text may look where it is printed: the width, and the colours or none.
import type { Paint } from './colors.ts'

export interface Look {
  /** Columns that a line may fill; Infinity where nothing wraps (a file, a pipe). */
  readonly columns: number
  readonly paint: Paint
}
