// The threshold of detection as a slider, 0.00 to 1.00.
import { Field } from '../ui/field.tsx'
import { useSay } from '../words/language-context.tsx'

/** What the original starts with. */
export const presetThreshold = '0.2'

interface ThresholdProps {
  readonly value: number
  readonly onChange: (value: number) => void
}

export function ThresholdField({ value, onChange }: ThresholdProps) {
  const say = useSay()
  return (
    <Field label={`${say('detect.threshold')} ${value.toFixed(2)}`} hint={say('detect.threshold.hint')}>
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
