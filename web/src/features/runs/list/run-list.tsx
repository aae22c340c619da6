// The list of runs with search, condition, order, columns and selection; all of it stands in the address.
import { useMemo, useState } from 'react'
import type { RunRow } from '../../../../../src/server/api.ts'
import { Answered } from '../../../api/failure-message.tsx'
import { type RunsQuery, useRuns, useSettingForms } from '../../../api/queries.ts'
import { Button, ButtonLink } from '../../../ui/button.tsx'
import { Card, Page } from '../../../ui/card.tsx'
import { SelectField, TextField } from '../../../ui/field.tsx'
import { Empty } from '../../../ui/feedback.tsx'
import { saveText } from '../../../ui/save.ts'
import { Tabs } from '../../../ui/tabs.tsx'
import { useParameter } from '../../../ui/use-url.ts'
import { useSay } from '../../../words/language-context.tsx'
import { Bin } from '../keep/trash.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { ColumnPicker } from './column-picker.tsx'
import { ConditionField } from './condition-field.tsx'
import { runsCsv } from './csv.ts'
import { chosenFields, type Field, fieldsOf } from './fields.ts'
import { RunGroups } from './run-groups.tsx'
import { RunPlots } from './run-plots.tsx'
import { RunTable } from './run-table.tsx'
import { useColumns } from './use-columns.ts'

const archivedChoices = ['', 'with', 'true'] as const
const none: readonly RunRow[] = []

export function RunList() {
  const say = useSay()
  const [search, setSearch] = useParameter('search', '', 'typed')
  const [where, setWhere] = useParameter('where', '', 'typed')
  const [sort, setSort] = useParameter('sort', '')
  const [archived, setArchived] = useParameter('archived', '')
  const settings = useSettingForms().data?.settings
  const fields = useMemo(() => fieldsOf(settings ?? [], say), [settings, say])
  const runs = useRuns(queryOf({ search, where, sort, archived }))
  const rows = runs.data?.runs ?? none
  return (
    <Page title={say('page.runs')} sentence={say('runs.sentence')}>
      <Card>
        <div className="filters">
          <TextField label={say('runs.search')} value={search} onChange={setSearch} />
          <ConditionField value={where} fields={fields} rows={rows} onChange={setWhere} />
          <SelectField
            label={say('runs.archived')}
            value={archivedChoices.find((choice) => choice === archived) ?? ''}
            options={archivedChoices.map((value) => ({
              value,
              label: say(`runs.archived.${value === '' ? 'none' : value}`),
            }))}
            onChange={setArchived}
          />
        </div>
        <Answered query={{ data: runs.error === null ? runs.data : undefined, error: runs.error }}>
          {({ total }) =>
            rows.length === 0 ? <NoRuns total={total} /> : <Rows {...{ rows, total, fields, sort }} onSort={setSort} />
          }
        </Answered>
      </Card>
      <Bin />
    </Page>
  )
}

function queryOf({
  search,
  where,
  sort,
  archived,
}: Readonly<Record<'search' | 'where' | 'sort' | 'archived', string>>): RunsQuery {
  return {
    ...(search !== '' && { search }),
    ...(where !== '' && { where }),
    ...(sort !== '' && { sort }),
    ...((archived === 'with' || archived === 'true') && { archived }),
  }
}

interface RowsProps {
  readonly rows: readonly RunRow[]
  /** Without the filter. */
  readonly total: number
  readonly fields: readonly Field[]
  readonly sort: string
  readonly onSort: (sort: string) => void
}

function Rows({ rows, total, fields, sort, onSort }: RowsProps) {
  const say = useSay()
  const [view, setView] = useParameter('view', 'table')
  const [columnText, setColumns] = useColumns()
  const columns = chosenFields(fields, columnText)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const chosen = useMemo(() => rows.filter(({ id }) => selected.has(id)), [rows, selected])
  const select = (of: readonly RunRow[], on: boolean): void => {
    const ids = new Set(of.map(({ id }) => id))
    setSelected(on ? new Set([...selected, ...ids]) : new Set([...selected].filter((id) => !ids.has(id))))
  }
  return (
    <>
      <div className="row">
        <p className="small soft grow" role="status">
          {say('runs.count', { shown: rows.length, total })}
        </p>
        <Button small onClick={() => saveText('runs.csv', runsCsv(columns, rows), 'text/csv')}>
          {say('runs.csv')}
        </Button>
      </div>
      {chosen.length > 0 && <BulkBar rows={chosen} columns={columns} onClear={() => setSelected(new Set())} />}
      <Tabs
        label={say('runs.views')}
        value={view}
        onChange={setView}
        tabs={[
          {
            value: 'table',
            title: say('runs.view.table'),
            content: () => (
              <div className="stack">
                <ColumnPicker {...{ fields, chosen: columns }} onChoose={(names) => setColumns(names.join(','))} />
                <RunTable {...{ rows, columns, sort, selected, onSort }} onSelect={select} />
              </div>
            ),
          },
          { value: 'plots', title: say('runs.view.plots'), content: () => <RunPlots {...{ fields, rows }} /> },
          {
            value: 'groups',
            title: say('runs.view.groups'),
            content: () => <RunGroups {...{ fields, rows }} onSelect={(of) => select(of, true)} />,
          },
        ]}
      />
    </>
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
