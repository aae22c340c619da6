// How a data set is spread: four small plots of what decides how it can be learnt.
import type { Distribution } from '../../../../src/server/api.ts'
import { Histogram } from '../../charts/histogram.tsx'
import { Card } from '../../ui/card.tsx'
import { useSay } from '../../words/language-context.tsx'

const units = {
  longSide: 'unit.pixels',
  textHeight: 'unit.pixels',
  angle: 'unit.degrees',
  textsPerImage: 'unit.texts',
} as const
interface DistributionsProps {
  readonly distributions: readonly Distribution[]
  /** Texts that are lower are not learnt, in pixels of the network's input. */
  readonly least: number
}

export function Distributions({ distributions, least }: DistributionsProps) {
  const say = useSay()
  if (distributions.length === 0) return null
  return (
    <Card title={say('data.distributions')}>
      <div className="columns">
        {distributions.map(({ of, from, step, train, test }) => (
          <Histogram
            key={of}
            title={say(`data.spread.${of}`)}
            unit={say(units[of])}
            {...{ from, step }}
            parts={[
              { label: say('data.split.train'), counts: train },
              { label: say('data.split.test'), counts: test },
            ]}
            mark={of === 'textHeight' ? { at: least, label: say('data.spread.least') } : undefined}
          />
        ))}
      </div>
    </Card>
  )
}
