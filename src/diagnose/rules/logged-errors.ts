// Facts: errors that the log states in words, sorted by what they tell of.
import type { DiagnosisContext } from '../context.ts'
import { quoteSome } from '../finding.ts'
import { type MessageCode, errorsOf, wasSurvived } from '../messages.ts'
import type { Rule } from '../rule.ts'

/** An error that training went on after did not end it: it is worth a look, no more. */
function loggedError(code: MessageCode): Rule {
  return {
    code,
    check: (subject: DiagnosisContext) => {
      const errors = errorsOf(subject, code)
      if (errors.length === 0) return []
      const survived = wasSurvived(subject, errors[errors.length - 1].line)
      const facts = { count: errors.length, first: errors[0].text }
      return [{ code, ...(survived && { severity: 'warning' as const }), evidence: quoteSome(errors), facts }]
    },
  }
}

export const fileNotFound = loggedError('file-not-found')
export const boxFormatInvalid = loggedError('box-format-invalid')
export const imageBroken = loggedError('image-broken')
export const outOfMemory = loggedError('out-of-memory')
export const diskRefused = loggedError('disk-refused')
export const dataRefused = loggedError('data-refused')
export const errorInLog = loggedError('error-in-log')
