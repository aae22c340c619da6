// The drawing of a chart: one uPlot, kept while only numbers change, made anew when its curves or colours do.
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import { themeChanged } from '../ui/theme.ts'
import { type Columns, columnsOf, fullRange, type Range } from './columns.ts'
import type { Line } from './line.ts'
import { plotOptions } from './plot-options.ts'

interface PlotProps {
  readonly lines: readonly Line[]
  readonly log: boolean
  readonly unit: boolean
  /** Marks stand at whole steps alone. */
  readonly whole: boolean
  readonly label: string
  readonly height: number
  readonly zoom: Range | undefined
  readonly xText: (value: number) => string
  readonly onZoom: (range: Range | undefined) => void
  /** Place and values under the pointer. */
  readonly onHover: (x: number | undefined, values: readonly (number | null | undefined)[]) => void
}

export function Plot(props: PlotProps) {
  const host = useRef<HTMLDivElement>(null)
  const latest = useRef(props)
  const chart = useRef<ChartOnPage>(undefined)
  useEffect(() => {
    latest.current = props
    chart.current?.update()
  })
  const shape = props.lines
    .map(({ label, color, dashed, x }) => [label, color, dashed, x.length <= 40].join())
    .join('|')
  useEffect(() => {
    if (host.current === null) return undefined
    chart.current = new ChartOnPage(host.current, latest)
    return () => {
      chart.current?.remove()
      chart.current = undefined // what follows must not draw on it
    }
  }, [shape, props.log, props.whole])
  return <div className="chart-plot" ref={host} role="img" aria-label={props.label} />
}

/** A uPlot in its place: follows the width of the place, the theme and the data. */
class ChartOnPage {
  readonly #host: HTMLElement
  readonly #props: { readonly current: PlotProps }
  readonly #sizes: ResizeObserver
  readonly #theme = (): void => this.#make()
  #plot: uPlot | undefined
  #columns: Columns = { x: [], ys: [], broken: [], thinned: false }
  #seen: { lines?: readonly Line[]; zoom?: Range | undefined; width?: number } = {}

  constructor(host: HTMLElement, props: { readonly current: PlotProps }) {
    this.#host = host
    this.#props = props
    this.#make()
    this.#sizes = new ResizeObserver(() => this.#resize())
    this.#sizes.observe(host)
    window.addEventListener(themeChanged, this.#theme)
  }

  /** Draws what changed. */
  update(): void {
    const { lines, zoom } = this.#props.current
    const width = this.#width()
    if (this.#seen.lines === lines && this.#seen.zoom === zoom && this.#seen.width === width) return
    this.#prepare()
    this.#plot?.setData([this.#columns.x, ...this.#columns.ys] as uPlot.AlignedData)
  }

  remove(): void {
    this.#sizes.disconnect()
    window.removeEventListener(themeChanged, this.#theme)
    this.#plot?.destroy()
  }

  #width(): number {
    return Math.max(120, this.#host.clientWidth)
  }

  #range(): Range {
    const { lines, zoom } = this.#props.current
    return zoom ?? fullRange(lines)
  }

  #prepare(): void {
    const { lines, zoom } = this.#props.current
    this.#columns = columnsOf(lines, this.#range(), this.#width())
    this.#seen = { lines, zoom, width: this.#width() }
  }

  #resize(): void {
    if (this.#seen.width === this.#width()) return
    this.#plot?.setSize({ width: this.#width(), height: this.#props.current.height })
    this.update()
  }

  #make(): void {
    this.#plot?.destroy()
    this.#prepare()
    const { lines, height, log, unit, whole, label } = this.#props.current
    const options = plotOptions({
      lines,
      height,
      log,
      unit,
      label,
      whole,
      width: this.#width(),
      range: () => this.#range(),
      columns: () => this.#columns,
      xText: (value) => this.#props.current.xText(value),
      onZoom: (range) => this.#props.current.onZoom(range),
      onHover: (index) => this.#hover(index),
    })
    this.#plot = new uPlot(options, [this.#columns.x, ...this.#columns.ys] as uPlot.AlignedData, this.#host)
  }

  #hover(index: number | null): void {
    const { onHover } = this.#props.current
    if (index === null) onHover(undefined, [])
    else
      onHover(
        this.#columns.x[index],
        this.#columns.ys.map((column) => column[index]),
      )
  }
}
