// The table of runs: headings that sort, rows that can be selected, one by one or all.
import { useEffect, useRef, useState } from 'react'
import type { RunRow } from '../../../../../src/server/api.ts'
import { Button } from '../../../ui/button.tsx'
import { useSay } from '../../../words/language-context.tsx'
import { cellOf } from './columns.tsx'
import type { Field } from './fields.ts'
import { directionOf, nextSort } from './sorting.ts'

/** Rows that are added at a time. */
const pageSize = 100

interface HeadingProps {
  readonly column: Field
  readonly sort: string
  readonly onSort: (sort: string) => void
}

const arrows = { ascending: ' ↑', descending: ' ↓' } as const

function Heading({ column: { name, label, isNumber }, sort, onSort }: HeadingProps) {
  const direction = directionOf(sort, name)
  return (
    <th scope="col" className={isNumber ? 'num' : undefined} aria-sort={direction}>
      {name === 'trend' ? (
        label
      ) : (
        <button type="button" onClick={() => onSort(nextSort(sort, name, isNumber))}>
          {label}
          <span aria-hidden="true">{direction && arrows[direction]}</span>
        </button>
      )}
    </th>
  )
}

interface RunTableProps {
  readonly rows: readonly RunRow[]
  readonly columns: readonly Field[]
  readonly sort: string
  readonly selected: ReadonlySet<string>
  readonly onSort: (sort: string) => void
  readonly onSelect: (rows: readonly RunRow[], on: boolean) => void
}

export function RunTable({ rows, columns, sort, selected, onSort, onSelect }: RunTableProps) {
  const say = useSay()
  const [shown, setShown] = useState(pageSize)
  return (
    <>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={say('page.runs')}>
        <table className="table runs-table">
          <thead>
            <tr>
              <th scope="col">
                <SelectAll rows={rows} selected={selected} onSelect={onSelect} />
              </th>
              {columns.map((column) => (
                <Heading key={column.name} {...{ column, sort, onSort }} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row) => (
              <tr key={row.id} className={selected.has(row.id) ? 'selected' : undefined}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={say('runs.select', { run: row.id })}
                    checked={selected.has(row.id)}
                    onChange={(event) => onSelect([row], event.target.checked)}
                  />
                </td>
                {columns.map((column) => (
                  <td key={column.name} className={column.isNumber ? 'num' : undefined}>
                    {cellOf(column, row, say)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > shown && (
        <div>
          <Button onClick={() => setShown(shown + pageSize)}>{say('batch.more', { shown, total: rows.length })}</Button>
        </div>
      )}
    </>
  )
}

/** All that the filter lets through, also those further down. */
function SelectAll({ rows, selected, onSelect }: Pick<RunTableProps, 'rows' | 'selected' | 'onSelect'>) {
  const say = useSay()
  const box = useRef<HTMLInputElement>(null)
  const count = rows.filter(({ id }) => selected.has(id)).length
  const isAll = count === rows.length && count > 0
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = count > 0 && !isAll
  }, [count, isAll])
  return (
    <input
      ref={box}
      type="checkbox"
      aria-label={say('runs.select.all', { n: rows.length })}
      checked={isAll}
      onChange={() => onSelect(rows, !isAll)}
    />
  )
}
