// What the colours of a plot of runs mean.
import { colorClass } from './scatter.tsx'
import { coloringOf, type PlotValue } from './scale.ts'

interface ColorLegendProps {
  readonly label: string
  readonly values: readonly PlotValue[]
}

export function ColorLegend({ label, values }: ColorLegendProps) {
  const { legend } = coloringOf(values)
  return (
    <ul className="chart-legend" aria-label={label}>
      <li className="soft">{label}</li>
      {legend.map(({ color, text }) => (
        <li key={text}>
          <svg width="12" height="12" aria-hidden="true">
            <circle className={`dot ${colorClass(color)}`} cx="6" cy="6" r="5" />
          </svg>
          {text}
        </li>
      ))}
    </ul>
  )
}
