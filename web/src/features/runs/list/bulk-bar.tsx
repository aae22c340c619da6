// What can be done with the selected runs: compare, tag, archive, delete, take along as CSV.
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { RunRow } from '../../../../../src/server/api.ts'
import { FailureMessage } from '../../../api/failure-message.tsx'
import { isGoingOn } from '../../../api/running.ts'
import { useAction } from '../../../api/use-action.ts'
import { Button } from '../../../ui/button.tsx'
import { saveText } from '../../../ui/save.ts'
import { tell } from '../../../ui/toasts.tsx'
import { useSay } from '../../../words/language-context.tsx'
import { archiveRuns, deleteRuns, tagRuns, type Undo } from './bulk.ts'
import { runsCsv } from './csv.ts'
import type { Field } from './fields.ts'

/** More runs beside each other the server does not compare. */
const mostCompared = 100

interface BulkBarProps {
  readonly rows: readonly RunRow[]
  readonly columns: readonly Field[]
  readonly onClear: () => void
}

export function BulkBar({ rows, columns, onClear }: BulkBarProps) {
  const say = useSay()
  const [, go] = useLocation()
  const n = rows.length
  const act = useAction<{ readonly does: () => Promise<Undo>; readonly told: string }>(async ({ does, told }) => {
    const undo = await does()
    onClear()
    tell(told, { label: say('do.undo'), act: () => void undo() })
  })
  const isStill = rows.every((row) => !isGoingOn(row) && row.archive === undefined)
  const ids = rows.map(({ id }) => id).join(',')
  return (
    <div className="bulk-bar stack" role="group" aria-label={say('runs.bulk')}>
      <div className="row">
        <strong className="num">{say('runs.bulk.count', { n })}</strong>
        <Button
          small
          look="primary"
          disabled={n < 2 || n > mostCompared || rows.some(({ archive }) => archive !== undefined)}
          onClick={() => go(`/runs/compare?${new URLSearchParams({ runs: ids })}`)}
        >
          {say('runs.compare', { n })}
        </Button>
        <TagForm
          isBusy={act.isBusy}
          onTag={(tag) => void act.run({ does: () => tagRuns(rows, tag), told: say('runs.bulk.tagged', { n, tag }) })}
        />
        <Button
          small
          disabled={!isStill || act.isBusy}
          onClick={() => void act.run({ does: () => archiveRuns(rows), told: say('runs.bulk.archived', { n }) })}
        >
          {say('runs.archive')}
        </Button>
        <Button
          small
          look="danger"
          disabled={!isStill || act.isBusy}
          onClick={() => void act.run({ does: () => deleteRuns(rows), told: say('runs.bulk.deleted', { n }) })}
        >
          {say('do.delete')}
        </Button>
        <Button small onClick={() => saveText('runs.csv', runsCsv(columns, rows), 'text/csv')}>
          CSV
        </Button>
        <Button small look="quiet" onClick={onClear}>
          {say('runs.bulk.clear')}
        </Button>
        {act.isBusy && <span className="soft small">{say('runs.bulk.working')}</span>}
      </div>
      <FailureMessage failure={act.failure} />
    </div>
  )
}

function TagForm({ isBusy, onTag }: { readonly isBusy: boolean; readonly onTag: (tag: string) => void }) {
  const say = useSay()
  const [tag, setTag] = useState('')
  return (
    <form
      className="row tight"
      onSubmit={(event) => {
        event.preventDefault()
        setTag('')
        onTag(tag.trim())
      }}
    >
      <input
        className="input"
        value={tag}
        aria-label={say('runs.tag.add')}
        placeholder={say('runs.tag.add')}
        onChange={({ target }) => setTag(target.value)}
      />
      <Button small submit disabled={tag.trim() === '' || isBusy}>
        {say('runs.add')}
      </Button>
    </form>
  )
}
