// What stands at a field whose value cannot be used: the values that can. Pure.
import type { Estimate } from '../../../../src/server/api.ts'
import { detailsOf, headlineOf } from '../../api/failure.ts'
import type { Language } from '../../words/language.ts'
import type { Say } from '../../words/language-context.tsx'

type Problem = Estimate['problems'][number]

/** `Expected: a whole number from 1 to 4096`; the headline where nothing says what is expected. */
export function wrongOf(problem: Problem, language: Language, say: Say): string {
  const { expected } = detailsOf(problem, language)
  return expected === undefined
    ? headlineOf(problem, language).title
    : `${say('error.expected')}${say('colon')}${expected}`
}
