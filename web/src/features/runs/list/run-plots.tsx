// The runs of the list as a plot: two fields against each other, or several axes beside each other, coloured by a field.
import { useMemo } from 'react'
import { useLocation } from 'wouter'
import type { RunRow } from '../../../../../src/server/api.ts'
import { ColorLegend } from '../../../charts/color-legend.tsx'
import { Parallel } from '../../../charts/parallel.tsx'
import type { PlottedRun } from '../../../charts/run-points.ts'
import { Scatter } from '../../../charts/scatter.tsx'
import { SelectField } from '../../../ui/field.tsx'
import { Empty } from '../../../ui/feedback.tsx'
import { useParameter } from '../../../ui/use-url.ts'
import { useSay } from '../../../words/language-context.tsx'
import { differing, type Field } from './fields.ts'

interface RunPlotsProps {
  readonly fields: readonly Field[]
  readonly rows: readonly RunRow[]
}

/** Every run as a shape of its own would slow the page; the first ones are those that the order prefers. */
const mostRuns = 2000
/** Axes beside each other that can still be read. */
const mostAxes = 8
/** What the axes begin with where nothing is chosen. */
const usual = [
  'learning_rate',
  'batch_size',
  'optimizer',
  'input_size',
  'epochs_done',
  'precision',
  'recall',
  'f_score',
]

export function RunPlots({ fields, rows }: RunPlotsProps) {
  const say = useSay()
  const [kind, setKind] = useParameter('plot', 'scatter')
  const useful = useMemo(
    () => differing(fields, rows).filter(({ name }) => !['id', 'trend', 'note'].includes(name)),
    [fields, rows],
  )
  const settings = useful.filter(({ isSetting }) => isSetting)
  const [x, setX] = useParameter('x', (settings[0] ?? useful[0])?.name ?? '')
  const [y, setY] = useParameter('y', 'f_score')
  const [colorName, setColor] = useParameter('color', 'f_score')
  const shown = rows.slice(0, mostRuns)
  const options = useful.map(({ name, label }) => ({ value: name, label }))
  const named = (name: string): Field | undefined => useful.find((field) => field.name === name)
  const axes = kind === 'parallel' ? axesOf(useful) : [named(x), named(y)].filter((field) => field !== undefined)
  const color = named(colorName)
  if (shown.length < 2 || useful.length < 2) return <Empty>{say('runs.plot.few')}</Empty>
  return (
    <div className="stack">
      <div className="row chart-controls">
        <SelectField
          label={say('runs.plot')}
          value={kind}
          options={(['scatter', 'parallel'] as const).map((value) => ({ value, label: say(`runs.plot.${value}`) }))}
          onChange={setKind}
        />
        {kind !== 'parallel' && (
          <>
            <SelectField label={say('runs.plot.x')} value={x} options={options} onChange={setX} />
            <SelectField label={say('runs.plot.y')} value={y} options={options} onChange={setY} />
          </>
        )}
        <SelectField
          label={say('runs.plot.color')}
          value={color?.name ?? ''}
          options={[{ value: '', label: '–' }, ...options]}
          onChange={setColor}
        />
      </div>
      <Drawing {...{ axes, rows: shown, color }} isParallel={kind === 'parallel'} />
    </div>
  )
}

function axesOf(useful: readonly Field[]): readonly Field[] {
  const settings = useful.filter(({ isSetting, name }) => isSetting && !usual.includes(name))
  const wanted = usual.flatMap((name) => useful.find((field) => field.name === name) ?? [])
  const results = wanted.filter(({ isSetting }) => !isSetting)
  const first = [...wanted.filter(({ isSetting }) => isSetting), ...settings].slice(0, mostAxes - results.length)
  return [...first, ...results]
}

interface DrawingProps {
  readonly axes: readonly Field[]
  readonly rows: readonly RunRow[]
  readonly color: Field | undefined
  readonly isParallel: boolean
}

function Drawing({ axes, rows, color, isParallel }: DrawingProps) {
  const [, go] = useLocation()
  const runs = useMemo(
    () =>
      rows.map((row): PlottedRun => {
        const { id, names } = row
        const values = axes.map(({ valueOf }) => valueOf(row))
        return { id, name: names[0] ?? id, href: `/runs/${encodeURIComponent(id)}`, color: color?.valueOf(row), values }
      }),
    [rows, axes, color],
  )
  const [x, y] = axes
  return (
    <>
      <div className="scroll-x">
        {isParallel && <Parallel axes={axes} runs={runs} onOpen={go} />}
        {!isParallel && x !== undefined && y !== undefined && <Scatter {...{ x, y, runs }} onOpen={go} />}
      </div>
      {color !== undefined && <ColorLegend label={color.label} values={runs.map((run) => run.color)} />}
    </>
  )
}
