// Runs as points between two axes; each point leads to its run.
import { useMemo } from 'react'
import type { PlotAxis, PlottedRun } from './run-points.ts'
import { coloringOf, scaleOf, shortText } from './scale.ts'

interface ScatterProps {
  readonly x: PlotAxis
  readonly y: PlotAxis
  /** Their values are x and y. */
  readonly runs: readonly PlottedRun[]
  readonly onOpen: (href: string) => void
}

/** The drawing's own units; it is scaled to its place. */
const area = { left: 56, right: 12, top: 28, bottom: 34, width: 640, height: 300 }
const inner = { width: area.width - area.left - area.right, height: area.height - area.top - area.bottom }

export function Scatter({ x, y, runs, onOpen }: ScatterProps) {
  const [across, up] = useMemo(() => [0, 1].map((axis) => scaleOf(runs.map(({ values }) => values[axis]))), [runs])
  const coloring = useMemo(() => coloringOf(runs.map(({ color }) => color)), [runs])
  if (across === undefined || up === undefined) return null
  const px = (at: number): number => area.left + at * inner.width
  const py = (at: number): number => area.top + (1 - at) * inner.height
  return (
    <svg
      className="runs-plot"
      viewBox={`0 0 ${area.width} ${area.height}`}
      role="group"
      aria-label={`${y.label} / ${x.label}`}
    >
      {up.ticks.map(({ at, text }) => (
        <g key={at}>
          <line className="grid" x1={area.left} x2={area.width - area.right} y1={py(at)} y2={py(at)} />
          <text x={area.left - 6} y={py(at) + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {across.ticks.map(({ at, text }) => (
        <g key={at}>
          <line className="grid" x1={px(at)} x2={px(at)} y1={area.top} y2={area.height - area.bottom} />
          <text x={px(at)} y={area.height - area.bottom + 14} textAnchor={at > 0.9 ? 'end' : 'middle'}>
            {text}
          </text>
        </g>
      ))}
      <text className="axis-name" x={area.width - area.right} y={area.height - 4} textAnchor="end">
        {x.label}
      </text>
      <text className="axis-name" x={4} y={13} textAnchor="start">
        {y.label}
      </text>
      {runs.map(({ id, name, href, values, color }) => {
        const [left, top] = [across.placeOf(values[0]), up.placeOf(values[1])]
        if (left === undefined || top === undefined) return null
        const said = `${name}: ${x.label} ${textOf(values[0])}, ${y.label} ${textOf(values[1])}`
        return (
          <a
            key={id}
            href={href}
            aria-label={said}
            onClick={(event) => {
              event.preventDefault()
              onOpen(href)
            }}
          >
            <circle className={`dot ${colorClass(coloring.colorOf(color))}`} cx={px(left)} cy={py(top)} r={6}>
              <title>{said}</title>
            </circle>
          </a>
        )
      })}
    </svg>
  )
}

function textOf(value: number | string | undefined): string {
  return value === undefined ? '–' : shortText(value)
}

/** Of the style sheet; without a value, grey. */
export function colorClass(color: number | undefined): string {
  return color === undefined ? 'color-none' : `color-${(color % 8) + 1}`
}
