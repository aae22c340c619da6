// At which size a model looks at the images that it labels: its own, or a larger one that shows smaller texts.
import { SelectField } from '../ui/field.tsx'
import { useSay } from '../words/language-context.tsx'

/** Sides in pixels, and how many times as long they take as the 800 that most models have. */
const larger = [
  { side: 1216, times: 2 },
  { side: 1600, times: 4 },
] as const

interface LabelSizeProps {
  /** Side in pixels as text; empty for the model's own size. */
  readonly value: string
  readonly onChange: (value: string) => void
}

export function LabelSize({ value, onChange }: LabelSizeProps) {
  const say = useSay()
  const options = [
    { value: '', label: say('label.size.own') },
    ...larger.map((one) => ({ value: String(one.side), label: say('label.size.other', one) })),
  ]
  return <SelectField label={say('label.size')} value={value} options={options} onChange={onChange} />
}

/** What a job is asked with. */
export function inputSizeOf(value: string): { inputSize?: [number, number] } {
  return value === '' ? {} : { inputSize: [Number(value), Number(value)] }
}
