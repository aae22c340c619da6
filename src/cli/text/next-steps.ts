// The last lines of a command: what one would type next, ready to copy.
import type { Look } from './look.ts'

export interface NextStep {
  /** What it is for: `prove the file`. */
  readonly does: string
  /** The whole command line. */
  readonly line: string
}

/** Commands are never wrapped, so that they can be copied. */
export function renderNextSteps(steps: readonly NextStep[], { paint }: Look): string {
  const rows = steps.map(({ does, line }) => `  ${does}:\n    ${paint.cyan(line)}`)
  return [paint.bold('Next'), ...rows].join('\n')
}
