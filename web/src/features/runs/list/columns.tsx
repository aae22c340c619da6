// What stands in the cells of the list of runs; a field without a cell of its own shows its value.
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { RunRow } from '../../../../../src/server/api.ts'
import { epochName } from '../../../run/initial-weights.ts'
import { SweepLink } from '../../../run/sweep-link.tsx'
import { StateBadge } from '../../../run/state-badge.tsx'
import { Badge } from '../../../ui/feedback.tsx'
import { bytes, dateTime, duration, fileName, number, score } from '../../../ui/format.ts'
import type { Say } from '../../../words/language-context.tsx'
import type { Field } from './fields.ts'
import { Trend } from './trend.tsx'

type Cell = (row: RunRow, say: Say) => ReactNode

const cells: Readonly<Record<string, Cell>> = {
  state: (row) => <StateBadge row={row} />,
  id: (row) => <RunCell row={row} />,
  f_score: ({ best }) => <strong>{score(best?.fScore)}</strong>,
  precision: ({ best }) => score(best?.precision),
  recall: ({ best }) => score(best?.recall),
  best_epoch: ({ best }, say) => (best?.epoch === 0 ? epochName(0, say) : (best?.epoch ?? '–')),
  last_f_score: ({ last }) => score(last?.fScore),
  loss: ({ loss }) => (loss === null ? 'NaN' : number(loss)),
  trend: ({ trend }, say) => <Trend trend={trend} say={say} />,
  epochs_done: ({ epochsDone, epochs }) => `${epochsDone}/${epochs === 0 ? '?' : epochs}`,
  duration: ({ durationSeconds }, say) => <span className="nowrap">{duration(durationSeconds, say)}</span>,
  dataset: ({ dataset }) => (
    <span className="cell-text" title={dataset}>
      {dataset === undefined ? '–' : fileName(dataset)}
    </span>
  ),
  size: (row) => <span className="nowrap">{bytes(row.bytes)}</span>,
  started: (row) => <span className="nowrap">{dateTime(row.startedAt)}</span>,
  sweep: ({ sweep }) => (sweep === undefined ? '–' : <SweepLink sweep={sweep} />),
  name: ({ names }) => names.map((name) => <Badge key={name}>{name}</Badge>),
  tag: ({ tags }) => tags.map((tag) => <Badge key={tag}>{tag}</Badge>),
}

/** The cell of a run in a column. */
export function cellOf({ name, valueOf }: Field, row: RunRow, say: Say): ReactNode {
  const own = cells[name]
  if (own !== undefined) return own(row, say)
  const value = valueOf(row)
  if (value === undefined || value === '') return '–'
  if (typeof value === 'number') return number(value)
  return (
    <span className="cell-text" title={value}>
      {value}
    </span>
  )
}

function RunCell({ row }: { readonly row: RunRow }) {
  return (
    <div className="run-cell">
      <Link href={`/runs/${encodeURIComponent(row.id)}`} className="mono cell-text" title={row.id}>
        {row.id}
      </Link>
      {row.sweep !== undefined && <SweepLink sweep={row.sweep} />}
      {row.names.map((name) => (
        <Badge key={name} tone="good">
          {name}
        </Badge>
      ))}
      {row.tags.map((tag) => (
        <Badge key={tag}>{tag}</Badge>
      ))}
      {row.note !== '' && <div className="soft small note-line">{row.note}</div>}
    </div>
  )
}
