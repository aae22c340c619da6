// The curves of one run, live: loss, scores, learning rate, parts of the loss.
import { useMemo, useState } from 'react'
import type { Curves } from '../../../src/server/api.ts'
import { answer, api } from '../api/client.ts'
import { FailureMessage } from '../api/failure-message.tsx'
import { useAction } from '../api/use-action.ts'
import { Chart } from '../charts/chart.tsx'
import { ChartControls, plainCharts } from '../charts/controls.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { saveText } from '../ui/save.ts'
import { Empty } from '../ui/feedback.tsx'
import { type Say, useSay } from '../words/language-context.tsx'
import { curvesCsv } from './curves-csv.ts'
import { linesOf, lossParts, type Wanted } from './curves.ts'
import { useCurves } from './use-run.ts'

interface CurvesCardProps {
  readonly run: string
  readonly curves: Curves
  readonly startedAt: string
}

export function CurvesCard({ run, curves: thin, startedAt }: CurvesCardProps) {
  const say = useSay()
  const [settings, setSettings] = useState(plainCharts)
  // Smoothing is only true on every point.
  const needsAll = settings.smoothing > 0 && thin.thinned
  const all = useAllCurves(run, needsAll)
  const curves = needsAll && all !== undefined ? all : thin
  const charts = useMemo(
    () =>
      chartsOf(curves, say).map(({ title, wanted, unit = false }) => ({
        title,
        unit,
        lines: linesOf(curves, wanted, { ...settings, startedAt }),
      })),
    [curves, settings, startedAt, say],
  )
  const shown = charts.filter(({ lines }) => lines.length > 0)
  return (
    <Card title={say('run.curves')} actions={shown.length > 0 && <CsvButton run={run} />}>
      {shown.length === 0 ? (
        <Empty>{say('run.curves.none')}</Empty>
      ) : (
        <>
          <ChartControls settings={settings} onChange={setSettings} />
          <div className="columns">
            {shown.map(({ title, lines, unit }) => (
              <Chart key={title} title={title} lines={lines} unit={unit} axis={settings.axis} log={settings.log} />
            ))}
          </div>
        </>
      )}
    </Card>
  )
}

/** Every point of every curve as a file. */
function CsvButton({ run }: { readonly run: string }) {
  const say = useSay()
  const save = useAction(async () => {
    const all = await answer(api.runs[':run'].curves.$get({ param: { run }, query: { points: '0' } }))
    saveText(`${run}.csv`, curvesCsv(all), 'text/csv')
  })
  return (
    <>
      <FailureMessage failure={save.failure} />
      <Button small disabled={save.isBusy} onClick={() => void save.run()}>
        {say('chart.csv')}
      </Button>
    </>
  )
}

function useAllCurves(run: string, wanted: boolean): Curves | undefined {
  return useCurves(run, true, wanted).data
}

interface WantedChart {
  readonly title: string
  readonly wanted: readonly Wanted[]
  readonly unit?: boolean
}

function chartsOf(curves: Curves, say: Say): WantedChart[] {
  return [
    {
      title: say('score.loss'),
      wanted: [
        { name: 'loss', label: say('score.loss'), color: 0 },
        { name: 'valLoss', label: say('run.val.loss'), color: 1 },
      ],
    },
    {
      title: say('run.scores'),
      unit: true,
      wanted: [
        { name: 'fScore', label: say('score.f'), color: 0 },
        { name: 'precision', label: say('score.precision'), color: 2 },
        { name: 'recall', label: say('score.recall'), color: 1 },
      ],
    },
    { title: say('score.rate'), wanted: [{ name: 'learningRate', label: say('score.rate'), color: 3 }] },
    {
      title: say('run.parts'),
      wanted: lossParts(curves).map((name, index) => ({ name, label: partLabel(name, say), color: index + 2 })),
    },
  ]
}

const knownParts = ['lossBinary', 'lossThresh', 'lossDice'] as const

/** A part that only an older or another log knows keeps its own name. */
function partLabel(name: string, say: Say): string {
  const known = knownParts.find((part) => part === name)
  return known === undefined ? name : say(`run.part.${known}`)
}
