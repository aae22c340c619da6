// A choice among a few, each with a sentence of its own: radio buttons as cards.
import { type ReactNode, useId } from 'react'

/** One card. */
export interface ChoiceCard<Value extends string> {
  readonly value: Value
  readonly title: ReactNode
  /** What stands at the end of the title's line: a time, a count. */
  readonly aside?: ReactNode
  readonly hint: ReactNode
  readonly disabled?: boolean
}

interface ChoiceProps<Value extends string> {
  /** What is chosen, for screen readers. */
  readonly label: string
  /** Undefined: none of them. */
  readonly value: Value | undefined
  readonly choices: readonly ChoiceCard<Value>[]
  readonly onChange: (value: Value) => void
}

export function ChoiceCards<Value extends string>({ label, value, choices, onChange }: ChoiceProps<Value>) {
  const name = useId()
  return (
    <fieldset className="choices">
      <legend className="sr-only">{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className="choice">
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            disabled={choice.disabled ?? false}
            onChange={() => onChange(choice.value)}
          />
          <strong>{choice.title}</strong>
          {choice.aside !== undefined && <span className="soft small num nowrap">{choice.aside}</span>}
          <span className="hint">{choice.hint}</span>
        </label>
      ))}
    </fieldset>
  )
}
