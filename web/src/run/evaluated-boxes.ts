// The boxes of an evaluated image by what became of them. Pure.
import type { Result } from '../../../src/server/api.ts'
import type { Language } from '../words/language.ts'
import type { Say } from '../words/language-context.tsx'
import type { BoxKind, ShownBox } from '../image/boxes.ts'

type Evaluated = Pick<Result<'evaluatedImage'>, 'found' | 'groundTruth'>

const ofFound = { matched: 'true', false: 'false', ignored: 'ignored' } as const

interface Spoken {
  readonly language: Language
  readonly say: Say
  /** The page on which a missed or false box is corrected. */
  readonly correct?: ((box: readonly number[]) => string) | undefined
}

/** What is shown, errors with their kind: of the ground truth only what was missed, as a matched one lies under its match. */
export function evaluatedBoxes({ found, groundTruth }: Evaluated, { language, say, correct }: Spoken): ShownBox[] {
  const boxes = [
    ...found.map(({ box, score, state, error, text }) => ({
      box,
      kind: ofFound[state] as BoxKind,
      detail: [error?.name[language], score.toFixed(2)].filter((part) => part !== undefined).join(' · '),
      ...(text !== undefined && { text }),
    })),
    ...groundTruth
      .filter(({ state }) => state !== 'matched')
      .map(({ box, text, state, error, read }) => ({
        box,
        kind: (state === 'missed' ? 'missed' : 'ignored') as BoxKind,
        detail: error?.name[language] ?? '',
        ...(text !== '' && { text }),
        ...(state === 'missed' && read !== undefined && { remark: remarkOn(read, say) }),
      })),
  ]
  return boxes.map((shown, index) => ({
    ...shown,
    label: String(index + 1),
    ...(correct && (shown.kind === 'false' || shown.kind === 'missed') && { correct: correct(shown.box) }),
  }))
}

/** What the recogniser makes of a box that was missed. */
function remarkOn(read: string, say: Say): string {
  return read === '' ? say('box.not-read') : say('box.read', { text: read })
}
