// The list of runs with search, condition, order and selection; all of it stands in the address.
import { useState } from 'react'
import { useLocation } from 'wouter'
import { Answered } from '../../../api/failure-message.tsx'
import { type RunsQuery, useRuns } from '../../../api/queries.ts'
import { Button, ButtonLink } from '../../../ui/button.tsx'
import { Card, Page } from '../../../ui/card.tsx'
import { CheckField, TextField } from '../../../ui/field.tsx'
import { Empty } from '../../../ui/feedback.tsx'
import { useParameter } from '../../../ui/use-url.ts'
import { useSay } from '../../../words/language-context.tsx'
import { Bin } from '../keep/trash.tsx'
import { RunTable } from './run-table.tsx'

export function RunList() {
  const say = useSay()
  const [, go] = useLocation()
  const [search, setSearch] = useParameter('search', '', 'typed')
  const [where, setWhere] = useParameter('where', '', 'typed')
  const [sort, setSort] = useParameter('sort', '')
  const [archived, setArchived] = useParameter('archived', '')
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const select = (id: string, on: boolean): void =>
    setSelected(new Set(on ? [...selected, id] : [...selected].filter((one) => one !== id)))
  const query: RunsQuery = {
    ...(search !== '' && { search }),
    ...(where !== '' && { where }),
    ...(sort !== '' && { sort }),
    ...(archived !== '' && { archived: 'true' }),
  }
  const runs = useRuns(query)
  return (
    <Page
      title={say('page.runs')}
      sentence={say('runs.sentence')}
      actions={
        <Button
          look="primary"
          disabled={selected.size < 2}
          onClick={() => go(`/runs/compare?${new URLSearchParams({ runs: [...selected].join(',') })}`)}
        >
          {say('runs.compare', { n: selected.size })}
        </Button>
      }
    >
      <Card>
        <div className="columns">
          <TextField label={say('runs.search')} value={search} onChange={setSearch} />
          <ConditionField value={where} onChange={setWhere} />
        </div>
        <CheckField
          label={say('runs.archived')}
          checked={archived !== ''}
          onChange={(on) => setArchived(on ? 'yes' : '')}
        />
        <Answered query={{ data: runs.error === null ? runs.data : undefined, error: runs.error }}>
          {({ runs: rows, total }) =>
            rows.length === 0 ? (
              <NoRuns total={total} />
            ) : (
              <>
                <p className="small soft" role="status">
                  {say('runs.count', { shown: rows.length, total })}
                </p>
                <RunTable {...{ rows, sort, selected }} onSort={setSort} onSelect={select} />
              </>
            )
          }
        </Answered>
      </Card>
      <Bin />
    </Page>
  )
}

function NoRuns({ total }: { readonly total: number }) {
  const say = useSay()
  if (total > 0) return <Empty>{say('runs.none.match')}</Empty>
  return (
    <Empty>
      <p>{say('runs.none')}</p>
      <div>
        <ButtonLink to="/train">{say('train.start')}</ButtonLink>
      </div>
    </Empty>
  )
}

/** A condition is asked when it is finished: half of one is only an error. */
function ConditionField({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const say = useSay()
  const [typed, setTyped] = useState(value)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onChange(typed.trim())
      }}
      onBlur={() => onChange(typed.trim())}
    >
      <TextField label={say('runs.where')} hint={say('runs.where.hint')} value={typed} onChange={setTyped} />
    </form>
  )
}
