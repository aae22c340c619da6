// Runs put together by a field: how many, the mean of their scores and how far they spread.
import { useMemo } from 'react'
import type { RunRow } from '../../../../../src/server/api.ts'
import { Button } from '../../../ui/button.tsx'
import { SelectField } from '../../../ui/field.tsx'
import { score } from '../../../ui/format.ts'
import { useParameter } from '../../../ui/use-url.ts'
import { useSay } from '../../../words/language-context.tsx'
import { differing, type Field } from './fields.ts'
import { type Group, groupsOf, type Spread } from './groups.ts'

interface RunGroupsProps {
  readonly fields: readonly Field[]
  readonly rows: readonly RunRow[]
  readonly onSelect: (rows: readonly RunRow[]) => void
}

/** More groups are no groups. */
const mostGroups = 50

export function RunGroups({ fields, rows, onSelect }: RunGroupsProps) {
  const say = useSay()
  const useful = useMemo(
    () => differing(fields, rows).filter(({ name }) => !['id', 'trend', 'started'].includes(name)),
    [fields, rows],
  )
  const [by, setBy] = useParameter('group', (useful.find(({ isSetting }) => isSetting) ?? useful[0])?.name ?? '')
  const field = useful.find(({ name }) => name === by)
  const groups = useMemo(() => (field === undefined ? [] : groupsOf(rows, field)), [rows, field])
  return (
    <div className="stack">
      <div className="row chart-controls">
        <SelectField
          label={say('runs.group')}
          value={by}
          options={useful.map(({ name, label }) => ({ value: name, label }))}
          onChange={setBy}
        />
      </div>
      {field !== undefined && <GroupTable {...{ field, groups, onSelect }} />}
      <p className="soft small">{say('runs.group.hint')}</p>
    </div>
  )
}

interface TableProps {
  readonly field: Field
  readonly groups: readonly Group[]
  readonly onSelect: (rows: readonly RunRow[]) => void
}

function GroupTable({ field, groups, onSelect }: TableProps) {
  const say = useSay()
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={say('runs.groups')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{field.label}</th>
            <th scope="col" className="num">
              {say('runs.group.count')}
            </th>
            {(['score.f', 'score.precision', 'score.recall'] as const).map((word) => (
              <th key={word} scope="col" className="num">
                {say(word)}
              </th>
            ))}
            <th scope="col" className="num">
              {say('runs.group.range')}
            </th>
            <th scope="col" className="act">
              <span className="sr-only">{say('runs.select.column')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.slice(0, mostGroups).map(({ value, rows: of, fScore, precision, recall }) => (
            <tr key={value}>
              <th scope="row">
                <span className="cell-text" title={value}>
                  {value === '' ? '–' : value}
                </span>
              </th>
              <td className="num">{of.length}</td>
              <td className="num">
                <strong>{spreadText(fScore)}</strong>
              </td>
              <td className="num">{spreadText(precision)}</td>
              <td className="num">{spreadText(recall)}</td>
              <td className="num">{fScore === undefined ? '–' : `${score(fScore.low)} – ${score(fScore.high)}`}</td>
              <td className="act">
                <Button
                  small
                  aria-label={say('runs.group.select', { value, n: of.length })}
                  onClick={() => onSelect(of)}
                >
                  {say('runs.select.column')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** `0.712 ± 0.031` */
function spreadText(spread: Spread | undefined): string {
  if (spread === undefined) return '–'
  return spread.deviation === undefined ? score(spread.mean) : `${score(spread.mean)} ± ${score(spread.deviation)}`
}
