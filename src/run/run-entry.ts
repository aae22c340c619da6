// A run as a list of runs knows it.

/** A run as the list of runs shows it, before anything in it is read. */
export interface RunEntry {
  /** The folder's own name: `exp_20260105_143022`. */
  readonly id: string
  /** Absolute, with links followed. */
  readonly folder: string
  /** The names that link to it, in alphabetical order. */
  readonly names: readonly string[]
  /** When it started, from the id, or else from its log. */
  readonly startedAt: Date
}
