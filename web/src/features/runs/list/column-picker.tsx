// Which columns the list of runs has, and in which order.
import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { SelectField } from '../../../ui/field.tsx'
import { useSay } from '../../../words/language-context.tsx'
import type { Field } from './fields.ts'

interface ColumnPickerProps {
  readonly fields: readonly Field[]
  readonly chosen: readonly Field[]
  /** Names in order; empty for the usual ones. */
  readonly onChoose: (names: readonly string[]) => void
}

export function ColumnPicker({ fields, chosen, onChoose }: ColumnPickerProps) {
  const say = useSay()
  const [isOpen, setOpen] = useState(false)
  const names = chosen.map(({ name }) => name)
  const move = (at: number, to: number): void => onChoose(names.with(at, names[to]!).with(to, names[at]!))
  const others = fields.filter(({ name }) => !names.includes(name))
  return (
    <details className="fold small" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('counted', { what: say('runs.columns'), n: chosen.length })}</summary>
      {isOpen && (
        <div className="stack">
          <ol className="column-picks" aria-label={say('runs.columns')}>
            {chosen.map((field, at) => (
              <PickedColumn
                key={field.name}
                label={field.label}
                isFirst={at === 0}
                isLast={at === names.length - 1}
                onMove={(by) => move(at, at + by)}
                onRemove={() => onChoose(names.toSpliced(at, 1))}
              />
            ))}
          </ol>
          <div className="row with-button">
            <SelectField
              label={say('runs.columns.add')}
              value=""
              options={[{ value: '', label: '–' }, ...others.map(({ name, label }) => ({ value: name, label }))]}
              onChange={(name) => name !== '' && onChoose([...names, name])}
            />
            <Button small onClick={() => onChoose([])}>
              {say('runs.columns.usual')}
            </Button>
          </div>
        </div>
      )}
    </details>
  )
}

interface PickedProps {
  readonly label: string
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly onMove: (by: -1 | 1) => void
  readonly onRemove: () => void
}

function PickedColumn({ label, isFirst, isLast, onMove, onRemove }: PickedProps) {
  const say = useSay()
  const named = (word: 'left' | 'right' | 'remove') => ({ 'aria-label': say(`runs.columns.${word}`, { label }) })
  return (
    <li className="row tight">
      <span>{label}</span>
      <Button small look="quiet" {...named('left')} disabled={isFirst} onClick={() => onMove(-1)}>
        ←
      </Button>
      <Button small look="quiet" {...named('right')} disabled={isLast} onClick={() => onMove(1)}>
        →
      </Button>
      <Button small look="quiet" {...named('remove')} disabled={isFirst && isLast} onClick={onRemove}>
        ×
      </Button>
    </li>
  )
}
