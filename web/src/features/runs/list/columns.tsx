// The columns of the list of runs: heading, field to sort by, and what stands in a row.
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { RunRow } from '../../../../../src/server/api.ts'
import { StateBadge } from '../../../run/state-badge.tsx'
import { Badge } from '../../../ui/feedback.tsx'
import { bytes, dateTime, duration, fileName, number, score } from '../../../ui/format.ts'
import type { WordKey } from '../../../words/catalogue.ts'
import type { Say } from '../../../words/language-context.tsx'
import { Trend } from './trend.tsx'

export interface Column {
  readonly word: WordKey
  /** The server's name; absent: not to be sorted by. */
  readonly field?: string
  readonly isNumber?: boolean
  readonly cell: (row: RunRow, say: Say) => ReactNode
}

export const columns: readonly Column[] = [
  { word: 'run.state', field: 'state', cell: (row) => <StateBadge row={row} /> },
  { word: 'runs.run', field: 'id', cell: (row) => <RunCell row={row} /> },
  { word: 'score.f', field: 'f_score', isNumber: true, cell: ({ best }) => <strong>{score(best?.fScore)}</strong> },
  { word: 'score.precision', field: 'precision', isNumber: true, cell: ({ best }) => score(best?.precision) },
  { word: 'score.recall', field: 'recall', isNumber: true, cell: ({ best }) => score(best?.recall) },
  { word: 'score.loss', field: 'loss', isNumber: true, cell: ({ loss }) => (loss === null ? 'NaN' : number(loss)) },
  { word: 'runs.trend', cell: ({ trend }, say) => <Trend trend={trend} say={say} /> },
  {
    word: 'runs.epochs',
    field: 'epochs_done',
    isNumber: true,
    cell: ({ epochsDone, epochs }) => `${epochsDone}/${epochs === 0 ? '?' : epochs}`,
  },
  {
    word: 'run.duration',
    field: 'duration',
    isNumber: true,
    cell: ({ durationSeconds }, say) => <span className="nowrap">{duration(durationSeconds, say)}</span>,
  },
  {
    word: 'run.data',
    field: 'dataset',
    cell: ({ dataset }) => <span title={dataset}>{dataset === undefined ? '–' : fileName(dataset)}</span>,
  },
  {
    word: 'runs.size',
    field: 'size',
    isNumber: true,
    cell: (row) => <span className="nowrap">{bytes(row.bytes)}</span>,
  },
  { word: 'runs.started', field: 'started', cell: (row) => <span className="nowrap">{dateTime(row.startedAt)}</span> },
]

function RunCell({ row }: { readonly row: RunRow }) {
  return (
    <div>
      <Link href={`/runs/${encodeURIComponent(row.id)}`} className="mono nowrap">
        {row.id}
      </Link>{' '}
      {row.names.map((name) => (
        <Badge key={name} tone="good">
          {name}
        </Badge>
      ))}{' '}
      {row.tags.map((tag) => (
        <Badge key={tag}>{tag}</Badge>
      ))}
      {row.note !== '' && <div className="soft small note-line">{row.note}</div>}
    </div>
  )
}
