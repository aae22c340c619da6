// An error about a whole source that brings along what was noted before it: the causes, with file and line.
import { inBothLanguages, partsOf, UserError } from '../../core/errors.ts'
import type { InBoth } from '../../core/language.ts'
import { joined, say } from '../../core/say.ts'
import { plainNote, type Note, type PlainNote } from './notes.ts'

/** Lines that are shown; `--json` has all of them. */
const shownNotes = 20

/** The error with its notes, in its message for people and as `problems` for programs. */
export class NotedError extends UserError {
  readonly problems: readonly PlainNote[]

  constructor(error: UserError, notes: readonly Note[]) {
    const parts = partsOf(error)
    const headline = say(words.headline, { message: parts.message })
    super({ ...parts, message: joined([headline, ...linesOf(notes)], { en: '\n', zh: '\n' }), cause: error })
    this.problems = notes.map(plainNote)
  }
}

/** The error of a division or of an import that leaves nothing, with the notes that led to it; any other as it is. */
export function withNotes(error: unknown, notes: readonly Note[]): unknown {
  const isConsequence = error instanceof UserError && /^(?:split-|import-nothing)/.test(error.code)
  return isConsequence && notes.length > 0 ? new NotedError(error, notes) : error
}

const words = {
  headline: { en: '{message}. What was noted before:', zh: '{message}。此前的记录：' },
  more: { en: '  and {count} more', zh: '  另有 {count} 条' },
} as const

/** `both` facts, one or none. */
function rowOf(note: Note): InBoth<string> {
  const { severity, where } = note
  const { message = '', expected, found } = inBothLanguages(note)
  const facts = joined(
    [
      ...(expected === undefined ? [] : [say({ en: 'expected {expected}', zh: '期望 {expected}' }, { expected })]),
      ...(found === undefined ? [] : [say({ en: 'found {found}', zh: '实际为 {found}' }, { found })]),
    ],
    { en: ', ', zh: '，' },
  )
  return say(
    { en: '  {severity} {where} {message}[: {facts}]', zh: '  {severity} {where} {message}[：{facts}]' },
    {
      severity,
      where,
      message,
      ...(facts.en !== '' && { facts }),
    },
  )
}

function linesOf(notes: readonly Note[]): InBoth<string>[] {
  const order = ['error', 'warning', 'info']
  const sorted = notes.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
  const lines = sorted.slice(0, shownNotes).map(rowOf)
  const more = notes.length - lines.length
  return more > 0 ? [...lines, say(words.more, { count: more })] : lines
}
