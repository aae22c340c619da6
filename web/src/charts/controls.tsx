// The controls above charts: axis, smoothing, logarithm.
import { CheckField, Field, SelectField } from '../ui/field.tsx'
import { useSay } from '../words/language-context.tsx'
import { axes, type AxisKind } from './line.ts'

/** How curves are shown. */
export interface ChartSettings {
  readonly axis: AxisKind
  /** 0 to 0.99. */
  readonly smoothing: number
  readonly log: boolean
}

export const plainCharts: ChartSettings = { axis: 'step', smoothing: 0, log: false }

interface ControlsProps {
  readonly settings: ChartSettings
  readonly onChange: (settings: ChartSettings) => void
}

export function ChartControls({ settings, onChange }: ControlsProps) {
  const say = useSay()
  return (
    <div className="row chart-controls">
      <SelectField
        label={say('chart.axis')}
        value={settings.axis}
        options={axes.map((axis) => ({ value: axis, label: say(`chart.axis.${axis}`) }))}
        onChange={(value) => onChange({ ...settings, axis: axes.find((axis) => axis === value) ?? 'step' })}
      />
      <Field label={`${say('chart.smoothing')} ${settings.smoothing.toFixed(2)}`}>
        {(ids) => (
          <input
            {...ids}
            type="range"
            min={0}
            max={0.99}
            step={0.01}
            value={settings.smoothing}
            onChange={(event) => onChange({ ...settings, smoothing: Number(event.target.value) })}
          />
        )}
      </Field>
      <CheckField label={say('chart.log')} checked={settings.log} onChange={(log) => onChange({ ...settings, log })} />
    </div>
  )
}
