// The same curve of some runs in one chart.
import { useQueries } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { RunRow } from '../../../../../src/server/api.ts'
import { answer, api } from '../../../api/client.ts'
import { Chart } from '../../../charts/chart.tsx'
import { ChartControls, plainCharts } from '../../../charts/controls.tsx'
import { linesOf } from '../../../run/curves.ts'
import { Card } from '../../../ui/card.tsx'
import { SelectField } from '../../../ui/field.tsx'
import { useParameter } from '../../../ui/use-url.ts'
import { useSay } from '../../../words/language-context.tsx'
import { nameOf } from './compared-tables.tsx'

const curveWords = {
  loss: 'score.loss',
  fScore: 'score.f',
  precision: 'score.precision',
  recall: 'score.recall',
  valLoss: 'run.val.loss',
  learningRate: 'score.rate',
} as const
type CurveName = keyof typeof curveWords
const scores: ReadonlySet<CurveName> = new Set(['fScore', 'precision', 'recall'])
const curveNames = Object.keys(curveWords) as CurveName[]

export function ComparedCurves({ rows }: { readonly rows: readonly RunRow[] }) {
  const say = useSay()
  const [asked, setCurve] = useParameter('curve', 'loss')
  const [settings, setSettings] = useState(plainCharts)
  const name = curveNames.find((one) => one === asked) ?? 'loss'
  // Smoothing is only true on every point.
  const points = settings.smoothing > 0 ? '0' : '2000'
  const loaded = useQueries({
    queries: rows.map(({ id }) => ({
      queryKey: ['run', id, 'compared', points],
      queryFn: () => answer(api.runs[':run'].curves.$get({ param: { run: id }, query: { points } })),
    })),
    combine: (results) => results.map(({ data }) => data),
  })
  const lines = useMemo(
    () =>
      rows.flatMap((row, color) => {
        const curves = loaded[color]
        const wanted = [{ name, label: nameOf(row), color }]
        return curves === undefined ? [] : linesOf(curves, wanted, { ...settings, startedAt: row.startedAt })
      }),
    [rows, loaded, name, settings],
  )
  return (
    <Card title={say('run.curves')}>
      <div className="row chart-controls">
        <SelectField
          label={say('compare.curve')}
          value={name}
          options={curveNames.map((value) => ({ value, label: say(curveWords[value]) }))}
          onChange={setCurve}
        />
        <ChartControls settings={settings} onChange={setSettings} />
      </div>
      <Chart
        title={say(curveWords[name])}
        lines={lines}
        axis={settings.axis}
        log={settings.log}
        unit={scores.has(name)}
        height={360}
      />
    </Card>
  )
}
