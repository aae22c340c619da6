// The boxes of an evaluated image by what became of them. Pure.
import type { Result } from '../../../src/server/api.ts'
import type { Language } from '../words/language.ts'
import type { ShownBox } from '../image/boxes.ts'

/** Matched, false, missed, do not care. */
export const outcomes = ['tp', 'fp', 'fn', 'ignored'] as const
export type Outcome = (typeof outcomes)[number]

type Evaluated = Pick<Result<'evaluatedImage'>, 'found' | 'groundTruth'>

const ofFound = { matched: 'tp', false: 'fp', ignored: 'ignored' } as const
const kinds = { tp: 'true', fp: 'false', fn: 'missed', ignored: 'ignored' } as const

/** What is shown, errors with their kind: of the ground truth only what was missed, as a matched one lies under its match. */
export function evaluatedBoxes(
  { found, groundTruth }: Evaluated,
  { hidden, language }: { readonly hidden: readonly Outcome[]; readonly language: Language },
): ShownBox[] {
  const detailOf = (error: Evaluated['found'][number]['error'], text: string): string =>
    [error?.name[language], text].filter((part) => part !== undefined && part !== '').join(' · ')
  const boxes = [
    ...found.map(({ box, score, state, error }) => ({
      box,
      outcome: ofFound[state] as Outcome,
      detail: detailOf(error, score.toFixed(2)),
    })),
    ...groundTruth
      .filter(({ state }) => state !== 'matched')
      .map(({ box, text, state, error }) => ({
        box,
        outcome: (state === 'missed' ? 'fn' : 'ignored') as Outcome,
        detail: detailOf(error, text),
      })),
  ]
  return boxes
    .filter(({ outcome }) => !hidden.includes(outcome))
    .map(({ box, outcome, detail }, index) => ({ box, kind: kinds[outcome], label: String(index + 1), detail }))
}
