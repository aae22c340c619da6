// A chart with everything around it: legend with the values under the pointer, way back from a zoom, table twin.
import { useMemo, useRef, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { useSay } from '../words/language-context.tsx'
import type { Range } from './columns.ts'
import type { AxisKind, Line } from './line.ts'
import { Legend, type LegendHandle } from './legend.tsx'
import { toggled } from './line-look.ts'
import { Plot } from './plot.tsx'
import { shortNumber } from './plot-options.ts'
import { saveChart } from './save-chart.ts'
import { TableTwin, type TwinRow } from './table-twin.tsx'
import { tableRows } from './table.ts'
import { axisText } from './axis-text.ts'

interface ChartProps {
  readonly title: string
  readonly lines: readonly Line[]
  readonly axis: AxisKind
  readonly log?: boolean
  /** Scores: the axis goes from 0 to 1. */
  readonly unit?: boolean
  readonly height?: number
}

export function Chart({ title, lines, axis, log = false, unit = false, height = 240 }: ChartProps) {
  const say = useSay()
  const [zoom, setZoom] = useState<Range>()
  const [shownAxis, setShownAxis] = useState(axis)
  const legend = useRef<LegendHandle>(null)
  // A zoom in steps means nothing in seconds.
  if (shownAxis !== axis) {
    setShownAxis(axis)
    setZoom(undefined)
  }
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const shown = useMemo(() => lines.filter(({ label }) => !hidden.has(label)), [lines, hidden])
  const drawn = useMemo(() => (log ? shown.map(positiveOnly) : shown), [shown, log])
  const figure = useRef<HTMLElement>(null)
  const save = (): void => {
    const canvas = figure.current?.querySelector('canvas')
    if (canvas) saveChart({ canvas, title, lines: shown, name: `${title}.png` })
  }
  const xText = (value: number): string => axisText(axis, value, say)
  return (
    <figure className="chart" ref={figure}>
      <figcaption className="row">
        <h3 className="grow">{title}</h3>
        {zoom !== undefined && (
          <Button small look="quiet" onClick={() => setZoom(undefined)}>
            {say('chart.all')}
          </Button>
        )}
        <Button small look="quiet" aria-label={`${say('chart.png')}${say('colon')}${title}`} onClick={save}>
          PNG
        </Button>
      </figcaption>
      <Plot
        lines={drawn}
        log={log}
        unit={unit}
        whole={axis === 'step' || axis === 'epoch'}
        label={`${title}: ${shown.map(({ label }) => label).join(', ')}`}
        height={height}
        zoom={zoom}
        xText={xText}
        onZoom={setZoom}
        onHover={(x, values) => legend.current?.show(x === undefined ? '' : xText(x), values)}
      />
      <Legend
        lines={lines}
        hidden={hidden}
        onToggle={(label) => setHidden((before) => toggled(before, label, lines))}
        handle={legend}
      />
      <TableTwin
        title={title}
        first={say(`chart.axis.${axis}`)}
        columns={lines.map(({ label }) => label)}
        rows={() => lineRows(lines, xText)}
      />
    </figure>
  )
}

/** A logarithm has no place for zero and below. */
function positiveOnly(line: Line): Line {
  return { ...line, y: line.y.map((value) => (value > 0 ? value : Number.NaN)) }
}

function lineRows(lines: readonly Line[], xText: (value: number) => string): TwinRow[] {
  return tableRows(lines).map(({ x, values }) => {
    return { key: x, head: xText(x), values: values.map((value) => (value === undefined ? '' : shortNumber(value))) }
  })
}
