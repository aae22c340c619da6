// One setting as a field; its control follows from the schema.
import type { SettingForm } from '../../../src/server/api.ts'
import { type ControlIds, Field } from '../ui/field.tsx'
import { type Say, useSpeech } from '../words/language-context.tsx'
import { type Changes, numberFrom, valueOf } from './settings.ts'
import { unitWord } from './units.ts'

interface SettingFieldProps {
  readonly setting: SettingForm
  readonly changes: Changes
  readonly wrong: string | undefined
  /** The person's word for it instead of its name and unit. */
  readonly label?: string | undefined
  readonly onChange: (value: unknown) => void
}

export function SettingField({ setting, changes, wrong, label, onChange }: SettingFieldProps) {
  const { language, say } = useSpeech()
  const value = valueOf(setting, changes)
  const { name, unit } = setting
  const named = unit === undefined ? name : say('form.unit', { name, unit: unitWord(unit, language) })
  return (
    <Field label={label ?? named} hint={setting.sentence[language]} wrong={wrong}>
      {(ids) => <Control {...{ setting, value, ids, say, onChange }} />}
    </Field>
  )
}

interface ControlProps {
  readonly setting: SettingForm
  readonly value: unknown
  readonly ids: ControlIds
  readonly say: Say
  readonly onChange: (value: unknown) => void
}

function Control({ setting, value, ids, say, onChange }: ControlProps) {
  const { control } = setting
  if (control.control === 'choice')
    return (
      <select {...ids} className="input" value={String(value)} onChange={(event) => onChange(event.target.value)}>
        {control.choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    )
  if (control.control === 'toggle')
    return (
      <input {...ids} type="checkbox" checked={value === true} onChange={(event) => onChange(event.target.checked)} />
    )
  if (control.control === 'size') return <SizeControl {...{ setting, value, ids, say, onChange }} />
  const isNumber = control.control === 'number'
  return (
    <input
      {...ids}
      className="input"
      inputMode={isNumber ? 'decimal' : 'text'}
      value={shownValue(value)}
      onChange={({ target }) => onChange(isNumber ? numberFrom(target.value) : textValue(target.value))}
    />
  )
}

function shownValue(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** `auto` or a number in the same field. */
function textValue(text: string): unknown {
  return /^\d+$/.test(text) ? Number(text) : text
}

function SizeControl({ setting, value, ids, say, onChange }: ControlProps) {
  const [height, width] = Array.isArray(value) ? (value as unknown[]) : [value, value]
  const { control } = setting
  const limits = control.control === 'size' ? { min: control.min, max: control.max, step: control.multipleOf } : {}
  const part = (index: 0 | 1, word: 'form.height' | 'form.width', shown: unknown) => (
    <input
      {...(index === 0 ? ids : {})}
      className="input"
      type="number"
      {...limits}
      aria-label={`${setting.name}${say('colon')}${say(word)}`}
      value={shownValue(shown)}
      onChange={(event) => {
        const next = numberFrom(event.target.value)
        onChange(index === 0 ? [next, width] : [height, next])
      }}
    />
  )
  return (
    <div className="size-field">
      {part(0, 'form.height', height)}
      <span aria-hidden="true">×</span>
      {part(1, 'form.width', width)}
    </div>
  )
}
