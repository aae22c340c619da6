// Scores and settings of some runs, one column a run.
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import type { Result, RunRow } from '../../../../../src/server/api.ts'
import { epochName } from '../../../run/initial-weights.ts'
import { StateBadge } from '../../../run/state-badge.tsx'
import { Card } from '../../../ui/card.tsx'
import { Message } from '../../../ui/feedback.tsx'
import { CheckField } from '../../../ui/field.tsx'
import { duration, score } from '../../../ui/format.ts'
import { useSay } from '../../../words/language-context.tsx'

export type Comparison = Result<'compareRuns'>

/** A run's shortest name. */
export function nameOf(row: RunRow): string {
  return row.names[0] ?? row.id
}

interface GridProps {
  readonly label: string
  readonly rows: readonly RunRow[]
  readonly lines: readonly { readonly name: string; readonly values: readonly ReactNode[]; readonly differs: boolean }[]
}

function Grid({ label, rows, lines }: GridProps) {
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={label}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{label}</th>
            {rows.map((row) => (
              <th key={row.id} scope="col" className="run-heading" title={row.id}>
                <Link href={`/runs/${encodeURIComponent(row.id)}`}>{nameOf(row)}</Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="names">
          {lines.map(({ name, values, differs }) => (
            <tr key={name}>
              <th scope="row" title={name}>
                {name}
              </th>
              {values.map((value, index) => (
                <td key={rows[index]?.id} className={differs ? 'differs' : undefined}>
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function ScoresCard({ rows }: { readonly rows: readonly RunRow[] }) {
  const say = useSay()
  const line = (name: string, of: (row: RunRow) => ReactNode) => ({ name, values: rows.map(of), differs: false })
  return (
    <Card title={say('compare.scores')}>
      <Grid
        label={say('runs.run')}
        rows={rows}
        lines={[
          line(say('run.state'), (row) => <StateBadge row={row} />),
          line(say('score.f'), ({ best }) => <strong>{score(best?.fScore)}</strong>),
          line(say('score.precision'), ({ best }) => score(best?.precision)),
          line(say('score.recall'), ({ best }) => score(best?.recall)),
          line(say('runs.field.best'), ({ best }) => epochName(best?.epoch, say)),
          line(say('run.duration'), ({ durationSeconds }) => duration(durationSeconds, say)),
        ]}
      />
    </Card>
  )
}

export function SettingsCard({ comparison: { runs, settings } }: { readonly comparison: Comparison }) {
  const say = useSay()
  const [all, setAll] = useState(false)
  const differing = settings.filter(({ same }) => !same)
  const shown = all ? settings : differing
  const untold = runs.filter(({ config }) => Object.keys(config).length === 0).map(nameOf)
  return (
    <Card
      title={say('compare.settings')}
      actions={<CheckField label={say('compare.settings.all')} checked={all} onChange={setAll} />}
    >
      {untold.length > 0 && <Message title={say('compare.settings.unknown', { runs: untold.join(', ') })} />}
      {differing.length > 0 && (
        <p className="small soft">{say('compare.settings.count', { n: differing.length, total: settings.length })}</p>
      )}
      {shown.length === 0 ? (
        <p className="soft">{say('compare.settings.same')}</p>
      ) : (
        <Grid
          label={say('compare.setting')}
          rows={runs}
          lines={shown.map(({ name, values, same }) => ({ name, values: values.map(settingText), differs: !same }))}
        />
      )}
    </Card>
  )
}

function settingText(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (Array.isArray(value)) return value.join(' × ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
