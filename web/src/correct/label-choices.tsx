// How a model labels: the size at which it looks at images, whether texts are read, and lines or words.
import { CheckField, SelectField } from '../ui/field.tsx'
import { useSay } from '../words/language-context.tsx'

/** Sides in pixels, and how many times as long they take as the 800 that most models have. */
const larger = [
  { side: 1216, times: 2 },
  { side: 1600, times: 4 },
] as const

export interface LabelChoices {
  /** Side in pixels; 0 for the model's own size. */
  readonly side: number
  readonly read: boolean
  /** Boxes around words instead of lines, which only what reads can tell. */
  readonly words: boolean
}

export const usualChoices: LabelChoices = { side: 0, read: true, words: false }

interface LabelChoicesProps {
  readonly value: LabelChoices
  readonly onChange: (value: LabelChoices) => void
}

export function LabelChoicesFields({ value, onChange }: LabelChoicesProps) {
  const say = useSay()
  const sizes = [
    { value: '0', label: say('label.size.own') },
    ...larger.map((one) => ({ value: String(one.side), label: say('label.size.other', one) })),
  ]
  return (
    <>
      <SelectField
        label={say('label.size')}
        value={String(value.side)}
        options={sizes}
        onChange={(side) => onChange({ ...value, side: Number(side) })}
      />
      <CheckField
        label={say('edit.again.read')}
        checked={value.read}
        onChange={(read) => onChange({ ...value, read })}
      />
      {value.read && (
        <CheckField
          label={say('label.words')}
          checked={value.words}
          onChange={(words) => onChange({ ...value, words })}
        />
      )}
    </>
  )
}

/** What a job is asked with. */
export function choicesAsked({ side, read, words }: LabelChoices) {
  const inputSize: [number, number] = [side, side]
  return { read, words: read && words, ...(side > 0 && { inputSize }) }
}
