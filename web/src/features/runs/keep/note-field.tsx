// The note of a run.
import { useState } from 'react'
import type { RunRow } from '../../../../../src/server/api.ts'
import { answer, api } from '../../../api/client.ts'
import { FailureMessage } from '../../../api/failure-message.tsx'
import { forgetRun } from '../../../api/queries.ts'
import { useAction } from '../../../api/use-action.ts'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { Field } from '../../../ui/field.tsx'
import { tell } from '../../../ui/toasts.tsx'
import { useSay } from '../../../words/language-context.tsx'

export function NoteField({ row }: { readonly row: RunRow }) {
  const say = useSay()
  const [note, setNote] = useState(row.note)
  const save = useAction(async () => {
    await answer(api.runs[':run'].note.$put({ param: { run: row.id }, json: { note } }))
    forgetRun(row.id)
    tell(say('runs.note.saved'))
  })
  return (
    <Card title={say('runs.note')}>
      <Field label={say('runs.note')}>
        {(ids) => (
          <textarea
            {...ids}
            className="input"
            rows={4}
            maxLength={20_000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <div>
        <Button disabled={save.isBusy || note === row.note} onClick={() => void save.run()}>
          {say('do.save')}
        </Button>
      </div>
      <FailureMessage failure={save.failure} />
    </Card>
  )
}
