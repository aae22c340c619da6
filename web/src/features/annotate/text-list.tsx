// The texts beside the image, each with its transcript: every text can be reached, edited and deleted from here without the image.
import { type KeyboardEvent, memo, type RefObject, useEffect, useRef } from 'react'
import type { Change, Editor, TextBox } from '../../annotate/editor.ts'
import { limits } from '../../annotate/outline.ts'
import { Button } from '../../ui/button.tsx'
import { useSay } from '../../words/language-context.tsx'

interface TextListProps {
  readonly state: Editor
  readonly flawed: ReadonlySet<number>
  readonly act: (change: Change) => void
  readonly list: RefObject<HTMLOListElement | null>
}

export function TextList({ state: { boxes, selection }, flawed, act, list }: TextListProps) {
  const say = useSay()
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  const stable = useRef((change: Change) => latest.current(change))
  const last = selection.at(-1)
  useEffect(() => {
    const row = last === undefined ? undefined : list.current?.querySelector(`[data-id="${last}"]`)
    const isHere = list.current?.matches(':hover, :focus-within') === true
    if (!isHere) row?.scrollIntoView({ block: 'nearest' })
  }, [last, list])
  if (boxes.length === 0) return <p className="soft">{say('edit.text.none')}</p>
  return (
    <ol className="edit-list" ref={list} aria-label={say('edit.texts', { n: boxes.length })}>
      {boxes.map((text, index) => (
        <Row
          key={text.id}
          text={text}
          number={index + 1}
          isSelected={selection.includes(text.id)}
          isFlawed={flawed.has(text.id)}
          act={stable.current}
        />
      ))}
    </ol>
  )
}

interface RowProps {
  readonly text: TextBox
  readonly number: number
  readonly isSelected: boolean
  readonly isFlawed: boolean
  readonly act: (change: Change) => void
}

const Row = memo(function TextRow({ text, number, isSelected, isFlawed, act }: RowProps) {
  const say = useSay()
  const { id, transcript, ignore } = text
  const select = (): void => act({ do: 'select', ids: [id] })
  const only = (what: 'delete' | 'ignore'): void => {
    select()
    act({ do: what })
  }
  return (
    <li data-id={id} className={isFlawed ? 'flawed' : undefined} aria-current={isSelected}>
      <Button
        small
        look="quiet"
        aria-label={say('edit.text.select', { n: number })}
        aria-pressed={isSelected}
        onClick={(event) => act({ do: 'select', ids: [id], more: event.shiftKey || event.ctrlKey })}
      >
        {number}
      </Button>
      <input
        className="input"
        dir="auto"
        value={transcript}
        maxLength={limits.transcript}
        disabled={ignore}
        aria-label={say('edit.text.of', { n: number })}
        onFocus={select}
        onKeyDown={leave}
        onChange={(event) => act({ do: 'transcript', id, text: event.target.value })}
      />
      <Button
        small
        look="quiet"
        aria-label={say('edit.text.ignore', { n: number })}
        title={say('edit.do.ignore')}
        aria-pressed={ignore}
        onClick={() => only('ignore')}
      >
        ###
      </Button>
      <Button
        small
        look="quiet"
        aria-label={say('edit.text.delete', { n: number })}
        title={say('edit.do.delete')}
        onClick={() => only('delete')}
      >
        ×
      </Button>
    </li>
  )
})

/** Enter goes on to the next transcript, Escape back to the image's keys. */
function leave(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.nativeEvent.isComposing) return
  const field = event.currentTarget
  if (event.key === 'Escape') field.blur()
  if (event.key !== 'Enter') return
  const fields = [...(field.closest('ol')?.querySelectorAll<HTMLInputElement>('input:enabled') ?? [])]
  const next = fields[fields.indexOf(field) + (event.shiftKey ? -1 : 1)]
  if (next === undefined) field.blur()
  else next.focus()
}
