// Facts: errors that the log states in words, sorted by what they tell of.
import type { ValuesFor } from '../../core/fill-in.ts'
import { neverStarted } from '../consequences.ts'
import type { DiagnosisContext } from '../context.ts'
import { quoteSome } from '../finding.ts'
import type { FindingCode } from '../kinds.ts'
import { type MessageCode, errorsOf, wasSurvived } from '../messages.ts'
import type { Outcome, Rule } from '../rule.ts'

/** An error that training went on after did not end it: it is worth a look, no more. */
function loggedError<Code extends MessageCode>(code: Code, consequences: readonly FindingCode[]): Rule<Code> {
  const check = (subject: DiagnosisContext): Outcome<Code> => {
    const errors = errorsOf(subject, code)
    if (errors.length === 0) return []
    const survived = wasSurvived(subject, errors[errors.length - 1].line)
    const facts: ValuesFor<'{count} {first}'> = { count: errors.length, first: errors[0].text }
    const found = { code, ...(survived && { severity: 'warning' as const }), evidence: quoteSome(errors), facts }
    return [found]
  }
  return { code, consequences, check }
}

export const fileNotFound = loggedError('file-not-found', neverStarted)
export const boxFormatInvalid = loggedError('box-format-invalid', neverStarted)
export const imageBroken = loggedError('image-broken', neverStarted)
export const outOfMemory = loggedError('out-of-memory', [...neverStarted, 'batch-unusual'])
export const diskRefused = loggedError('disk-refused', neverStarted)
export const dataRefused = loggedError('data-refused', neverStarted)
export const errorInLog = loggedError('error-in-log', ['ended-without-closing', 'log-damaged'])
