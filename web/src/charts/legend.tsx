// The legend of a chart: its entries look like their lines, and show or hide them. The values under the pointer are written straight into it: a hover must not render the page.
import { type RefObject, useImperativeHandle, useRef } from 'react'
import type { Line } from './line.ts'
import { colorName, dashOf } from './line-look.ts'
import { shortNumber } from './plot-options.ts'

export interface LegendHandle {
  /** Values of the lines that are shown. */
  readonly show: (x: string, values: readonly (number | null | undefined)[]) => void
}

interface LegendProps {
  readonly lines: readonly Line[]
  /** Labels of lines that are not shown. */
  readonly hidden: ReadonlySet<string>
  readonly onToggle: (label: string) => void
  readonly handle: RefObject<LegendHandle | null>
}

export function Legend({ lines, hidden, onToggle, handle }: LegendProps) {
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
      {lines.map((line) => (
        <li key={line.label}>
          <button
            type="button"
            className="legend-entry"
            aria-pressed={!hidden.has(line.label)}
            onClick={() => onToggle(line.label)}
          >
            <Swatch line={line} />
            <span className="legend-name" title={line.label}>
              {line.label}
            </span>
          </button>
          {!hidden.has(line.label) && <output aria-live="off" />}
        </li>
      ))}
    </ul>
  )
}

function Swatch({ line }: { readonly line: Line }) {
  return (
    <svg width="20" height="8" aria-hidden="true">
      <line
        x1="0"
        y1="4"
        x2="20"
        y2="4"
        className={`stroke-${colorName(line.color)}`}
        strokeDasharray={dashOf(line).join(' ') || undefined}
      />
    </svg>
  )
}

function legendValue(value: number | null | undefined, x: string): string {
  if (x === '' || value === undefined) return ''
  return value === null ? 'NaN' : shortNumber(value)
}
