// The numbers of a drawing as a table below it, made only while it is open.
import { useState } from 'react'
import { useSay } from '../words/language-context.tsx'

export interface TwinRow {
  /** Another one for each row. */
  readonly key: number
  readonly head: string
  /** One for each column. */
  readonly values: readonly string[]
}

interface TableTwinProps {
  readonly title: string
  /** Head of the first column, and of the others. */
  readonly first: string
  readonly columns: readonly string[]
  /** Asked for when the table is opened. */
  readonly rows: () => readonly TwinRow[]
}

export function TableTwin({ title, first, columns, rows }: TableTwinProps) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const name = `${say('chart.table')}${say('colon')}${title}`
  return (
    <details className="fold small" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary aria-label={name}>{say('chart.table')}</summary>
      {open && (
        <div className="scroll-x table-twin" tabIndex={0} role="region" aria-label={name}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{first}</th>
                {columns.map((label) => (
                  <th key={label} scope="col" className="num">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows().map(({ key, head, values }) => (
                <tr key={key}>
                  <th scope="row">{head}</th>
                  {values.map((value, index) => (
                    <td key={columns[index]} className="num">
                      {value}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  )
}
