// The threshold of detection as a slider, 0.00 to 1.00.
import type { Model } from '../../../src/server/api.ts'
import { Field } from '../ui/field.tsx'
import { useParameter } from '../ui/use-url.ts'
import type { WordKey } from '../words/catalogue.ts'
import { useSay } from '../words/language-context.tsx'

/** What the original starts with. */
const usualThreshold = 0.2

/** The threshold of the address, or else the model's own; and how to set it. */
export function useThreshold(model: Model | undefined): readonly [number, (value: number) => void] {
  const [asked, setAsked] = useParameter('threshold', '', 'typed')
  const preset = model?.threshold ?? usualThreshold
  const value = asked === '' || Number.isNaN(Number(asked)) ? preset : Number(asked)
  return [Math.min(1, Math.max(0, value)), (next) => setAsked(String(next))]
}

interface ThresholdProps {
  readonly value: number
  /** What it does here. */
  readonly hint: WordKey
  readonly onChange: (value: number) => void
}

export function ThresholdField({ value, hint, onChange }: ThresholdProps) {
  const say = useSay()
  return (
    <Field label={`${say('detect.threshold')} ${value.toFixed(2)}`} hint={say(hint)}>
      {(ids) => (
        <input
          {...ids}
          type="range"
          min={0}
          max={1}
          step={0.01}
          value={value}
          onChange={(event) => onChange(Number(event.target.value))}
        />
      )}
    </Field>
  )
}
