// An error about a whole source that brings along what was noted before it: the causes, with file and line.
import { partsOf, UserError } from '../../core/errors.ts'
import type { Note } from './notes.ts'

/** Lines that are shown; `--json` has all of them. */
const shownNotes = 20

/** The error with its notes, in its message for people and as `problems` for programs. */
export class NotedError extends UserError {
  readonly problems: readonly Note[]

  constructor(error: UserError, notes: readonly Note[]) {
    const message = [`${error.message}. What was noted before:`, ...linesOf(notes)].join('\n')
    super({ ...partsOf(error), message, cause: error })
    this.problems = notes
  }
}

/** The error of a division or of an import that leaves nothing, with the notes that led to it; any other as it is. */
export function withNotes(error: unknown, notes: readonly Note[]): unknown {
  const isConsequence = error instanceof UserError && /^(?:split-|import-nothing)/.test(error.code)
  return isConsequence && notes.length > 0 ? new NotedError(error, notes) : error
}

function linesOf(notes: readonly Note[]): string[] {
  const order = ['error', 'warning', 'info']
  const sorted = notes.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
  const lines = sorted.slice(0, shownNotes).map(({ severity, where, message, expected, found }) => {
    const facts = [expected && `expected ${expected}`, found && `found ${found}`].filter(Boolean).join(', ')
    return `  ${severity} ${where} ${message}${facts === '' ? '' : `: ${facts}`}`
  })
  const more = notes.length - lines.length
  return more > 0 ? [...lines, `  and ${more} more`] : lines
}
