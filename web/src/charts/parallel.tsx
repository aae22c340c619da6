// Runs as lines over parallel axes, one a setting or result: what the good ones have in common.
import { useMemo, useState } from 'react'
import type { PlotAxis, PlottedRun } from './run-points.ts'
import { coloringOf, scaleOf } from './scale.ts'
import { colorClass } from './scatter.tsx'

interface ParallelProps {
  readonly axes: readonly PlotAxis[]
  /** Their values are those of the axes, in this order. */
  readonly runs: readonly PlottedRun[]
  readonly onOpen: (href: string) => void
}

/** The drawing's own units; it is scaled to its place. */
const area = { side: 60, top: 34, bottom: 14, width: 900, height: 320 }

export function Parallel({ axes, runs, onOpen }: ParallelProps) {
  const [lit, setLit] = useState<string>()
  const scales = useMemo(() => axes.map((_, axis) => scaleOf(runs.map(({ values }) => values[axis]))), [axes, runs])
  const coloring = useMemo(() => coloringOf(runs.map(({ color }) => color)), [runs])
  const x = (axis: number): number => area.side + (axis * (area.width - 2 * area.side)) / Math.max(1, axes.length - 1)
  const y = (at: number): number => area.top + (1 - at) * (area.height - area.top - area.bottom)
  return (
    <svg
      className="runs-plot"
      viewBox={`0 0 ${area.width} ${area.height}`}
      role="group"
      aria-label={axes.map(({ label }) => label).join(', ')}
    >
      {runs.map(({ id, name, href, values, color }) => {
        const points = values.flatMap((value, axis) => {
          const at = scales[axis]?.placeOf(value)
          return at === undefined ? [] : [`${x(axis).toFixed(1)},${y(at).toFixed(1)}`]
        })
        return (
          <a
            key={id}
            href={href}
            aria-label={name}
            onClick={(event) => {
              event.preventDefault()
              onOpen(href)
            }}
            onPointerEnter={() => setLit(id)}
            onPointerLeave={() => setLit(undefined)}
            onFocus={() => setLit(id)}
          >
            <polyline
              className={`course ${colorClass(coloring.colorOf(color))}${lit === id ? ' lit' : ''}`}
              points={points.join(' ')}
            >
              <title>{name}</title>
            </polyline>
          </a>
        )
      })}
      {axes.map(({ name, label }, axis) => (
        <g key={name}>
          <line className="axis" x1={x(axis)} x2={x(axis)} y1={y(0)} y2={y(1)} />
          <text className="axis-name" x={x(axis)} y={14} textAnchor="middle">
            {label}
          </text>
          {scales[axis]?.ticks.map(({ at, text }) => (
            <text key={at} x={x(axis) + 5} y={y(at) + 4}>
              {text}
            </text>
          ))}
        </g>
      ))}
    </svg>
  )
}
