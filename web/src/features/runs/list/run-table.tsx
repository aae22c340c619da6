// The table of runs: headings that sort, rows that can be selected.
import { useState } from 'react'
import type { RunRow } from '../../../../../src/server/api.ts'
import { Button } from '../../../ui/button.tsx'
import { useSay } from '../../../words/language-context.tsx'
import { type Column, columns } from './columns.tsx'
import { directionOf, nextSort } from './sorting.ts'

/** Rows that are added at a time. */
const pageSize = 200

interface HeadingProps {
  readonly column: Column
  readonly sort: string
  readonly onSort: (sort: string) => void
}

const arrows = { ascending: ' ↑', descending: ' ↓' } as const

function Heading({ column: { word, field, isNumber = false }, sort, onSort }: HeadingProps) {
  const say = useSay()
  const direction = directionOf(sort, field)
  return (
    <th scope="col" className={isNumber ? 'num' : undefined} aria-sort={direction}>
      {field === undefined ? (
        say(word)
      ) : (
        <button type="button" onClick={() => onSort(nextSort(sort, field, isNumber))}>
          {say(word)}
          <span aria-hidden="true">{direction && arrows[direction]}</span>
        </button>
      )}
    </th>
  )
}

interface RunTableProps {
  readonly rows: readonly RunRow[]
  readonly sort: string
  readonly selected: ReadonlySet<string>
  readonly onSort: (sort: string) => void
  readonly onSelect: (id: string, on: boolean) => void
}

export function RunTable({ rows, sort, selected, onSort, onSelect }: RunTableProps) {
  const say = useSay()
  const [shown, setShown] = useState(pageSize)
  return (
    <>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={say('page.runs')}>
        <table className="table runs-table">
          <thead>
            <tr>
              <th scope="col">
                <span className="sr-only">{say('runs.select.column')}</span>
              </th>
              {columns.map((column) => (
                <Heading key={column.word} {...{ column, sort, onSort }} />
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
                    onChange={(event) => onSelect(row.id, event.target.checked)}
                  />
                </td>
                {columns.map(({ word, isNumber = false, cell }) => (
                  <td key={word} className={isNumber ? 'num' : undefined}>
                    {cell(row, say)}
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
