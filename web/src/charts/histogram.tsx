// Bars of counts side by side for two parts of a data set, with the numbers as a table below.
import { useState } from 'react'
import { useSay } from '../words/language-context.tsx'

interface HistogramProps {
  readonly title: string
  /** Of the values: `px`, `°`. */
  readonly unit: string
  /** Bar i counts values from `from + i * step`; the last one everything above, too. */
  readonly from: number
  readonly step: number
  readonly parts: readonly { readonly label: string; readonly counts: readonly number[] }[]
  /** A place on the axis that matters, such as the smallest text that is learnt. */
  readonly mark?: { readonly at: number; readonly label: string } | undefined
}

/** The drawing's own units; it is scaled to its place. */
const size = { width: 320, height: 120, top: 6, bottom: 18 }

/** Fewer bars would be as broad as the plot. */
const fewest = 8

export function Histogram({ title, unit, from, step, parts, mark }: HistogramProps) {
  const bars = Math.max(...parts.map(({ counts }) => counts.length))
  const highest = Math.max(1, ...parts.flatMap(({ counts }) => counts))
  const width = size.width / Math.max(bars, fewest)
  const drawable = size.height - size.top - size.bottom
  const ticks = [0, Math.floor(bars / 2), bars - 1].filter((bar, index, all) => all.indexOf(bar) === index)
  const markX = mark && ((mark.at - from) / step) * width
  const placeOf = (bar: number): string => `${from + bar * step}${bar === bars - 1 && bars > 1 ? '+' : ''}`
  return (
    <figure className="chart">
      <figcaption className="row">
        <h3 className="grow">
          {title} <span className="soft small">({unit})</span>
        </h3>
        <HistogramLegend parts={parts} />
      </figcaption>
      <svg className="histogram" viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={title}>
        {parts.map(({ label, counts }, part) =>
          counts.map((count, bar) => {
            const height = count === 0 ? 0 : Math.max(1, (count / highest) * drawable)
            const each = (width - 1) / parts.length
            return (
              <rect
                key={`${label} ${from + bar * step}`}
                className={`bar-${part + 1}`}
                x={bar * width + part * each}
                y={size.top + drawable - height}
                width={each}
                height={height}
              >
                <title>{`${label}, ${placeOf(bar)} ${unit}: ${count}`}</title>
              </rect>
            )
          }),
        )}
        <text x={size.width} y={size.top + 4} textAnchor="end">
          {highest}
        </text>
        <line className="axis" x1={0} x2={size.width} y1={size.top + drawable} y2={size.top + drawable} />
        {markX !== undefined && markX >= 0 && markX <= size.width && (
          <line className="mark" x1={markX} x2={markX} y1={0} y2={size.top + drawable}>
            <title>{mark?.label}</title>
          </line>
        )}
        {ticks.map((bar) => (
          <text
            key={bar}
            x={bar * width + (bar > 0 && bar === bars - 1 ? width : 0)}
            y={size.height - 4}
            textAnchor={anchorOf(bar, bars)}
          >
            {placeOf(bar)}
          </text>
        ))}
      </svg>
      <HistogramTable {...{ title, unit, parts, placeOf, bars }} />
    </figure>
  )
}

function anchorOf(bar: number, bars: number): 'start' | 'middle' | 'end' {
  if (bar === 0) return 'start'
  return bar === bars - 1 ? 'end' : 'middle'
}

function HistogramLegend({ parts }: Pick<HistogramProps, 'parts'>) {
  return (
    <span className="row small soft">
      {parts.map(({ label }, part) => (
        <span key={label} className="row tight">
          <svg width="10" height="10" aria-hidden="true">
            <rect className={`bar-${part + 1}`} width="10" height="10" />
          </svg>
          {label}
        </span>
      ))}
    </span>
  )
}

interface TableProps extends Pick<HistogramProps, 'title' | 'unit' | 'parts'> {
  readonly bars: number
  readonly placeOf: (bar: number) => string
}

function HistogramTable({ title, unit, parts, bars, placeOf }: TableProps) {
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
                <th scope="col">{unit}</th>
                {parts.map(({ label }) => (
                  <th key={label} scope="col" className="num">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {Array.from({ length: bars }, (_, bar) => (
                <tr key={bar}>
                  <th scope="row">{placeOf(bar)}</th>
                  {parts.map(({ label, counts }) => (
                    <td key={label} className="num">
                      {counts[bar] ?? 0}
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
