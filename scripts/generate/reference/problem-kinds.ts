// Rows of the table of data set problems: code, severity, and the message in both languages.
import { severities, type ProblemCode } from '../../../src/data/problem-kinds.ts'
import { problemWords } from '../../../src/data/problem-words.ts'
import type { Say } from '../../../src/data/words/table.ts'
import { code } from './markdown.ts'

/** Code, severity, English and Chinese of every kind, in the order of the table. */
export function problemKinds(): string[][] {
  return (Object.keys(severities) as ProblemCode[]).map((one) => [
    code(one),
    severities[one],
    messageOf(problemWords[one].en.message as Say<object>),
    messageOf(problemWords[one].zh.message as Say<object>),
  ])
}

/** A fact that is not known shows as an ellipsis, whatever is asked of it. */
function messageOf(say: Say<object>): string {
  if (typeof say === 'string') return say
  try {
    return say(unknownFacts, '…').replaceAll(/[^\s(]*undefined[^\s,)]*/g, '…')
  } catch {
    return '…'
  }
}

const unknownFacts: object = new Proxy(
  {},
  { get: (_, name) => (name === Symbol.toPrimitive ? undefined : '…'), has: () => true },
)
