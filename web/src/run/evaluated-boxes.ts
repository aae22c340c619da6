// The boxes of an evaluated image by what became of them. Pure.
import type { Result } from '../../../src/server/api.ts'
import type { Language } from '../words/language.ts'
import type { Say } from '../words/language-context.tsx'
import type { ShownBox } from '../image/boxes.ts'

/** Matched, false, missed, do not care. */
export const outcomes = ['tp', 'fp', 'fn', 'ignored'] as const
export type Outcome = (typeof outcomes)[number]

type Evaluated = Pick<Result<'evaluatedImage'>, 'found' | 'groundTruth'>

const ofFound = { matched: 'tp', false: 'fp', ignored: 'ignored' } as const
const kinds = { tp: 'true', fp: 'false', fn: 'missed', ignored: 'ignored' } as const

interface Shown {
  readonly hidden: readonly Outcome[]
  readonly language: Language
  readonly say: Say
}

/** What is shown, errors with their kind: of the ground truth only what was missed, as a matched one lies under its match. */
export function evaluatedBoxes({ found, groundTruth }: Evaluated, { hidden, language, say }: Shown): ShownBox[] {
  const boxes = [
    ...found.map(({ box, score, state, error, text }) => ({
      box,
      outcome: ofFound[state] as Outcome,
      detail: [error?.name[language], score.toFixed(2)].filter((part) => part !== undefined).join(' · '),
      ...(text !== undefined && { text }),
    })),
    ...groundTruth
      .filter(({ state }) => state !== 'matched')
      .map(({ box, text, state, error, read }) => ({
        box,
        outcome: (state === 'missed' ? 'fn' : 'ignored') as Outcome,
        detail: error?.name[language] ?? '',
        ...(text !== '' && { text }),
        ...(state === 'missed' && read !== undefined && { remark: remarkOn(read, say) }),
      })),
  ]
  return boxes
    .filter(({ outcome }) => !hidden.includes(outcome))
    .map(({ outcome, ...shown }, index) => ({ ...shown, kind: kinds[outcome], label: String(index + 1) }))
}

/** What the recogniser makes of a box that was missed. */
function remarkOn(read: string, say: Say): string {
  return read === '' ? say('box.not-read') : say('box.read', { text: read })
}
