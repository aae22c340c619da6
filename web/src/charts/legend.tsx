// The legend of a chart. The values under the pointer are written straight into it: a hover must not render the page.
import { type RefObject, useImperativeHandle, useRef } from 'react'
import type { Line } from './line.ts'
import { colorName, shortNumber } from './plot-options.ts'

export interface LegendHandle {
  readonly show: (x: string, values: readonly (number | null | undefined)[]) => void
}

interface LegendProps {
  readonly lines: readonly Line[]
  readonly handle: RefObject<LegendHandle | null>
}

export function Legend({ lines, handle }: LegendProps) {
  const list = useRef<HTMLUListElement>(null)
  useImperativeHandle(handle, () => ({
    show: (x, values) => {
      const places = list.current?.querySelectorAll('output') ?? []
      for (const [index, place] of places.entries())
        place.textContent = index === 0 ? x : legendValue(values[index - 1], x)
    },
  }))
  return (
    <ul className="chart-legend" ref={list}>
      <li className="soft">
        <output aria-live="off" />
      </li>
      {lines.map(({ label, color, dashed }) => (
        <li key={label}>
          <svg width="18" height="8" aria-hidden="true">
            <line
              x1="0"
              y1="4"
              x2="18"
              y2="4"
              className={`stroke-${colorName(color)}`}
              strokeDasharray={dashed === true ? '4 3' : undefined}
            />
          </svg>
          {label}
          <output aria-live="off" />
        </li>
      ))}
    </ul>
  )
}

function legendValue(value: number | null | undefined, x: string): string {
  if (x === '' || value === undefined) return ''
  return value === null ? 'NaN' : shortNumber(value)
}
