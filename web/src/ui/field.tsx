// One field of a form: label, control, unit, what it means, and what is wrong with it; read out together.
import { type ReactNode, useId } from 'react'

/** What a control inside of a field must carry. */
export interface ControlIds {
  readonly id: string
  readonly 'aria-describedby': string
  readonly 'aria-invalid': boolean
}

interface FieldProps {
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly wrong?: string | undefined
  readonly children: (ids: ControlIds) => ReactNode
}

export function Field({ label, hint, wrong, children }: FieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-hint`, 'aria-invalid': wrong !== undefined })}
      <span id={`${id}-hint`}>
        {wrong !== undefined && <span className="wrong">{wrong} </span>}
        {hint !== undefined && <span className="hint">{hint}</span>}
      </span>
    </div>
  )
}

interface SelectProps {
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string) => void
  readonly disabled?: boolean
}

/** A choice among few, with the browser's own list (keyboard and telephone know it). */
export function SelectField({ label, hint, value, options, onChange, disabled = false }: SelectProps) {
  return (
    <Field label={label} {...(hint !== undefined && { hint })}>
      {(ids) => (
        <select
          {...ids}
          className="input"
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

interface TextProps {
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly value: string
  readonly wrong?: string | undefined
  readonly placeholder?: string
  /** A button beside it. */
  readonly action?: ReactNode
  readonly onChange: (value: string) => void
}

export function TextField({ label, hint, value, wrong, placeholder, action, onChange }: TextProps) {
  return (
    <Field label={label} {...(hint !== undefined && { hint })} wrong={wrong}>
      {(ids) => (
        <div className="beside">
          <input
            {...ids}
            className="input"
            value={value}
            placeholder={placeholder}
            onChange={(event) => onChange(event.target.value)}
          />
          {action}
        </div>
      )}
    </Field>
  )
}

interface CheckProps {
  readonly label: ReactNode
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

export function CheckField({ label, checked, onChange }: CheckProps) {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  )
}
