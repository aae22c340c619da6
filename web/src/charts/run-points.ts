// What the plots of runs are given: a name and an address for each, and its values.
import type { PlotValue } from './scale.ts'

export interface PlottedRun {
  readonly id: string
  readonly name: string
  readonly href: string
  readonly color: PlotValue
  /** One for each axis. */
  readonly values: readonly PlotValue[]
}

export interface PlotAxis {
  readonly name: string
  readonly label: string
}
