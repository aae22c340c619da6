// Fact: the log has places that could not be read as they should.
import { isGoingOn } from '../../run/state-names.ts'
import type { Rule } from '../rule.ts'

export const logDamaged: Rule<'log-damaged'> = {
  code: 'log-damaged',
  check: ({ log, state }) => {
    const { nulLines, legacyLines, lines, tail } = log
    // A live log may end in the middle of a line at any moment; a closing line sent by mail may lack its line break.
    const isCut = tail !== '' && !isGoingOn(state) && !/Training (?:completed|stopped)/.test(tail)
    if (nulLines === 0 && legacyLines === 0 && !isCut) return []
    const evidence = isCut ? [{ kind: 'line' as const, line: lines + 1, text: tail.slice(0, shownOfTail) }] : []
    return [{ code: 'log-damaged', evidence, facts: { nulLines, legacyLines, cutLines: isCut ? 1 : 0 } }]
  },
}

const shownOfTail = 200
