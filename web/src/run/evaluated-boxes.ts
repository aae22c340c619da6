// The boxes of an evaluated picture by what became of them. Pure.
import type { Result } from '../../../src/server/api.ts'
import type { ShownBox } from '../picture/boxes.ts'

/** Matched, false, missed, do not care. */
export const outcomes = ['tp', 'fp', 'fn', 'ignored'] as const
export type Outcome = (typeof outcomes)[number]

type Evaluated = Pick<Result<'evaluatedPicture'>, 'found' | 'truth'>

const ofFound = { matched: 'tp', false: 'fp', ignored: 'ignored' } as const
const kinds = { tp: 'true', fp: 'false', fn: 'missed', ignored: 'ignored' } as const

/** What is shown: of the truth only what was missed, as a matched one lies under its match. */
export function evaluatedBoxes({ found, truth }: Evaluated, hidden: readonly Outcome[]): ShownBox[] {
  const boxes = [
    ...found.map(({ box, score, state }) => ({ box, outcome: ofFound[state] as Outcome, detail: score.toFixed(2) })),
    ...truth
      .filter(({ state }) => state !== 'matched')
      .map(({ box, text, state }) => ({
        box,
        outcome: (state === 'missed' ? 'fn' : 'ignored') as Outcome,
        detail: text,
      })),
  ]
  return boxes
    .filter(({ outcome }) => !hidden.includes(outcome))
    .map(({ box, outcome, detail }, index) => ({ box, kind: kinds[outcome], label: String(index + 1), detail }))
}
