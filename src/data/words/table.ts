// The shape of the table of words: for every kind of problem, in every language, what happened and what to do.
import type { Language } from '../../core/language.ts'
import type { ProblemCode, ProblemFacts } from '../problem-kinds.ts'

/** A text, or how it is made from the facts of the case and the file's path relative to the data set. */
export type Say<Facts> = string | ((facts: Facts, file: string) => string)

/** What is said about one kind of problem in one language. No text ends with a full stop. */
export interface Words<Facts> {
  /** One sentence. */
  readonly message: Say<Facts>
  /** A short noun phrase. */
  readonly expected?: Say<Facts>
  /** A short noun phrase. */
  readonly found?: Say<Facts>
  /** What to do, as an instruction. */
  readonly next: Say<Facts>
}

/** Words for these kinds; a kind or a language that is missing is a compile error. */
export type WordTable<Code extends ProblemCode> = {
  readonly [C in Code]: Readonly<Record<Language, Words<ProblemFacts[C]>>>
}
