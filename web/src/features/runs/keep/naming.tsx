// Tags and names of a run: shown, added, removed.
import { useState } from 'react'
import type { RunRow } from '../../../../../src/server/api.ts'
import { answer, api } from '../../../api/client.ts'
import { FailureMessage } from '../../../api/failure-message.tsx'
import { forgetRun } from '../../../api/queries.ts'
import { type Action, useAction } from '../../../api/use-action.ts'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { TextField } from '../../../ui/field.tsx'
import { useSay } from '../../../words/language-context.tsx'

export function Naming({ row }: { readonly row: RunRow }) {
  const say = useSay()
  const param = { run: row.id }
  const change = async (asked: Promise<unknown>): Promise<void> => {
    await asked
    forgetRun(row.id)
  }
  const tags = api.runs[':run'].tags
  const names = api.runs[':run'].names[':name']
  const addTag = useAction<string>((tag) => change(answer(tags.$post({ param, json: { add: [tag] } }))))
  const removeTag = useAction<string>((tag) => change(answer(tags.$post({ param, json: { remove: [tag] } }))))
  const addName = useAction<string>((name) => change(answer(names.$put({ param: { ...param, name }, json: {} }))))
  const removeName = useAction<string>((name) => change(answer(names.$delete({ param: { ...param, name } }))))
  return (
    <Card title={`${say('runs.tags')} · ${say('runs.names')}`}>
      <WordList
        words={row.tags}
        add={addTag}
        remove={removeTag}
        label={say('runs.tag.add')}
        removal="runs.tag.remove"
      />
      <WordList
        words={row.names}
        add={addName}
        remove={removeName}
        label={say('runs.name.add')}
        removal="runs.name.remove"
      />
      <FailureMessage failure={addTag.failure ?? removeTag.failure ?? addName.failure ?? removeName.failure} />
    </Card>
  )
}

interface WordListProps {
  readonly words: readonly string[]
  readonly add: Action<string>
  readonly remove: Action<string>
  readonly label: string
  readonly removal: 'runs.tag.remove' | 'runs.name.remove'
}

function WordList({ words, add, remove, label, removal }: WordListProps) {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const word = typed.trim()
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void add.run(word).then(() => setTyped(''))
      }}
    >
      <ul className="row word-list">
        {words.map((one) => (
          <li key={one} className="badge">
            {one}
            <button
              type="button"
              className="badge-remove"
              aria-label={say(removal, { tag: one, name: one })}
              onClick={() => void remove.run(one)}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <div className="row with-button">
        <div className="grow">
          <TextField label={label} value={typed} onChange={setTyped} />
        </div>
        <Button submit disabled={word === '' || add.isBusy}>
          {say('runs.add')}
        </Button>
      </div>
    </form>
  )
}
