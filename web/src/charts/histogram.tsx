// Bars of counts side by side for two parts of a data set, with the numbers as a table below.
import { TableTwin, type TwinRow } from './table-twin.tsx'

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

/** Height of the highest bar. */
const drawable = size.height - size.top - size.bottom

/** Fewer bars would be as broad as the plot. */
const fewest = 8

export function Histogram({ title, unit, from, step, parts, mark }: HistogramProps) {
  const bars = Math.max(...parts.map(({ counts }) => counts.length))
  const highest = Math.max(1, ...parts.flatMap(({ counts }) => counts))
  const width = size.width / Math.max(bars, fewest)
  const ticks = [0, Math.floor(bars / 2), bars - 1].filter((bar, index, all) => all.indexOf(bar) === index)
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
        {mark && <Mark x={((mark.at - from) / step) * width} label={mark.label} />}
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
      <TableTwin
        title={title}
        first={unit}
        columns={parts.map(({ label }) => label)}
        rows={() => barRows(parts, bars, placeOf)}
      />
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

function Mark({ x, label }: { readonly x: number; readonly label: string }) {
  if (x < 0 || x > size.width) return null
  return (
    <line className="mark" x1={x} x2={x} y1={0} y2={size.top + drawable}>
      <title>{label}</title>
    </line>
  )
}

function barRows(parts: HistogramProps['parts'], bars: number, placeOf: (bar: number) => string): TwinRow[] {
  return Array.from({ length: bars }, (_, bar) => {
    return { key: bar, head: placeOf(bar), values: parts.map(({ counts }) => String(counts[bar] ?? 0)) }
  })
}
