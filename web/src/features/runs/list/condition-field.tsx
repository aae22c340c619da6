// The condition of the list of runs: what it may say is explained, and what can follow is offered while it is typed.
import { useId, useRef, useState } from 'react'
import type { RunRow } from '../../../../../src/server/api.ts'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/field.tsx'
import { useSay } from '../../../words/language-context.tsx'
import { suggestions } from './complete.ts'
import type { Field } from './fields.ts'

interface ConditionFieldProps {
  readonly value: string
  readonly fields: readonly Field[]
  readonly rows: readonly RunRow[]
  readonly onChange: (value: string) => void
}

/** A condition is asked when it is finished: half of one is only an error. */
export function ConditionField({ value, fields, rows, onChange }: ConditionFieldProps) {
  const say = useSay()
  const form = useRef<HTMLFormElement>(null)
  const id = useId()
  const [typed, setTyped] = useState(value)
  const [isOpen, setOpen] = useState(false)
  const [asked, setAsked] = useState(value)
  if (asked !== value) {
    setAsked(value)
    setTyped(value)
  }
  const offered = isOpen ? suggestions(typed, fields, rows) : []
  const take = (text: string): void => {
    setTyped(text)
    form.current?.querySelector('input')?.focus()
  }
  return (
    <form
      ref={form}
      onFocus={() => setOpen(true)}
      onSubmit={(event) => {
        event.preventDefault()
        onChange(typed.trim())
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (currentTarget.contains(relatedTarget)) return
        setOpen(false)
        onChange(typed.trim())
      }}
    >
      <TextField label={say('runs.where')} hint={say('runs.where.hint')} value={typed} onChange={setTyped} />
      {offered.length > 0 && (
        <div className="row tight suggestions" role="group" aria-label={say('runs.where.next')} id={id}>
          {offered.map(({ text, shown, label }) => (
            <Button key={shown} small title={label} onClick={() => take(text)}>
              {shown}
              {label !== undefined && <span className="soft">{label}</span>}
            </Button>
          ))}
        </div>
      )}
    </form>
  )
}
